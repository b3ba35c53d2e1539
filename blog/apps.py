"""The blog app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    """Personal blogs and their posts."""

    name = "blog"
    verbose_name = _("Blogs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what this app publishes."""
        from . import content, holdings  # noqa: PLC0415 - models are not loaded before

        content.declare()
        holdings.register()
