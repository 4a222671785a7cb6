from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """How it travels: export formats."""

    name = "mapconsult.exchange"
