from django.apps import AppConfig


class InsightConfig(AppConfig):
    """What it adds up to: counts by area and heat."""

    name = "mapconsult.insight"
