"""Forms of residents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mapconsult.consultations.models import Category
from mapconsult.feedback.models import BODY_LENGTH, Remark
from mapconsult.feedback.places import kind_of


class LinesField(forms.CharField):
    """Text whose lines end as they were typed elsewhere: browsers send two characters for each."""

    widget = forms.Textarea(attrs={"class": "input", "rows": 6})

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class RemarkForm(forms.ModelForm):
    """The words and the category of one's own remark; its place stays."""

    body = LinesField(label=_("What do you want to say?"), max_length=BODY_LENGTH)

    class Meta:
        model = Remark
        fields = ["category", "body"]
        labels = {"category": _("Category")}
        widgets = {"category": forms.Select(attrs={"class": "input"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        remark, field = self.instance, self.fields["category"]
        # Those of the submission, so that a page of many remarks reads them once.
        categories = remark.submission.consultation.categories.all()
        if remark.geometry:
            kind = kind_of(remark.geometry)
            categories = [category for category in categories if kind in category.geometries]
        field.queryset = Category.objects.filter(pk__in=[category.pk for category in categories])
        field.required = remark.category_id is not None
        none = [] if remark.category_id else [("", _("no category"))]
        field.choices = none + [(category.pk, category.name) for category in categories]
