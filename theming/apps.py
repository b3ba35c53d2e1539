"""How each territory looks: themes as data, one stylesheet of properties each."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThemingConfig(AppConfig):
    """The app of themes."""

    name = "theming"
    label = "theming"
    verbose_name = _("themes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow the pictures that themes show."""
        from . import holdings, receivers  # noqa: F401, PLC0415 - models are not loaded before

        holdings.register()
