"""Open a suspended territory again."""

from typing import Any

from django.utils.translation import gettext as _

from console.management.one_territory import OneTerritoryCommand
from site_core.kernel import territories


class Command(OneTerritoryCommand):
    help = "Open again a territory that suspend_territory closed. One that is open stays open."

    def handle(self, **options: Any) -> None:
        """Open it."""
        territory = self.territory(options["slug"])
        territories.resume(territory=territory)
        self.stdout.write(_("%(name)s is open to the public.") % {"name": territory.name})
