from django.urls import path, register_converter

from geo import api
from geo.models import Level


class LevelConverter:
    regex = "|".join(level.key for level in Level)

    def to_python(self, value):
        return Level.named(value)

    def to_url(self, value):
        return Level(value).key


register_converter(LevelConverter, "level")

urlpatterns = [
    path("areas/", api.AreasView.as_view(), name="areas"),
    path("areas/<level:level>/<slug:code>/", api.AreaView.as_view(), name="area"),
]
