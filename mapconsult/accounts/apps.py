from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who asks: people and organisations."""

    name = "mapconsult.accounts"

    def ready(self):
        from mapconsult.accounts import checks  # noqa: F401
