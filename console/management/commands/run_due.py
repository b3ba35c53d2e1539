"""Do what is due."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from console import due, locks


class Command(BaseCommand):
    help = (
        "Do what is due now: publish and take down texts at their hour, forget sessions that are "
        "over and old results of background tasks. Run it as often as you like, even twice at "
        "once: the second run leaves the work to the first."
    )

    def handle(self, **options: Any) -> None:
        """Do it, or leave it to who does it already; CommandError when something failed."""
        with locks.held("run_due") as mine:
            if not mine:
                self.stdout.write(_("Another process is doing what is due."))
                return
            failed = due.run_all()
        if failed:
            raise CommandError(
                _("Failed: %(jobs)s. The log says why; the next run tries again.")
                % {"jobs": ", ".join(failed)}
            )
