"""What is sent with the answers to a survey, and how its questions are told, in the API."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework_gis.fields import GeometryField

from mapconsult.consultations.models import MOST_DRAWN, Choice, Question, Section, Survey
from mapconsult.feedback import identity
from mapconsult.feedback.actions import SubmissionDraft
from mapconsult.feedback.models import ANSWER_LENGTH, BODY_LENGTH, SubmissionForm
from mapconsult.feedback.place_form import PlaceForm
from mapconsult.feedback.serializers import KeyField, RemarkInSerializer
from mapconsult.feedback.survey_answers import Given, bounds, check, length_of

MOST_ANSWERS = 500
# What a place on the map is kept with.
KEPT = ["geometry", "body", "placed_by", "zone", "parcel", "place_note"]


class ChoiceSerializer(serializers.ModelSerializer):
    geometry = GeometryField(precision=7, allow_null=True)

    class Meta:
        model = Choice
        fields = ["id", "text", "asks_words", "geometry"]


class QuestionSerializer(serializers.ModelSerializer):
    """A question; `least` and `most` are those that hold: how many may be chosen or drawn, the ends of a
    scale, the bounds of a number, the letters of a text."""

    least = serializers.SerializerMethodField()
    most = serializers.SerializerMethodField()
    choices = ChoiceSerializer(many=True)

    class Meta:
        model = Question
        fields = [
            "id",
            "kind",
            "text",
            "hint",
            "is_required",
            "demographic",
            "least",
            "most",
            "least_label",
            "most_label",
            "shown_if",
            "choices",
        ]

    def get_least(self, question) -> int | None:
        return bounds(question)[0] if _counts(question) else question.least

    def get_most(self, question) -> int | None:
        if question.kind in (Question.Kind.SHORT_TEXT, Question.Kind.LONG_TEXT):
            return length_of(question)
        return bounds(question)[1] if _counts(question) else question.most


def _counts(question):
    return question.is_drawn or question.is_chosen


class SectionSerializer(serializers.ModelSerializer):
    questions = QuestionSerializer(many=True)

    class Meta:
        model = Section
        fields = ["id", "title", "intro", "shown_if", "questions"]


class SurveySerializer(serializers.ModelSerializer):
    """A survey. A section or question with `shown_if` is asked of whoever has chosen one of these choices."""

    is_open = serializers.SerializerMethodField()
    sections = SectionSerializer(many=True)

    class Meta:
        model = Survey
        fields = ["title", "intro", "is_open", "answers_public", "sections"]

    def get_is_open(self, survey) -> bool:
        return survey.consultation.is_open()


class PlaceInSerializer(RemarkInSerializer):
    """One place that answers a question: on the map, or else told by a parcel, an address, a zone of the plan
    or an area, and found as far as that allows."""

    category = kind = None
    body = serializers.CharField(max_length=BODY_LENGTH, required=False, default="", allow_blank=True)
    area = serializers.CharField(
        max_length=40,
        required=False,
        default="",
        allow_blank=True,
        help_text=gettext_lazy("The code of a part of the territory; without a geometry, its middle."),
    )

    def validate(self, place):
        """What the map does not tell is found as in the form without a map."""
        if place["geometry"]:
            return {name: place[name] for name in KEPT}
        zone = place["zone"]
        told = {name: place[name] for name in ("parcel", "place_note", "area")} | {"zone": zone and zone.pk}
        form = PlaceForm(told, consultation=self.context["consultation"])
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        if not any(told.values()):
            raise serializers.ValidationError(_("Say where it is: on the map or in words."))
        return {"geometry": None, "placed_by": "", "body": place["body"]} | form.placed()


class AnswerInSerializer(serializers.Serializer):
    """What is said to one question, in the field of its kind: `choices` (in the order of a ranking), `number`
    (a scale, too), `text` (own words to a choice, too), `places`, or that one rather not says."""

    question = serializers.IntegerField()
    choices = serializers.ListField(child=serializers.IntegerField(), max_length=200, default=list)
    number = serializers.FloatField(allow_null=True, default=None)
    text = serializers.CharField(max_length=ANSWER_LENGTH, default="", allow_blank=True)
    declined = serializers.BooleanField(default=False)
    places = PlaceInSerializer(many=True, max_length=MOST_DRAWN, default=list)

    def validate_question(self, value):
        if value not in self.context["questions"]:
            raise serializers.ValidationError(_("This survey has no such question."))
        return value

    def given(self, said):
        """The Given of validated data."""
        rest = {name: said[name] for name in ("number", "text", "declined")}
        return Given(choices=tuple(said["choices"]), places=tuple(said["places"]), **rest)


class SurveyInSerializer(serializers.Serializer):
    """Answers to a survey. Nobody is asked who they are. The context holds the survey, its consultation,
    the ids of its questions, and how many places they ask for together."""

    key = KeyField(help_text=gettext_lazy("Made by the client; a repeat with the same key is stored once."))
    answers = AnswerInSerializer(many=True, max_length=MOST_ANSWERS)
    in_account = serializers.BooleanField(
        default=False,
        help_text=gettext_lazy("Whether it is listed in the account of the signed-in sender."),
    )
    website = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        help_text=gettext_lazy("Leave it empty: people do not see this field."),
    )
    proof = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=2000,
        help_text=gettext_lazy("Asked for by an answer 428, as for a submission of remarks."),
    )

    def to_internal_value(self, data):
        """What is told without the map is looked up place by place: more than the survey asks for are
        refused before the first."""
        if _number_of_places(data) > self.context["most_places"]:
            raise serializers.ValidationError(
                {"answers": _("These are more places than the survey asks for.")}
            )
        return super().to_internal_value(data)

    def validate_website(self, value):
        """Answers have no moderator who would look first, so a robot's are not taken."""
        if value:
            raise serializers.ValidationError(
                _("A field that people do not see is filled in. Send it again.")
            )
        return value

    def validate(self, sent):
        said = {answer["question"]: answer for answer in sent["answers"]}
        if len(said) < len(sent["answers"]):
            raise serializers.ValidationError({"answers": _("The same question is answered twice.")})
        given = {pk: self.fields["answers"].child.given(answer) for pk, answer in said.items()}
        found = check(self.context["survey"], given)
        if found.errors:
            raise serializers.ValidationError({"questions": found.errors})
        if not (found.answers or found.remarks):
            raise serializers.ValidationError({"answers": _("Answer at least one question.")})
        return sent | {"found": found}

    def sent_key(self):
        """The key, also of answers that are not valid otherwise; None where there is none."""
        try:
            return self.fields["key"].run_validation(self.initial_data["key"])
        except (KeyError, TypeError, serializers.ValidationError):
            return None

    def body_digest(self):
        """Without the proof, of which each try has another one."""
        return identity.body_digest(
            {name: value for name, value in self.initial_data.items() if name != "proof"}
        )

    def draft(self):
        """The SubmissionDraft of validated data."""
        data = self.validated_data
        return SubmissionDraft(
            key=data["key"],
            body_digest=self.body_digest(),
            remarks=data["found"].remarks,
            answers=data["found"].answers,
            form=SubmissionForm.SURVEY,
            survey=self.context["survey"],
        )


def _number_of_places(data):
    """In answers that nobody has checked yet."""
    answers = data.get("answers") if isinstance(data, dict) else None
    answers = answers if isinstance(answers, list) else []
    said = [answer.get("places") for answer in answers if isinstance(answer, dict)]
    return sum(len(places) for places in said if isinstance(places, list))


class SurveyReceiptSerializer(serializers.Serializer):
    """The answer to answers. The private link is the only key to them: it is shown once, to their sender."""

    id = serializers.IntegerField()
    reference = serializers.CharField()
    edit_url = serializers.URLField()
