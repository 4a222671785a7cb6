from django import forms

from mapconsult.accounts.models import User


class NameForm(forms.ModelForm):
    """First and last name, both as one likes."""

    class Meta:
        model = User
        fields = ["first_name", "last_name"]
