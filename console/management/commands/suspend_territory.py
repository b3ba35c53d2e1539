"""Close a territory to the public."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from console.management.one_territory import OneTerritoryCommand
from site_core.kernel import territories


class Command(OneTerritoryCommand):
    help = (
        "Close a territory: its address answers 503 with the reason, and only the operator may "
        "sign in to its admin. Nothing is deleted; resume_territory opens it again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The territory, and why."""
        super().add_arguments(parser)
        parser.add_argument("--reason", required=True, help="one sentence that visitors read")

    def handle(self, **options: Any) -> None:
        """Close it."""
        territory = self.territory(options["slug"])
        try:
            territories.suspend(territory=territory, reason=options["reason"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(_("%(name)s is closed to the public.") % {"name": territory.name})
