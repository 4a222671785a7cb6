from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """The steps of Polish local government; a parent is always exactly one step up."""

    COUNTRY = 0, _("country")
    VOIVODESHIP = 1, _("voivodeship")
    POWIAT = 2, _("powiat")
    GMINA = 3, _("gmina")
    DISTRICT = 4, _("district")

    @property
    def key(self):
        """The name in addresses and on the command line: `gmina`."""
        return self.name.lower()

    @classmethod
    def named(cls, key):
        """The level of a `key`; ValueError for an unknown one."""
        try:
            return cls[key.upper()]
        except KeyError:
            raise ValueError(f"no level {key!r}; known: {', '.join(level.key for level in cls)}") from None
