"""The console app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsoleConfig(AppConfig):
    """Opening and keeping territories."""

    name = "console"
    verbose_name = _("Operator's console")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks."""
        # Models must be loaded before this module can be imported.
        from . import checks, holdings  # noqa: F401, PLC0415

        holdings.register()
