from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.guarded import GuardedForm
from mapconsult.accounts.models import AccessibilityStatement, Organisation, User
from mapconsult.accounts.roles import EXPLAINED, Role


class NameForm(forms.ModelForm):
    """First and last name, both as one likes."""

    class Meta:
        model = User
        fields = ["first_name", "last_name"]


class SignUpForm(GuardedForm, SignupForm):
    """Opens an account. What a robot filled in gets the usual answer from django-allauth, which is told the
    name of our decoy."""


class OfficeLook:
    """For the forms of the office, which templates draw field by field: our class on what one types into."""

    TICKED = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, self.TICKED):
                field.widget.attrs.setdefault("class", "input")


def explained(roles):
    """[(radio button, what the role may do)] of a field of roles."""
    return [(radio, EXPLAINED[Role(radio.data["value"])]) for radio in roles]


class RoleForm(forms.Form):
    """One of the roles, each with what it may do."""

    role = forms.ChoiceField(label=_("Role"), choices=Role, widget=forms.RadioSelect)

    def explained(self):
        """[(radio button, what the role may do)]"""
        return explained(self["role"])


class InvitationForm(RoleForm):
    """An e-mail address that is asked to act for an organisation."""

    email = forms.EmailField(label=_("E-mail"))

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean_email(self):
        email = self.cleaned_data["email"]
        owners = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
        if self.organisation.memberships.filter(user__in=owners).exists():
            raise ValidationError(_("This person is in the organisation already; change the role there."))
        return email


class PrivacyForm(OfficeLook, forms.ModelForm):
    """What the privacy notice of the organisation says."""

    class Meta:
        model = Organisation
        fields = ["controller", "controller_address", "controller_email"]
        fields += ["protection_officer", "privacy_text"]
        widgets = {"privacy_text": forms.Textarea(attrs={"rows": 8})}


class AccessibilityForm(OfficeLook, forms.ModelForm):
    """What the accessibility statement of the organisation says."""

    class Meta:
        model = AccessibilityStatement
        exclude = ["organisation"]
        days = ["site_published_on", "site_updated_on", "made_on", "reviewed_on"]
        widgets = {name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}) for name in days} | {
            "status": forms.RadioSelect,
            "gaps": forms.Textarea(attrs={"rows": 6}),
            "architecture": forms.Textarea(attrs={"rows": 8}),
        }
