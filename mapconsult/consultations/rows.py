"""Phases and categories, edited as rows under the form of their consultation."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.utils.translation import gettext_lazy as _

from mapconsult.accounts.forms import OfficeLook
from mapconsult.consultations.forms import MomentField, address_of, free
from mapconsult.consultations.models import Category, Consultation, GeometryKind, Phase

# Okabe-Ito without the black: what new categories are coloured in, in turn.
COLOURS = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#f0e442"]


class RowForm(OfficeLook, forms.ModelForm):
    """One row of many: an empty row at the end is nobody's mistake."""

    PRESET = []

    def has_changed(self):
        return bool(self.instance.pk and self.changed_data or set(self.changed_data) - set(self.PRESET))


class RowFormSet(BaseInlineFormSet):
    """Rows with their consultation. What remarks refer to cannot be removed: the form says so and is kept."""

    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            try:
                Collector(using="default").collect([form.instance])
            except ProtectedError:
                text = _("“%(name)s” cannot be removed, because remarks refer to it. You can rename it.")
                raise ValidationError(text % {"name": form.instance}) from None

    def kept(self):
        """The filled rows that stay, as they were sent."""
        gone = self.deleted_forms
        return [form for form in self.forms if form not in gone and (form.instance.pk or form.has_changed())]


class OrderedRowForm(RowForm):
    """A row with its place in the list."""

    PRESET = ["order"]

    order = forms.IntegerField(label=_("Place in the list"), required=False, min_value=0, max_value=999)

    def clean_order(self):
        """An empty place is the last one."""
        order = self.cleaned_data["order"]
        return 999 if order is None else order


class OrderedRows(RowFormSet):
    """Rows that stand in an order of their own."""

    def in_order(self):
        """The rows that stay, by the places that were given to them."""
        return sorted(self.kept(), key=lambda form: form.cleaned_data["order"])

    def save(self, commit=True):
        """Number the rows as they stand."""
        rows = self.in_order()
        found = super().save(commit)
        for number, form in enumerate(rows):
            if form.instance.order != number or form.initial.get("order") != number:
                form.instance.order = number
                form.instance.save(update_fields=["order"])
        return found


class PhaseForm(RowForm):
    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(label=_("Closes"))

    class Meta:
        model = Phase
        fields = ["name", "opens_at", "closes_at"]

    def clean(self):
        data = super().clean()
        if data.get("opens_at") and data.get("closes_at") and data["closes_at"] <= data["opens_at"]:
            self.add_error("closes_at", _("The closing time must come after the opening time."))
        return data


class PhaseRows(RowFormSet):
    def clean(self):
        super().clean()
        if any(self.errors):
            return
        rows = sorted((form.cleaned_data for form in self.kept()), key=lambda row: row["opens_at"])
        for earlier, later in zip(rows, rows[1:], strict=False):
            if later["opens_at"] < earlier["closes_at"]:
                names = {"first": earlier["name"], "second": later["name"]}
                raise ValidationError(_("The phases “%(first)s” and “%(second)s” overlap.") % names)


class CategoryForm(OrderedRowForm):
    PRESET = ["order", "color", "icon", "geometries"]

    geometries = forms.MultipleChoiceField(
        label=_("What may be drawn"), choices=GeometryKind, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Category
        fields = ["name", "color", "icon", "geometries", "order"]
        widgets = {"color": forms.TextInput({"type": "color"})}


class CategoryRows(OrderedRows):
    def get_form_kwargs(self, index):
        """A new row begins with a colour that few others have."""
        kwargs = super().get_form_kwargs(index)
        if index is None or index >= self.initial_form_count():
            colour = COLOURS[(index or 0) % len(COLOURS)]
            kwargs["initial"] = {"color": colour, "geometries": [GeometryKind.POINT]}
        return kwargs

    def clean(self):
        super().clean()
        names = [form.cleaned_data.get("name", "").casefold() for form in self.kept()]
        if len(set(names)) < len(names):
            raise ValidationError(_("Two categories have the same name."))

    def save(self, commit=True):
        """Name the new ones in addresses."""
        rows = self.in_order()
        taken = {form.instance.slug for form in rows}
        for form in rows:
            if not form.instance.slug:
                form.instance.slug = free(address_of(form.instance.name, 40) or "inne", taken)
                taken.add(form.instance.slug)
        return super().save(commit)


def formsets(consultation, data=None):
    """Phases and categories of a consultation, each with empty rows at the end."""
    more = {"consultation": consultation, "data": data}
    return [
        _rows(Phase, PhaseForm, PhaseRows, 1, **more),
        _rows(Category, CategoryForm, CategoryRows, 3, **more),
    ]


def _rows(model, form, formset, extra, *, consultation, data):
    factory = inlineformset_factory(
        Consultation, model, form=form, formset=formset, extra=extra, max_num=40, absolute_max=60
    )
    return factory(
        data, instance=consultation, prefix=model._meta.get_field("consultation").remote_field.related_name
    )
