"""Addresses; each room brings its own."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from mapconsult.health import healthz, readyz
from mapconsult.metrics import metrics

handler500 = "mapconsult.outage.server_error"

urlpatterns = [
    path("", include("mapconsult.accounts.team_urls")),
    path("", include("mapconsult.consultations.urls")),
    path("", include("mapconsult.feedback.urls")),
    path("panel/", include("mapconsult.insight.urls")),
    path("konto/", include("mapconsult.accounts.urls")),
    path("konto/", include("mapconsult.accounts.allauth_urls")),
    path("api/v1/", include("mapconsult.api_urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    # Of a package without texts: what lies in LOCALE_PATHS comes in any case, that of the admin stays out.
    path("slowa.js", JavaScriptCatalog.as_view(packages=["mapconsult.feedback"]), name="words"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
