"""Colours as they are kept: six hexadecimal digits."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

COLOUR = r"^#[0-9a-fA-F]{6}$"
colour_validator = RegexValidator(COLOUR, _("Write a colour like #0072b2."))
