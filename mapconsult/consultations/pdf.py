"""Pages on paper: HTML to a tagged PDF (PDF/UA) by WeasyPrint."""

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string

PRINT_CSS = "mapconsult/css/paper.css"


def render_pdf(template, context):
    """The bytes of a template as a PDF that screen readers can read.

    Whatever the page holds, no host is called and no file read: pictures come as `data:` addresses. The
    document names its language and its title in `<html lang>` and `<title>`.
    """
    # Half a second and 40 MB, for the few processes that make a PDF.
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    within = URLFetcher(allowed_protocols=["data"])
    style = CSS(finders.find(PRINT_CSS))
    page = HTML(string=render_to_string(template, context), url_fetcher=within)
    return page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")


def pdf_response(template, context, name):
    """A PDF shown in the browser, under a name for keeping it."""
    return HttpResponse(
        render_pdf(template, context),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )
