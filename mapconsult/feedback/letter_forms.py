"""The formal letter about a planning act, by the sections of the national form (Dz.U. 2023 poz. 2509)."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.guarded import GuardedForm
from mapconsult.consultations.images import clean_scan
from mapconsult.consultations.models import ActKind
from mapconsult.feedback.forms import LinesField
from mapconsult.feedback.models import AgentRole, LetterPurpose, Scan, ScanKind, Stakeholder

YES_NO = [("yes", _("yes")), ("no", _("no"))]
ADDRESS_LENGTH = 300
# One for each attachment that the form names, and a few others.
OTHERS = 3


def _input(autocomplete="off", **attributes):
    return forms.TextInput(attrs={"class": "input", "autocomplete": autocomplete, **attributes})


def _text(label, length, *, required=False, help_text="", **attributes):
    return forms.CharField(
        label=label, max_length=length, required=required, help_text=help_text, widget=_input(**attributes)
    )


def _email(label, help_text="", autocomplete="off"):
    widget = forms.EmailInput(attrs={"class": "input", "autocomplete": autocomplete})
    return forms.EmailField(label=label, max_length=254, required=False, help_text=help_text, widget=widget)


def _yes_or_no(label, help_text=""):
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=YES_NO,
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )


class LetterForm(GuardedForm):
    """Everything but addresses, points and attachments."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    addressee = LinesField(
        label=_("Authority"),
        max_length=500,
        help_text=_("The office that makes the act, and its address."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 2}),
    )
    purpose = forms.ChoiceField(
        label=_("What do you send?"), choices=LetterPurpose.choices, widget=forms.RadioSelect
    )
    act_kind = forms.ChoiceField(
        label=_("About which kind of act?"), choices=ActKind.choices, widget=forms.RadioSelect
    )
    act_name = _text(_("Name of the act"), 300, required=True)
    name = _text(_("Name and surname, or name of an organisation"), 200, required=True, autocomplete="name")
    email = _email(_("E-mail (if you have one)"), _("We send a receipt there."), autocomplete="email")
    phone = _text(_("Phone (optional)"), 30, autocomplete="tel", inputmode="tel")
    delivery_address = _text(
        _("Address for electronic delivery (if you have one)"),
        120,
        help_text=_("It begins with AE:PL. The address of an ePUAP box is good as well."),
    )
    is_owner = _yes_or_no(_("Are you the owner or perpetual usufructuary of the land that you write about?"))
    stakeholder = forms.ChoiceField(
        label=_("In which role do you speak? (optional)"),
        required=False,
        choices=[("", _("not said")), *Stakeholder.choices],
        widget=forms.Select(attrs={"class": "input"}),
    )
    agent_role = forms.ChoiceField(
        label=_("What may the agent do?"),
        required=False,
        choices=AgentRole.choices,
        widget=forms.RadioSelect,
    )
    agent_name = _text(_("Name of the agent"), 200)
    agent_email = _email(_("E-mail of the agent"))
    agent_phone = _text(_("Phone of the agent"), 30, inputmode="tel")
    agent_delivery_address = _text(_("Address for electronic delivery of the agent"), 120)
    takes_email = _yes_or_no(
        _("May the office write to you electronically about this letter?"),
        _("With yes it need not send you paper."),
    )

    CONTACT = ["name", "email", "phone", "delivery_address", "is_owner"]
    AGENT = ["agent_role", "agent_name", "agent_email", "agent_phone", "agent_delivery_address"]
    LETTER = ["addressee", "purpose", "act_kind", "act_name", "takes_email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    @property
    def agent(self):
        """The fields about the agent."""
        return [self[name] for name in self.AGENT]

    @property
    def has_agent(self):
        """Whether something is said about one, as far as what was typed can be read."""
        return any(self.cleaned_data.get(name) for name in self.AGENT)

    def clean(self):
        data = super().clean()
        if self.has_agent:
            missing = [name for name in ("agent_role", "agent_name") if not data.get(name)]
            for name in missing:
                if name not in self.errors:
                    self.add_error(name, gettext("Say this about the agent as well."))
        reachable = ["email", "delivery_address", "agent_email", "agent_delivery_address"]
        # One that is wrong is told of by itself.
        if data.get("takes_email") and not any(data.get(name) or name in self.errors for name in reachable):
            self.add_error(
                "takes_email", gettext("Give an e-mail or an address for electronic delivery as well.")
            )
        return data


class AddressForm(forms.Form):
    """An address as the national form has it; one that is not `needed` may be left empty."""

    street = _text(_("Street"), 70, autocomplete="address-line1")
    house = _text(_("House number"), 10)
    flat = _text(_("Flat number"), 10)
    postcode = _text(_("Postal code"), 12, autocomplete="postal-code")
    town = _text(_("Town or village"), 60, autocomplete="address-level2")
    gmina = _text(_("Gmina"), 50)
    powiat = _text(_("Powiat"), 50)
    voivodeship = _text(_("Voivodeship"), 30)
    country = _text(_("Country"), 40, autocomplete="country-name")

    ASKED = ["house", "postcode", "town"]

    def __init__(self, *args, needed=False, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.needed = needed
        if not needed:
            for field in self.fields.values():
                field.widget.attrs["autocomplete"] = "off"
        else:
            for name in self.ASKED:
                self.fields[name].required = True

    @property
    def is_shown(self):
        """Whether something is typed, or wrong."""
        return any(field.value() or field.errors for field in self)

    @property
    def is_said(self):
        return any(self.cleaned_data.get(name) for name in self.fields)

    def clean(self):
        data = super().clean()
        if self.is_said:
            self.ask()
        if len(self.line()) > ADDRESS_LENGTH:
            reason = gettext("The address is longer than %(number)d characters.")
            raise ValidationError(reason % {"number": ADDRESS_LENGTH})
        return data

    def ask(self):
        """Tell what is missing of an address that need not be there, but is."""
        for name in self.ASKED:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, gettext("An address needs this, too."))

    def line(self):
        """The address in one line; empty when nothing is said."""
        data = {name: self.cleaned_data.get(name, "") for name in self.fields}
        number = "/".join(filter(None, [data["house"], data["flat"]]))
        parts = [
            f"{data['street'] or data['town']} {number}".strip(),
            f"{data['postcode']} {data['town']}".strip(),
            data["gmina"] and gettext("gmina %(name)s") % {"name": data["gmina"]},
            data["powiat"] and gettext("powiat %(name)s") % {"name": data["powiat"]},
            data["voivodeship"] and gettext("voivodeship %(name)s") % {"name": data["voivodeship"]},
            data["country"],
        ]
        return ", ".join(filter(None, parts))


class ScanField(forms.FileField):
    """One attachment, cleaned, as an unsaved Scan; None when none is chosen."""

    def __init__(self, kind, **options):
        widget = forms.FileInput(
            attrs={"class": "input", "accept": "application/pdf,image/jpeg,image/png,image/webp"}
        )
        super().__init__(required=False, widget=widget, max_length=200, label=capfirst(kind.label), **options)
        self.kind = kind

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        return Scan(kind=self.kind, name=file.name[-120:], file=clean_scan(file)) if file else None


class AttachmentsForm(forms.Form):
    """Section 9: chosen on the last page, because browsers forget chosen files."""

    authority = ScanField(ScanKind.AUTHORITY, help_text=_("Needed when an agent acts for you."))
    fee = ScanField(ScanKind.FEE, help_text=_("When a duty is due for the power of attorney."))
    boundary = ScanField(ScanKind.BOUNDARY, help_text=_("When you write about a part of a parcel. Optional."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for number in range(1, OTHERS + 1):
            field = self.fields[f"other_{number}"] = ScanField(ScanKind.OTHER)
            field.label = f"{field.label} {number}"

    def scans(self):
        """Unsaved Scans of what was chosen, in the order of the form."""
        return [scan for scan in (self.cleaned_data[name] for name in self.fields) if scan]
