"""What a guest of a consultation may do, and where."""

from django import forms
from django.utils.translation import gettext_lazy as _

from geo.models import Area
from mapconsult.accounts.forms import OfficeLook, explained
from mapconsult.accounts.roles import Role
from mapconsult.consultations.forms import TerritoryField
from mapconsult.consultations.models import Collaboration


class GuestForm(OfficeLook, forms.ModelForm):
    """The ceiling of a guest's rights, and the area that they end at."""

    ceiling = forms.ChoiceField(label=_("At most as"), choices=Role, widget=forms.RadioSelect)
    area = TerritoryField(
        label=_("Only in the area"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("everywhere"),
        help_text=_("A guest of an area reads and counts what lies in it, and nothing else."),
    )

    class Meta:
        model = Collaboration
        fields = ["ceiling", "area"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        territory = self.instance.consultation.territory
        self.fields["area"].queryset = (
            Area.objects.current().within(territory).order_by("level", "name", "code")
        )

    def explained(self):
        """[(radio button, what the role may do)]"""
        return explained(self["ceiling"])
