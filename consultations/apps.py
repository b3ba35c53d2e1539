"""The consultations app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultationsConfig(AppConfig):
    """Polls, and later other instruments."""

    name = "consultations"
    verbose_name = _("Consultations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what this app publishes, and tells."""
        from . import content, holdings, news  # noqa: F401, PLC0415 - models are not loaded before

        content.declare()
        holdings.register()
