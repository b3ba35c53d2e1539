"""The messaging app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    """Comments, and later messages, notifications and letters."""

    name = "messaging"
    verbose_name = _("Conversations")
    default_auto_field = "django.db.models.BigAutoField"
