"""Uploads: pictures are painted anew, whatever comes along with them, and broken ones are told kindly."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from mapconsult.consultations import images
from mapconsult.consultations.images import clean_image, clean_scan

WHERE = "Janina Kowalska, ul. Polna 3"
ORIENTATION, ARTIST = 0x0112, 0x013B
RED, BLUE = (220, 20, 20), (20, 20, 220)


def a_file(image, kind="JPEG", name="zdjecie.jpg", **options):
    written = BytesIO()
    image.save(written, kind, **options)
    return ContentFile(written.getvalue(), name=name)


def red_above_blue():
    image = Image.new("RGB", (40, 80), RED)
    image.paste(BLUE, (0, 40, 40, 80))
    return image


def painted(file, **options):
    return Image.open(clean_image(file, **options))


def exif_with(tag, value):
    exif = Image.Exif()
    exif[tag] = value
    return exif


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpeg"), ("PNG", "webp"), ("WEBP", "webp")])
def test_each_kind_is_written_small_under_a_name_nobody_chose(kind, ending):
    clean = clean_image(a_file(red_above_blue(), kind, name="../../Janina Kowalska.php"))
    name, _, end = clean.name.partition(".")
    assert Image.open(clean).format == ending.upper()
    assert end == ending.replace("jpeg", "jpg")
    assert len(name) == 32


def test_a_drawing_loses_nothing():
    drawing = red_above_blue()
    assert painted(a_file(drawing, "PNG")).convert("RGB").tobytes() == drawing.convert("RGB").tobytes()


def test_the_name_is_not_believed():
    assert clean_image(a_file(red_above_blue(), "PNG", name="mapa.jpg")).name.endswith(".webp")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_exif_is_gone(kind):
    file = a_file(red_above_blue(), kind, exif=exif_with(ARTIST, WHERE))
    assert WHERE.encode() in file.read()
    clean = clean_image(file)
    assert WHERE.encode() not in clean.read()
    assert not Image.open(clean).getexif()


@pytest.mark.parametrize(("kind", "key"), [("JPEG", "comment"), ("JPEG", "xmp"), ("WEBP", "xmp")])
def test_comments_are_gone(kind, key):
    file = a_file(red_above_blue(), kind, **{key: WHERE.encode()})
    assert WHERE.encode() in file.read()
    assert WHERE.encode() not in clean_image(file).read()


def test_text_within_a_png_is_gone():
    told = PngInfo()
    told.add_text("Author", WHERE)
    file = a_file(red_above_blue(), "PNG", pnginfo=told)
    assert WHERE.encode() not in clean_image(file).read()


def test_what_hides_behind_the_picture_is_gone():
    file = ContentFile(a_file(red_above_blue()).read() + b"<script>alert(1)</script>PK\x03\x04")
    assert b"<script>" not in clean_image(file).read()


def test_a_picture_is_turned_upright_before_its_exif_goes():
    image = painted(a_file(red_above_blue(), quality=95, exif=exif_with(ORIENTATION, 3)))
    assert image.getpixel((20, 70))[0] > 150
    assert image.getpixel((20, 10))[2] > 150


def test_a_picture_that_lies_on_its_side_swaps_width_and_height():
    assert painted(a_file(red_above_blue(), exif=exif_with(ORIENTATION, 6))).size == (80, 40)


def test_a_large_picture_is_made_smaller():
    assert painted(a_file(Image.new("RGB", (900, 300))), longest_side=300).size == (300, 100)


def test_a_second_picture_of_a_phone_is_left_out():
    second = Image.new("RGB", (30, 30))
    image = painted(a_file(red_above_blue(), "MPO", save_all=True, append_images=[second]))
    assert (image.format, getattr(image, "n_frames", 1)) == ("JPEG", 1)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_stays(kind):
    frames = [Image.new("RGB", (20, 20), colour) for colour in (RED, BLUE)]
    image = painted(a_file(frames[0], kind, save_all=True, append_images=frames[1:]))
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((5, 5))[0] > 150


def test_colours_of_print_become_those_of_a_screen():
    assert painted(a_file(Image.new("CMYK", (10, 10), (0, 255, 255, 0)))).mode == "RGB"


def test_a_colour_profile_is_applied_and_goes():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = painted(a_file(Image.new("RGB", (10, 10), RED), quality=95, icc_profile=profile))
    assert "icc_profile" not in image.info
    assert abs(image.getpixel((5, 5))[0] - RED[0]) < 6


def test_a_broken_colour_profile_does_no_harm():
    assert painted(a_file(Image.new("RGB", (10, 10), RED), icc_profile=b"broken" * 30)).mode == "RGB"


def test_grey_of_16_bits_keeps_its_shade():
    image = painted(a_file(Image.new("I;16", (9000, 2), 40_000), "PNG"))
    assert image.getpixel((3, 0)) == (156, 156, 156)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_stays_so(mode):
    image = Image.new("RGBA", (10, 10), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": 0} if mode == "P" else {}
    assert painted(a_file(image, "PNG", **options)).getpixel((5, 5))[3] == 0


def refusal(file, clean=clean_image):
    with pytest.raises(ValidationError) as caught:
        clean(file)
    return caught.value.messages[0]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html><script>alert(1)</script>",
        b"%PDF-1.7\n%%EOF",
        b"\xff\xd8\xff",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    ],
)
def test_what_is_no_picture_is_refused(content):
    assert "JPEG, PNG lub WebP" in refusal(ContentFile(content, name="zdjecie.jpg"))


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "PPM", "ICO"])
def test_other_kinds_are_refused_under_any_name(kind):
    assert "JPEG, PNG lub WebP" in refusal(a_file(red_above_blue(), kind))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_picture_is_refused(kind):
    content = a_file(Image.linear_gradient("L"), kind).read()
    assert refusal(ContentFile(content[: len(content) // 2]))


def png_that_claims(width, height):
    """A few bytes that say that they are a picture of any size."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return ContentFile(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b""))


@pytest.mark.parametrize("side", [7_100, 10_000, 60_000])
def test_a_decompression_bomb_is_refused_unopened(side):
    assert "pikseli" in refusal(png_that_claims(side, side))


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(images, "LARGEST_FILE", 100)
    assert "MB" in refusal(a_file(red_above_blue()))


def test_a_letter_may_be_a_pdf():
    clean = clean_scan(ContentFile(b"%PDF-1.7\n...\n%%EOF\n", name="list.pdf"))
    assert clean.name.endswith(".pdf")
    assert clean.read() == b"%PDF-1.7\n...\n%%EOF\n"


def test_a_letter_may_be_a_picture():
    assert Image.open(clean_scan(a_file(red_above_blue()))).format == "JPEG"


@pytest.mark.parametrize("content", [b"%PDF-1.7\ncut", b"MZ\x90\x00", b" %PDF-1.7\n%%EOF"])
def test_a_letter_is_nothing_else(content):
    assert refusal(ContentFile(content, name="list.pdf"), clean_scan)
