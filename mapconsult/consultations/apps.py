from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """What is asked: consultations, their categories and plan layers."""

    name = "mapconsult.consultations"
