"""A formal letter as it is being filled in: all forms of its pages together, and the draft they make."""

from functools import cached_property

from mapconsult.feedback.actions import SubmissionDraft
from mapconsult.feedback.identity import body_digest
from mapconsult.feedback.letter_forms import AddressForm, LetterForm
from mapconsult.feedback.letter_points import MOST_POINTS, Choices, LetterPointForm, LetterPointSet
from mapconsult.feedback.models import AgentRole, Letter, LetterPurpose, Remark, SubmissionForm

# Sections 4, 5 and 6 of the national form: prefix of the fields, and the field of Contact.
ADDRESSES = {
    "address": "address",
    "letters": "correspondence_address",
    "agent": "agent_address",
}
# Of a form, but not what its sender says: each showing of the page has its own.
UNSAID = {"csrfmiddlewaretoken", "step", "shown_at", "key"}


class Filling:
    """`data` is what was posted; with `checked` the forms say what is wrong, else they show it as it is.
    Without data the letter begins, with what the consultation knows."""

    def __init__(self, consultation, data=None, *, checked=False, more=False):
        self.consultation = consultation
        self.data, self.checked = data, checked
        bound = data if checked else None
        # What a bound form starts from would count as not said.
        typed = data.dict() if data is not None and not checked else None
        self.letter = LetterForm(bound, initial=_known(consultation) if typed is None else typed)
        self.addresses = {
            name: AddressForm(
                bound, prefix=name, needed=name == "address", initial=_typed_address(name, typed)
            )
            for name in ADDRESSES
        }
        kwargs = {"choices": Choices(consultation)}
        initial = None if typed is None else self._typed_points(typed, kwargs, more)
        self.points = LetterPointSet(bound, initial=initial, form_kwargs=kwargs)

    def _typed_points(self, typed, kwargs, more):
        """What was typed into each point; browsers send all of them."""
        count = LetterPointSet(self.data, form_kwargs=kwargs).total_form_count()
        points = [
            {name: typed.get(f"point-{index}-{name}", "") for name in LetterPointForm.base_fields}
            for index in range(count)
        ]
        return [*points, {}][:MOST_POINTS] if more else points

    @cached_property
    def is_valid(self):
        """Asks all forms, so that everything wrong is told at once."""
        forms = [self.letter, *self.addresses.values(), self.points]
        valid = [form.is_valid() for form in forms]
        if self.letter.has_agent and not self.addresses["agent"].is_said:
            self.addresses["agent"].ask()
            return False
        return all(valid)

    @property
    def is_agent_shown(self):
        """Whether something is said about an agent, or wrong."""
        typed = any(field.value() or field.errors for field in self.letter.agent)
        return typed or self.addresses["agent"].is_shown

    @property
    def said(self):
        """[(name, value)] of everything that was typed, for the page on which it is read again."""
        return [
            (name, value)
            for name, values in self.data.lists()
            if name not in {"csrfmiddlewaretoken", "step"}
            for value in values
        ]

    @cached_property
    def contact(self):
        """Fields of Contact."""
        data = self.letter.cleaned_data
        found = {name: data[name] for name in [*LetterForm.CONTACT, *LetterForm.AGENT]}
        return found | {field: self.addresses[name].line() for name, field in ADDRESSES.items()}

    @cached_property
    def written(self):
        """The unsaved Letter."""
        data = self.letter.cleaned_data
        return Letter(**{name: data[name] for name in LetterForm.LETTER})

    @property
    def agent_role(self):
        return AgentRole(self.contact["agent_role"]).label if self.contact["agent_role"] else ""

    @cached_property
    def drafts(self):
        remark = self.written.purpose == LetterPurpose.REMARK
        return self.points.drafts(Remark.Kind.REMARK if remark else Remark.Kind.APPLICATION)

    def draft(self, scans):
        """The SubmissionDraft of valid forms and of the unsaved Scans that come along."""
        said = sorted((name, value) for name, value in self.said if name not in UNSAID)
        files = [[scan.kind, scan.name, scan.file.size] for scan in scans]
        return SubmissionDraft(
            key=self.letter.cleaned_data["key"],
            body_digest=body_digest([said, files]),
            remarks=self.drafts,
            stakeholder=self.letter.cleaned_data["stakeholder"],
            form=SubmissionForm.LETTER,
            contact=self.contact,
            letter=self.written,
            scans=scans,
        )


def _typed_address(name, typed):
    if typed is None:
        return {"country": "Polska"} if name == "address" else {}
    return {field: typed.get(f"{name}-{field}", "") for field in AddressForm.base_fields}


def _known(consultation):
    """What the form begins with: the office, its act, and that its draft is being consulted."""
    host = consultation.host
    authority = host.controller or host.name
    return {
        "addressee": "\n".join(filter(None, [authority, host.controller_address])),
        "purpose": LetterPurpose.REMARK,
        "act_kind": consultation.act_kind,
        "act_name": consultation.title,
    }
