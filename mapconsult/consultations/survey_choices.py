"""The prepared answers of a question, edited as rows under it; those of `place` with their shapes."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import inlineformset_factory
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.models import Choice, Question, QuestionKind
from mapconsult.consultations.rows import OrderedRowForm, OrderedRows
from mapconsult.consultations.shapes import read_place

MOST_CHOICES = 40
MOST_CORNERS = 2000


class ChoiceForm(OrderedRowForm):
    """One prepared answer."""

    class Meta:
        model = Choice
        fields = ["text", "asks_words", "order"]

    def __init__(self, *args, frozen, consultation, **kwargs):
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        for name, field in self.fields.items():
            field.disabled = frozen and name not in ("text", "id", "question")


class PlaceForm(ChoiceForm):
    """One of several places on the map."""

    shape = forms.CharField(
        label=_("The place as GeoJSON"),
        widget=forms.Textarea({"rows": 2, "spellcheck": "false"}),
        max_length=200_000,
        help_text=_("A point, a line or an area in EPSG:4326."),
        error_messages={"required": _("Draw the place on the map, or paste it as GeoJSON.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.geometry:
            self.initial["shape"] = self.instance.geometry.geojson

    def clean_shape(self):
        shape = read_place(self.cleaned_data["shape"])
        if shape.num_coords > MOST_CORNERS:
            raise ValidationError(_("The shape has more than %(number)d corners.") % {"number": MOST_CORNERS})
        if not shape.intersects(self.consultation.extent):
            raise ValidationError(_("The place lies outside the area of the consultation."))
        self.instance.geometry = shape
        return self.cleaned_data["shape"]


class ChoiceRows(OrderedRows):
    """`survey` is what the question is part of, as it was read."""

    survey = None

    def clean(self):
        super().clean()
        self._keep_deciding()
        if any(self.errors):
            return
        texts = [form.cleaned_data["text"].casefold() for form in self.kept()]
        if len(texts) < 2:
            raise ValidationError(_("People need at least two answers to choose from."))
        if len(set(texts)) < len(texts):
            raise ValidationError(_("Two answers are the same."))
        if (self.instance.least or 0) > len(texts) or (self.instance.most or 0) > len(texts):
            raise ValidationError(_("There are fewer answers than have to be chosen or may be chosen."))

    def _keep_deciding(self):
        """An answer by which something is asked cannot go."""
        gone = {form.instance.pk: form.instance for form in self.deleted_forms if form.instance.pk}
        for section in self.survey.sections.all() if gone else []:
            for conditional in (section, *section.questions.all()):
                for choice in conditional.shown_if.all():
                    if choice.pk in gone:
                        names = {"answer": gone[choice.pk], "asked": conditional}
                        text = _("“%(answer)s” decides whether “%(asked)s” is asked. Change that first.")
                        raise ValidationError(text % names)

    def save(self, commit=True):
        """Once the survey is frozen the rows stand as they do."""
        if self.survey.is_frozen:
            return super(OrderedRows, self).save(commit)
        return super().save(commit)


def choice_rows(survey, question, data=None):
    """The rows of a question that is answered by choosing, or None."""
    if not question.is_chosen:
        return None
    frozen, of_places = survey.is_frozen, question.kind == QuestionKind.PLACE
    worded = question.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
    factory = inlineformset_factory(
        Question,
        Choice,
        form=PlaceForm if of_places else ChoiceForm,
        formset=ChoiceRows,
        fields=["text", "asks_words", "order"] if worded else ["text", "order"],
        extra=0 if frozen else 3,
        can_delete=not frozen,
        edit_only=frozen,
        max_num=MOST_CHOICES,
        validate_max=True,
        absolute_max=MOST_CHOICES + 20,
    )
    given = {"frozen": frozen, "consultation": survey.consultation}
    rows = factory(data, instance=question, prefix="choices", form_kwargs=given)
    rows.survey = survey
    return rows
