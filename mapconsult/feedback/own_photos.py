"""Photos on the private page of a submission: added and taken back while the consultation is open."""

import uuid

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mapconsult.feedback.actions import ConsultationClosed
from mapconsult.feedback.models import ALT_LENGTH, Photo
from mapconsult.feedback.photos import add_photo, remove_photo


class PhotoForm(forms.Form):
    """One photo more of a remark; what is wrong with the file is told beside it."""

    prefix = "photo"
    file = forms.FileField(label=gettext_lazy("Photo"))
    alt = forms.CharField(
        label=gettext_lazy("What is in the picture?"), max_length=ALT_LENGTH, required=False
    )

    def __init__(self, remark, *args):
        super().__init__(*args, auto_id=f"photo-{remark.pk}-%s", label_suffix="")
        self.remark = remark
        self.fields["file"].widget.attrs = {"class": "input", "accept": "image/*"}
        self.fields["alt"].widget.attrs = {"class": "input"}

    def save(self):
        """Store the photo; False when it is refused, with the reason among the errors."""
        try:
            add_photo(remark=self.remark, key=uuid.uuid4(), **self.cleaned_data)
        except forms.ValidationError as refusal:
            self.add_error("file", refusal)
        return self.is_valid()


def add(request, remark):
    """The form with its errors, or None when the photo is stored."""
    _require_open(remark)
    form = PhotoForm(remark, request.POST, request.FILES)
    if not form.is_valid() or not form.save():
        return form
    messages.success(request, _("The photo is added."))
    return None


def remove(request, remark, pk):
    """Take back a photo of the remark; 404 for another one."""
    _require_open(remark)
    photo = get_object_or_404(Photo, pk=pk, remark=remark)
    photo.remark = remark
    remove_photo(photo=photo)
    messages.success(request, _("The photo is removed."))


def _require_open(remark):
    if not remark.consultation.is_open():
        raise ConsultationClosed
