"""The territory_pages app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoryPagesConfig(AppConfig):
    """Home, standard pages, search and map."""

    name = "territory_pages"
    verbose_name = _("Territory pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow the publication of homes."""
        from . import receivers  # noqa: F401, PLC0415 - models are not loaded before
