"""The questionnaire of a consultation: a geosurvey of sections, questions and prepared answers."""

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import IsValid
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.tracking import tracked
from mapconsult.consultations.models.consultation import Consultation
from mapconsult.consultations.models.frozen import (
    CHOICE_CHANGES,
    OF_PART_OF_QUESTION,
    OF_PART_OF_SECTION,
    OF_SECTION,
    frozen_parts,
    frozen_promises,
)

MOST_DRAWN = 20


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("one of several answers")
    MULTIPLE = "multiple", _("any of several answers")
    SCALE = "scale", _("scale")
    SHORT_TEXT = "short_text", _("a few words")
    LONG_TEXT = "long_text", _("longer text")
    RANKING = "ranking", _("ranking")
    NUMBER = "number", _("a number")
    POINT = "point", _("points on the map")
    LINE = "line", _("lines on the map")
    AREA = "area", _("areas on the map")
    PLACE = "place", _("one of several places on the map")


# Those that people answer by choosing among prepared answers, and those they answer by drawing.
CHOSEN = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.PLACE})
DRAWN = frozenset({QuestionKind.POINT, QuestionKind.LINE, QuestionKind.AREA})
# Those whose answers may decide what else is asked.
DECIDING = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.PLACE})


@tracked(model_name="SurveyEvent")
class Survey(models.Model):
    """The questionnaire of one consultation; its answers are no formal remarks.

    `frozen_at` is set with the first answer: from then on nothing but wording may change.
    """

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="survey")
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True, max_length=2000)
    is_published = models.BooleanField(_("shown to residents"), default=False)
    # What people draw is theirs until the office says before asking that everybody will see it.
    answers_public = models.BooleanField(
        _("everybody sees what is marked on the map"),
        default=False,
        help_text=_("Otherwise officials alone see it."),
    )
    frozen_at = models.DateTimeField(_("first answer"), null=True, editable=False)

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        triggers = frozen_promises("consultation", "answers_public", "frozen_at")

    def __str__(self):
        return self.title

    @property
    def is_frozen(self):
        """Whether it has answers, so that nothing but wording may change."""
        return self.frozen_at is not None

    def freeze(self, now):
        """The first answer has come: within its transaction, and once. Before its questions are read: who
        changes them meanwhile is waited for, and whoever comes later is refused."""
        Survey.objects.filter(pk=self.pk, frozen_at=None).update(frozen_at=now)


@tracked(model_name="SectionEvent", fields=["survey", "title", "intro"])
class Section(models.Model):
    """A page of a survey."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="sections")
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True, max_length=2000)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # All of one earlier question; without any, the section is always asked.
    shown_if = models.ManyToManyField(
        "Choice", blank=True, related_name="+", verbose_name=_("shown if one of these is chosen")
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "id"]
        triggers = frozen_parts(OF_SECTION, "survey", "order")

    def __str__(self):
        return self.title


@tracked(
    model_name="QuestionEvent",
    # What it says and how it is answered; where it stands would be noise.
    fields=["section", "kind", "text", "hint", "is_required", "demographic", "least", "most"]
    + ["least_label", "most_label"],
)
class Question(models.Model):
    """One question. What `least` and `most` mean depends on its kind: the ends of a scale, the bounds of a
    number, how many answers may be chosen or places drawn, how long a text may be."""

    Kind = QuestionKind

    class Demographic(models.TextChoices):
        """What a question asks of the person: never required, and answered by "rather not say" as well."""

        AGE = "age", _("age")
        GENDER = "gender", _("gender")
        OTHER = "other", _("something else about the person")

    section = models.ForeignKey(Section, models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind)
    text = models.CharField(_("question"), max_length=500)
    hint = models.CharField(_("hint"), max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_required = models.BooleanField(_("must be answered"), default=False)
    demographic = models.CharField(_("asks about the person"), max_length=6, choices=Demographic, blank=True)
    least = models.IntegerField(_("least"), null=True, blank=True)
    most = models.IntegerField(_("most"), null=True, blank=True)
    least_label = models.CharField(_("words at the lower end"), max_length=60, blank=True)
    most_label = models.CharField(_("words at the upper end"), max_length=60, blank=True)
    shown_if = models.ManyToManyField(
        "Choice", blank=True, related_name="+", verbose_name=_("shown if one of these is chosen")
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="question_kind_known"),
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(most__gte=F("least")),
                name="question_most_not_below_least",
                violation_error_message=_("The most must not be below the least."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="scale") | Q(least__isnull=False, most__gt=F("least")),
                name="question_scale_has_ends",
                violation_error_message=_("A scale needs two ends."),
            ),
            models.CheckConstraint(
                condition=Q(demographic="") | Q(is_required=False),
                name="question_person_not_required",
                violation_error_message=_("What is asked about the person may always be left out."),
            ),
        ]
        triggers = frozen_parts(
            OF_PART_OF_SECTION, "section", "kind", "order", "is_required", "demographic", "least", "most"
        )

    def __str__(self):
        return self.text

    @property
    def is_chosen(self):
        """Whether prepared answers are chosen from."""
        return self.kind in CHOSEN

    @property
    def is_drawn(self):
        """Whether it is answered on the map; each place is a remark of kind `answer`."""
        return self.kind in DRAWN


# Not the shape: a dump cannot restore a condition that compares geometries (see frozen.py).
@tracked(model_name="ChoiceEvent", fields=["question", "text", "asks_words"])
class Choice(models.Model):
    """A prepared answer; of a question of kind `place` with its shape on the map."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="choices")
    text = models.CharField(_("answer"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # "Other, namely": a line of text belongs to it.
    asks_words = models.BooleanField(_("with a line for own words"), default=False)
    geometry = models.GeometryField(_("geometry"), null=True, blank=True, spatial_index=False)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(geometry=None) | IsValid("geometry"), name="choice_geometry_valid"
            ),
            # What an answer refers to, so that it chooses among the answers of its own question.
            models.UniqueConstraint(fields=["id", "question"], name="choice_of_question"),
        ]
        triggers = frozen_parts(OF_PART_OF_QUESTION, changes=CHOICE_CHANGES)

    def __str__(self):
        return self.text


class SectionCondition(Section.shown_if.through):
    """One choice of the condition of a section, frozen with it."""

    class Meta:
        proxy = True
        verbose_name = _("condition of a section")
        verbose_name_plural = _("conditions of sections")
        triggers = frozen_parts(OF_PART_OF_SECTION, "section", "choice")


class QuestionCondition(Question.shown_if.through):
    """One choice of the condition of a question, frozen with it."""

    class Meta:
        proxy = True
        verbose_name = _("condition of a question")
        verbose_name_plural = _("conditions of questions")
        triggers = frozen_parts(OF_PART_OF_QUESTION, "question", "choice")
