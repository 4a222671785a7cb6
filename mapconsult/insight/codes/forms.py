"""Forms of the code book."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.forms import OfficeLook
from mapconsult.insight.models import Code


class CodeForm(OfficeLook, forms.ModelForm):
    """A code: its name, and when to give it. Its consultation stands on the instance."""

    class Meta:
        model = Code
        fields = ["name", "meaning"]
        labels = {"name": _("Name of the code"), "meaning": _("When do you give it?")}
        help_texts = {"meaning": _("A sentence, so that two people code alike.")}
        widgets = {"meaning": forms.Textarea(attrs={"rows": 2})}

    def _get_validation_exclusions(self):
        """The consultation is checked, too: a name is there once in each."""
        return super()._get_validation_exclusions() - {"consultation"}


class MergeForm(OfficeLook, forms.Form):
    """Into which other code one goes."""

    into = forms.ModelChoiceField(label=_("Merge into"), queryset=Code.objects.none())

    def __init__(self, *args, code, **kwargs):
        super().__init__(*args, **kwargs)
        others = Code.objects.of(code.consultation).exclude(pk=code.pk)
        self.fields["into"].queryset = others
