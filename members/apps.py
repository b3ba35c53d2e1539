"""The members app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    """Accounts, memberships, groups."""

    name = "members"
    verbose_name = _("People and groups")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what this app publishes."""
        from . import content, holdings, receivers  # noqa: F401, PLC0415 - they need the models

        content.declare()
        holdings.register()
