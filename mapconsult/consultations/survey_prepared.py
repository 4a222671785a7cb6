"""Questions about the person as surveys ask them time and again, with their answers. The texts are stored in
the language of whoever adds them, and may be changed. "Rather not say" comes with every such question."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.models import Question


@dataclass(frozen=True)
class Prepared:
    """A question of kind `single`; `label` is on the button that adds it."""

    label: str
    text: str
    demographic: str
    choices: tuple[str, ...]


PREPARED = {
    "age": Prepared(
        _("Age groups"),
        _("How old are you?"),
        Question.Demographic.AGE,
        (
            _("under 18"),
            _("18 to 24"),
            _("25 to 34"),
            _("35 to 44"),
            _("45 to 59"),
            _("60 to 74"),
            _("75 or older"),
        ),
    ),
    "gender": Prepared(
        _("Gender"),
        _("What is your gender?"),
        Question.Demographic.GENDER,
        (_("woman"), _("man"), _("another gender")),
    ),
}
