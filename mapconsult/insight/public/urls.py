"""What everybody sees of the results."""

from django.urls import path

from mapconsult.insight.observatory import views as observatory_views
from mapconsult.insight.public import views as public

app_name = "public"
urlpatterns = [
    path("konsultacje/<slug:slug>/wyniki/", public.results, name="results"),
    path("konsultacje/<slug:slug>/wyniki/osadz/", public.embed, name="embed"),
    path("konsultacje/<slug:slug>/wyniki/obszary.csv", public.areas_csv, name="areas-csv"),
    path("konsultacje/<slug:slug>/wyniki/obszary.geojson", public.areas, name="areas"),
    path("obserwatorium/", observatory_views.observatory, name="observatory"),
    path("obserwatorium/<slug:slug>/", observatory_views.observatory, name="observatory-of"),
]
