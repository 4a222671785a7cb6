from django.urls import path

from mapconsult.insight import api
from mapconsult.insight.comparing.api import DifferenceView, FramesView
from mapconsult.insight.cross.api import CrossView
from mapconsult.insight.hot_spots_api import AnalysisView, HotSpotsView
from mapconsult.insight.observatory.api import ObservatoryView

urlpatterns = [
    path("observatory/", ObservatoryView.as_view(), name="observatory"),
    path("consultations/<slug:slug>/counts/", api.CountsView.as_view(), name="counts"),
    path("consultations/<slug:slug>/heat/", api.HeatView.as_view(), name="heat"),
    path("consultations/<slug:slug>/trend/", api.TrendView.as_view(), name="trend"),
    path("consultations/<slug:slug>/difference/", DifferenceView.as_view(), name="difference"),
    path("consultations/<slug:slug>/frames/", FramesView.as_view(), name="frames"),
    path("consultations/<slug:slug>/cross/", CrossView.as_view(), name="cross"),
    path("consultations/<slug:slug>/hot-spots/", HotSpotsView.as_view(), name="hot-spots"),
    path("consultations/<slug:slug>/analyses/<int:pk>/", AnalysisView.as_view(), name="analysis"),
]
