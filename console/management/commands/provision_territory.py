"""Open one territory."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from console.opening_request import ProvisioningError
from console.provisioning import provision_territory


class Command(BaseCommand):
    help = (
        "Open a territory from the official list of communes and intercommunalities. "
        "Running it again for the same hostname changes nothing and says what was not "
        "applied. Prints JSON."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The place, its address, its people."""
        parser.add_argument("--code", required=True, help="SIREN or INSEE code of the place")
        parser.add_argument("--hostname", required=True, help="address, without http:// or port")
        parser.add_argument(
            "--towns",
            default="",
            help="INSEE codes among those of the place, comma-separated; all of them by default",
        )
        parser.add_argument("--name", default="", help="name shown, the official one by default")
        parser.add_argument("--slug", default="", help="short name, made of the name by default")
        parser.add_argument(
            "--referent", action="append", default=[], help="e-mail address; may be repeated"
        )
        parser.add_argument("--theme", default="", help="name of a ready-made theme")

    def handle(self, **options: Any) -> None:
        """Open it and print what is there."""
        try:
            done = provision_territory(
                code=options["code"],
                hostname=options["hostname"],
                towns=[town.strip() for town in options["towns"].split(",") if town.strip()],
                name=options["name"],
                slug=options["slug"],
                referents=options["referent"],
                theme=options["theme"],
            )
        except ProvisioningError as error:
            raise CommandError(str(error)) from error
        if done.notice:
            self.stderr.write(done.notice, style_func=str)
        self.stdout.write(json.dumps(done.as_json(), ensure_ascii=False))
