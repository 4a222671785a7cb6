"""What caches are told of this room."""

from django.db import models
from django.db.models import F, Func
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """One row, counted up whenever an activation, a population or a layer changes what is known of areas: the
    part of an ETag that comes from this room, at the price of one probe."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self):
        return str(self.number)

    @classmethod
    def expression(cls):
        """The revision as an annotation of any query: the one row there is, 0 before the first change."""
        row = "(SELECT coalesce(max(number), 0) FROM geo_revision)"
        return Func(template=row, output_field=models.BigIntegerField())

    @classmethod
    def current(cls):
        return cls.objects.values_list("number", flat=True).first() or 0

    @classmethod
    def bump(cls):
        """Count up. Callers hold the lock of activations, so the first row is made once."""
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.create(pk=1, number=1)
