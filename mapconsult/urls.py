"""Addresses; each room brings its own."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from mapconsult.consultations.words import words
from mapconsult.health import healthz, readyz
from mapconsult.metrics import metrics
from mapconsult.offline import manifest, offline, service_worker

handler500 = "mapconsult.outage.server_error"

urlpatterns = [
    path("", include("mapconsult.accounts.team_urls")),
    path("", include("mapconsult.consultations.urls")),
    path("", include("mapconsult.feedback.urls")),
    path("", include("mapconsult.insight.public.urls")),
    path("", include("mapconsult.exchange.urls")),
    path("panel/", include("mapconsult.insight.urls")),
    path("konto/", include("mapconsult.accounts.urls")),
    path("konto/", include("mapconsult.accounts.allauth_urls")),
    path("api/v1/", include("mapconsult.api_urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("slowa.js", words, name="words"),
    path("sw.js", service_worker, name="service-worker"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("bez-sieci/", offline, name="offline"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
