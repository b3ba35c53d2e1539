"""The kernel's app configuration: what must be in place before the first request."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    """Wires Wagtail to territories once every model is known."""

    name = "site_core.kernel"
    label = "kernel"
    verbose_name = _("Territories")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Patch lookups that list every site, wrap background tasks, register checks and rights."""
        # Models must be loaded before these modules can be imported.
        from . import (  # noqa: PLC0415
            checks,  # noqa: F401
            flat_sites,
            gone,  # noqa: F401
            holdings,
            local_time,
            moderation,  # noqa: F401
            page_cache,  # noqa: F401
            picture_copies,  # noqa: F401
            receivers,  # noqa: F401
            tasks,
            wagtail_log,  # noqa: F401
        )
        from .admin import permissions  # noqa: PLC0415

        flat_sites.apply()
        post_migrate.connect(flat_sites.index_pages, sender=self)
        local_time.keep_in_admin()
        tasks.wrap_task_calls()
        permissions.register()
        holdings.register()
