"""Forms of an organisation's own layers of areas."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from geo.boundaries.errors import BadInput
from geo.layers.files import LARGEST, LARGEST_MB, SUFFIXES, read_upload
from geo.layers.read import columns_of, guess, samples
from mapconsult.accounts.forms import OfficeLook
from mapconsult.consultations.models import LayerFile, OwnLayer

LONGEST_SAMPLE = 40
# Every place knows its areas of all layers (geo's MOST_OWN_AREAS).
MOST_LAYERS = 20


class FileForm(OfficeLook, forms.Form):
    """A file of areas; `frame` is what was read of it."""

    file = forms.FileField(
        label=_("File with the areas"),
        help_text=_("GeoJSON, GeoPackage (.gpkg) or a zipped shapefile (.zip), at most %(size)d MB.")
        % {"size": LARGEST_MB},
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than %(size)d MB.") % {"size": LARGEST_MB})
        self.content = file.read()
        try:
            self.frame = read_upload(self.content, file.name)
            guess(self.frame)
        except BadInput as error:
            raise ValidationError(str(error)) from error
        return file

    def received(self):
        """What own_layer_actions.receive() asks for of a valid file."""
        return {
            "file_name": self.cleaned_data["file"].name,
            "content": self.content,
            "frame": self.frame,
        }


class NameForm(OfficeLook, forms.Form):
    """The name of a layer, which its organisation has given to no other."""

    name = forms.CharField(
        label=_("Name of the layer"), max_length=200, help_text=_("Such as: Electoral wards 2024.")
    )

    def __init__(self, *args, organisation, own_layer=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = OwnLayer.objects.filter(organisation=organisation).exclude(
            pk=own_layer and own_layer.pk
        )

    def clean_name(self):
        name = self.cleaned_data["name"]
        if self.others.filter(layer__name__iexact=name).exists():
            raise ValidationError(_("There is a layer of this name already."))
        return name


class NewLayerForm(NameForm, FileForm):
    """A layer that is to be, for whoever has not got MOST_LAYERS, those on their way among them."""

    field_order = ["name", "file"]

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, organisation=organisation, **kwargs)
        self.on_their_way = LayerFile.objects.filter(
            organisation=organisation, own_layer=None, state=LayerFile.State.WAITING
        )

    def clean(self):
        if self.others.count() + self.on_their_way.count() >= MOST_LAYERS:
            most = {"most": MOST_LAYERS}
            raise ValidationError(_("You have %(most)d layers. Delete one first."), params=most)
        return super().clean()


class ColumnsForm(OfficeLook, forms.ModelForm):
    """What the columns of a file mean, each shown with what stands in it."""

    class Meta:
        model = LayerFile
        fields = ["name_field", "code_field", "population_field", "population_year"]

    name_field = forms.ChoiceField(label=_("Column with the names"))
    code_field = forms.ChoiceField(
        label=_("Column with the codes"),
        required=False,
        help_text=_("By its code an area is known again in a newer file."),
    )
    population_field = forms.ChoiceField(label=_("Column with the residents"), required=False)
    population_year = forms.IntegerField(
        label=_("Year of the residents"), required=False, min_value=1900, max_value=2100
    )

    def __init__(self, *args, frame, **kwargs):
        super().__init__(*args, **kwargs)
        found = [(column, self._shown(frame, column)) for column in columns_of(frame)]
        self.fields["name_field"].choices = found
        self.fields["code_field"].choices = [("", _("none: the name is the code")), *found]
        self.fields["population_field"].choices = [("", _("none")), *found]

    def _shown(self, frame, column):
        texts = ", ".join(text[:LONGEST_SAMPLE] for text in samples(frame, column))
        return f"{column}: {texts}" if texts else column
