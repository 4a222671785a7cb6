from django.urls import path

from mapconsult.exchange.api import ExportView

urlpatterns = [
    path("consultations/<slug:slug>/export/", ExportView.as_view(), name="export"),
]
