"""The console app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsoleConfig(AppConfig):
    """Opening and keeping territories."""

    name = "console"
    verbose_name = _("Operator's console")
    default_auto_field = "django.db.models.BigAutoField"
