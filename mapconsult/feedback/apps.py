from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """What is said: submissions and their remarks."""

    name = "mapconsult.feedback"
