"""The form of a saved view."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.forms import OfficeLook
from mapconsult.feedback.filters import filter_of
from mapconsult.feedback.models import Remark
from mapconsult.insight.models import MOST_VIEWS, SavedView


class SavedViewForm(OfficeLook, forms.ModelForm):
    """A new view takes the state of the page with it; of a saved one name and sharing may change."""

    class Meta:
        model = SavedView
        fields = ["name", "is_shared", "query"]
        widgets = {"query": forms.HiddenInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["query"]

    def clean_name(self):
        """Unique for its owner in this consultation, which stand outside the form."""
        name = self.cleaned_data["name"]
        if self._others().filter(name__iexact=name).exists():
            raise ValidationError(_("You have a view of this name already."))
        return name

    def clean_query(self):
        """As SavedView keeps it."""
        asked = QueryDict(self.cleaned_data["query"], mutable=True)
        asked.pop("cursor", None)
        if not filter_of(asked, Remark.objects.none()).is_valid():
            raise ValidationError(_("These filters make no sense. Change them and save again."))
        kept = QueryDict(mutable=True)
        for name, values in sorted(asked.lists()):
            kept.setlist(name, sorted({value for value in values if value}))
        return kept.urlencode()

    def clean(self):
        if not self.instance.pk and self._others().count() >= MOST_VIEWS:
            most = {"most": MOST_VIEWS}
            raise ValidationError(_("You have %(most)d views here. Delete one first."), params=most)
        return super().clean()

    def _others(self):
        view = self.instance
        own = SavedView.objects.filter(consultation=view.consultation, owner=view.owner)
        return own.exclude(pk=view.pk)
