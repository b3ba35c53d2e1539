"""Wagtail's admin app, without its mails: those about a review are ours (`moderation.py`).

Wagtail's go to every operator for every text of every territory, at once and without the host.
"""

from django.apps import apps
from wagtail.admin.apps import WagtailAdminAppConfig
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted


class AdminConfig(WagtailAdminAppConfig):
    """Disconnects what Wagtail connects when it is ready."""

    def ready(self) -> None:
        """As Wagtail's, then silence."""
        super().ready()
        sender = apps.get_model("wagtailcore", "WorkflowState")
        for signal, event in (
            (workflow_submitted, "submitted"),
            (workflow_approved, "approved"),
            (workflow_rejected, "rejected"),
        ):
            signal.disconnect(
                sender=sender, dispatch_uid=f"workflow_state_{event}_email_notification"
            )
