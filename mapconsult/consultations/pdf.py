"""Pages on paper: HTML to a tagged PDF (PDF/UA) by WeasyPrint.

One at a time in a process: it is all computing, and several at once would only slow down each other and
everybody else.
"""

from hashlib import sha256
from threading import Lock

from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.http import HttpResponse
from django.template.loader import render_to_string
from PIL import ImageFile

PRINT_CSS = "mapconsult/css/paper.css"
HOUR = 3600
_alone = Lock()


def render_pdf(template, context, *, kept=False):
    """The bytes of a template as a PDF that screen readers can read.

    With `kept`, for what everybody may ask for, the same page is made once an hour.

    Whatever the page holds, no host is called and no file read: pictures come as `data:` addresses. The
    document names its language and its title in `<html lang>` and `<title>`.
    """
    html = render_to_string(template, context)
    key = f"pdf/{sha256(html.encode()).hexdigest()}"
    if kept and (made := cache.get(key)):
        return made
    with _alone:
        # Others may have waited for the same.
        return cache.get_or_set(key, lambda: _print(html), HOUR) if kept else _print(html)


def _print(html):
    # Half a second and 40 MB, for the few processes that make a PDF.
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    # WeasyPrint lets Pillow take half pictures, for the whole process: uploads must not be taken so.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    within = URLFetcher(allowed_protocols=["data"])
    style = CSS(finders.find(PRINT_CSS))
    page = HTML(string=html, url_fetcher=within)
    return page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")


def pdf_response(template, context, name, *, kept=False):
    """A PDF shown in the browser, under a name for keeping it."""
    return HttpResponse(
        render_pdf(template, context, kept=kept),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )
