"""Forms of residents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mapconsult.feedback.models import Remark
from mapconsult.feedback.places import kind_of


class RemarkForm(forms.ModelForm):
    """The words and the category of one's own remark; its place stays."""

    class Meta:
        model = Remark
        fields = ["category", "body"]
        labels = {"category": _("Category"), "body": _("What do you want to say?")}
        widgets = {
            "category": forms.Select(attrs={"class": "input"}),
            "body": forms.Textarea(attrs={"class": "input", "rows": 6}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        remark = self.instance
        categories = remark.consultation.categories.all()
        if remark.geometry:
            categories = categories.filter(geometries__contains=[kind_of(remark.geometry)])
        self.fields["category"].queryset = categories
        self.fields["category"].required = remark.category_id is not None
        self.fields["category"].empty_label = None if remark.category_id else _("no category")
