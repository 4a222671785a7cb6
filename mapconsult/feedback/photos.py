"""Photos of a remark: added by its sender, painted anew, looked after by moderators.

What is refused is a ValidationError in the reader's language; its `code` is one of images.py or one of these:
`none` (the consultation takes none), `late`, `withdrawn`, `full`.
"""

import uuid
from contextlib import contextmanager
from datetime import timedelta
from hashlib import file_digest

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.images import get_image_dimensions
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mapconsult.accounts.limits import Limit, hit
from mapconsult.accounts.tracking import acting_author
from mapconsult.consultations.images import clean_image
from mapconsult.feedback.models import MOST_PHOTOS, PREVIEW_SIDE, Photo, Remark

LONGEST_SIDE = 1600
# What was written without a network is sent when it is back, and its photos come after it.
AFTER_SENDING = timedelta(days=1)
HOUR = 3600
# Tries of one submission: painting costs more than storing words.
TRIES = 200


class TooManyTries(Exception):
    """More than any person sends; `wait` is in how many seconds to try again."""

    def __init__(self, wait):
        super().__init__(wait)
        self.wait = wait


def count_tries(*, submission, address, number=1):
    """Count photos that are about to be painted, also those that will be refused: they cost as much.
    `address` is the key of where they come from, if it is known. Raises TooManyTries."""
    limits = [Limit(f"photos/{submission.pk}", TRIES, HOUR, number)]
    if address is not None:
        limits.append(Limit(f"photos/at/{address}", settings.PHOTOS_PER_ADDRESS, HOUR, number))
    if waits := [one.wait for one in hit(*limits) if one.exceeded]:
        raise TooManyTries(max(waits))


def add_photo(*, remark, key, file, alt="", now=None):
    """Store a photo once: (photo, True), or (the earlier one, False) when the same key comes again.

    Taken while the consultation is open, and for a day after the remark was sent.
    """
    if earlier := remark.photos.filter(key=key).first():
        return earlier, False
    _check(remark, now or timezone.now())
    # It takes a moment, so the remark is not locked yet.
    picture = clean_image(file, longest_side=LONGEST_SIDE)
    preview = clean_image(picture, longest_side=PREVIEW_SIDE)
    width, height = get_image_dimensions(picture)
    photo = Photo(remark=remark, key=key, alt=alt, width=width, height=height)
    return _store(photo, picture, preview)


def attach_photos(*, remark, files, now=None):
    """Add the files [(file, alt)] of a form that was sent without a script; returns [(file's name, why not)]
    of those that were refused. The form may come again: the same file is the same photo."""
    refused = []
    for file, alt in files:
        try:
            add_photo(remark=remark, key=_key_of(file), file=file, alt=alt, now=now)
        except ValidationError as error:
            refused.append((file.name, " ".join(error.messages)))
    return refused


def _key_of(file):
    file.seek(0)
    return uuid.UUID(bytes=file_digest(file, "sha256").digest()[:16])


def _check(remark, now):
    if not remark.consultation.takes_photos:
        raise ValidationError(_("This consultation takes no photos."), code="none")
    if not remark.consultation.is_open(now) and now > remark.received_at + AFTER_SENDING:
        raise ValidationError(_("It is too late to add photos to this remark."), code="late")


@transaction.atomic
def _store(photo, picture, preview):
    current = Remark.objects.select_for_update().get(pk=photo.remark_id)
    current.consultation = photo.remark.consultation
    if current.state == Remark.State.WITHDRAWN:
        raise ValidationError(_("The remark is withdrawn."), code="withdrawn")
    stored = {earlier.ordinal: earlier for earlier in current.photos.all()}
    for earlier in stored.values():
        if earlier.key == photo.key:
            return earlier, False
    photo.ordinal = next((number for number in range(1, MOST_PHOTOS + 1) if number not in stored), None)
    if photo.ordinal is None:
        reason = _("A remark has at most %(number)d photos.") % {"number": MOST_PHOTOS}
        raise ValidationError(reason, code="full")
    # Moderators compare it with the moment at which they read.
    photo.added_at = timezone.now()
    with _kept(photo, picture, preview):
        photo.save()
        if current.is_read_first and current.state == Remark.State.PUBLISHED:
            current.state = Remark.State.PENDING
            with acting_author():
                current.save(update_fields=["state"])
        current.consultation.bump()
    return photo, True


@contextmanager
def _kept(photo, picture, preview):
    """Files that are removed again when the block fails; see entering.py about the commit."""
    try:
        photo.file.save(picture.name, picture, save=False)
        photo.preview.save(preview.name, preview, save=False)
        yield
    except Exception:
        for file in (photo.file, photo.preview):
            if file:
                file.delete(save=False)
        raise


@transaction.atomic
def remove_photo(*, photo):
    """Erase a photo for good: its sender takes it back, or a moderator who must not keep it."""
    photo.erase()
    photo.remark.consultation.bump()


@transaction.atomic
def hide_photo(*, photo, hidden):
    """Keep a photo from the public, or show it again; the remark stays as it is."""
    Photo.objects.filter(pk=photo.pk).update(is_hidden=hidden)
    photo.remark.consultation.bump()
