from django.apps import AppConfig
from django.contrib.admin import apps as admin


class ProjectConfig(AppConfig):
    """The project itself: commands that concern all rooms, and no models."""

    name = "mapconsult"
    label = "project"


class AdminConfig(admin.AdminConfig):
    default_site = "mapconsult.admin.Office"
