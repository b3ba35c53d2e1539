"""The territory_pages app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoryPagesConfig(AppConfig):
    """Home, standard pages, search and map."""

    name = "territory_pages"
    verbose_name = _("Territory pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what this app publishes; follow homes, and pages for the search."""
        # Models are not loaded before.
        from . import content, receivers  # noqa: F401, PLC0415
        from .search import holdings  # noqa: PLC0415
        from .search import receivers as search_receivers  # noqa: F401, PLC0415

        content.declare()
        holdings.register()
