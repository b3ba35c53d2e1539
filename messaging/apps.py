"""The messaging app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    """Comments, notifications and letters."""

    name = "messaging"
    verbose_name = _("Conversations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow what is published."""
        from . import holdings, receivers  # noqa: F401, PLC0415 - they need the models

        holdings.register()
