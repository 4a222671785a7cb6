"""Files that people send: pictures are painted anew, letters looked at, both handed out harmless."""

import mimetypes
import uuid
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
# What a good camera takes; unpacked that is 200 MB of memory for as long as it is being painted anew.
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 4096
# How each kind that is taken is written: format, ending and options. Drawings lose nothing as lossless WebP
# and are a third of their PNG: the sketch of a plan is the largest thing that a phone loads with its page.
KINDS = {
    "JPEG": ("JPEG", "jpg", {"quality": 85, "optimize": True, "progressive": True}),
    "PNG": ("WEBP", "webp", {"lossless": True}),
    "WEBP": ("WEBP", "webp", {"quality": 85}),
}
SRGB = ImageCms.createProfile("sRGB")
# A file opened by itself runs nothing, reaches nothing and is shown in nobody's frame.
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def clean_image(file, *, longest_side=LONGEST_SIDE):
    """A new picture with the pixels of an uploaded one and nothing else of it, under a random name.

    Takes JPEG, PNG and WebP, whatever the name says; of moving ones the first picture. Turned upright as its
    EXIF says, in sRGB, no longer than `longest_side`; EXIF, place, comments and whatever hides behind the
    picture are gone. ValidationError says in the reader's language what is wrong; its code is `large`, `kind`
    or `damaged`.
    """
    _check_size(file)
    image = _open(file)
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()
    written_as, ending, options = KINDS[_kind(image)]
    try:
        # A large JPEG is unpacked no larger than needed.
        image.draft(None, (longest_side, longest_side))
        painted = _in_plain_colours(ImageOps.exif_transpose(image))
        painted.thumbnail((longest_side, longest_side))
    except Exception as error:  # a decoder raises nearly anything on a broken file
        raise ValidationError(_("The picture is damaged; save it anew and try again."), "damaged") from error
    # Comments and profiles would be written again from here.
    painted.info = {}
    written = BytesIO()
    painted.save(written, written_as, **options)
    return ContentFile(written.getvalue(), name=f"{uuid.uuid4().hex}.{ending}")


def clean_scan(file):
    """A scanned letter under a random name: a picture as clean_image makes it, or a PDF as it came.

    A PDF may carry anything: send_file hands it out as a download that a browser does not open on our site.
    """
    _check_size(file)
    file.seek(0)
    content = file.read(5)
    if content != b"%PDF-":
        return clean_image(file)
    content += file.read()
    if b"%%EOF" not in content[-1024:]:
        raise ValidationError(_("The PDF is damaged; save it anew and try again."))
    return ContentFile(content, name=f"{uuid.uuid4().hex}.pdf")


def send_file(stored):
    """Answer with a stored upload: a picture to be shown, anything else as a download."""
    kind = mimetypes.guess_type(stored.name)[0] or "application/octet-stream"
    try:
        response = FileResponse(stored.open(), content_type=kind, as_attachment=not kind.startswith("image/"))
    except FileNotFoundError:
        raise Http404 from None
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _check_size(file):
    if file.size > LARGEST_FILE:
        raise ValidationError(
            _("The file is larger than %(number)d MB.") % {"number": LARGEST_FILE // MEGABYTE}, "large"
        )


def _open(file):
    """Only its head is read. No other decoder of Pillow is given a try."""
    file.seek(0)
    try:
        return Image.open(file, formats=list(KINDS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:  # as above
        raise ValidationError(_("This is no picture in JPEG, PNG or WebP."), "kind") from error


def _too_many_pixels():
    return ValidationError(
        _("The picture has more than %(number)d million pixels; make it smaller.")
        % {"number": MOST_PIXELS // 1_000_000},
        "large",
    )


def _kind(image):
    """Many phones write JPEG with a second picture behind the first, which Pillow calls MPO."""
    return "JPEG" if image.format == "MPO" else image.format


def _in_plain_colours(image):
    """As RGB, RGBA or grey of 8 bits, in sRGB."""
    if image.mode == "I;16":
        return image.point(lambda level: level / 256).convert("L")
    image = _in_srgb(image)
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


def _in_srgb(image):
    """By the picture's own profile, if it has one that can be read."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"CMYK", "RGB"}:
        return image
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, own, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
