"""What a moderator does with one photo of a remark: hide it, show it again, remove it for good."""

import logging

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mapconsult.accounts.roles import Right
from mapconsult.feedback.models import Photo
from mapconsult.feedback.photos import hide_photo, remove_photo
from mapconsult.feedback.views import number

logger = logging.getLogger(__name__)
# What a button asks for, and the right it takes: removing cannot be undone.
RIGHTS = {"hide": Right.HOLD, "show": Right.RELEASE, "remove": Right.RELEASE}


def moderate_photo(request, remark, *, asked, pk):
    """Do what was asked with a photo of the remark, and tell it; 404 for another one."""
    photo = get_object_or_404(Photo, pk=number(pk), remark=remark)
    photo.remark = remark
    if asked == "remove":
        remove_photo(photo=photo)
        messages.success(request, _("The photo is removed for good."))
    else:
        hide_photo(photo=photo, hidden=asked == "hide")
        told = _("The photo is hidden.") if asked == "hide" else _("The photo is shown again.")
        messages.success(request, told)
    logger.info("User %s asked to %s photo %s", request.user.pk, asked, photo.pk)
