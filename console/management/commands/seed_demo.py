"""Write the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from console import locks
from console.demo import PLACES, script
from console.demo.extra import SCALES
from console.demo.seeding import seed
from site_core.kernel.addresses import public_url


class Command(BaseCommand):
    help = (
        "Write the demo: the operator's site, three territories, their people and their first "
        "texts. Run it again: nothing is lost, nothing that was deleted comes back, and dates that "
        "nobody touched move by whole weeks. Refused in production."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How much, and which draw."""
        parser.add_argument(
            "--scale",
            choices=SCALES,
            default="demo",
            help="more posts, events, polls and groups in each territory: "
            + ", ".join(f"{name} {count}" for name, count in SCALES.items())
            + "; the largest takes hours",
        )
        parser.add_argument(
            "--seed", type=int, default=1, help="another number draws other names (1 by default)"
        )

    def handle(self, **options: Any) -> None:
        """Write it and say where to go."""
        if not settings.DEMO:
            raise CommandError(_("The demo is refused in production: its passwords are public."))
        quiet = options["verbosity"] == 0
        with locks.held("seed_demo") as mine:
            if not mine:
                raise CommandError(_("Another process is writing the demo. Try again later."))
            seed(
                scale=options["scale"],
                number=options["seed"],
                tell=lambda sentence: None if quiet else self.stdout.write(sentence),
            )
        if not quiet:
            self.stdout.write(welcome())


def welcome() -> str:
    """The addresses and the accounts of the demo."""
    operator = public_url(settings.OPERATOR_HOST)
    slugs = ", ".join(place.slug for place in PLACES)
    addresses = [
        (f"{operator}/", _("the operator")),
        *((f"{public_url(place.hostname)}/", place.name) for place in PLACES),
        (f"{operator}/courrier-demo/", _("the mail it sends")),
    ]
    intro = _("Accounts, all with the password %(password)s; SLUG is %(slugs)s:")
    return "\n".join(
        (
            "",
            _("The demo is ready."),
            "",
            *table(addresses),
            "",
            intro % {"password": script.PASSWORD, "slugs": slugs},
            "",
            *table([(f"{handle}@{script.DOMAIN}", who) for handle, who in accounts()]),
            "",
        )
    )


def table(rows: list[tuple[str, str]]) -> list[str]:
    """Rows of two columns, the second one aligned."""
    width = max(len(first) for first, _second in rows) + 2
    return [f"  {first:{width}}{second}" for first, second in rows]


def accounts() -> list[tuple[str, str]]:
    """Each account of contract.md, and who it is."""
    return [
        (script.OPERATOR[0], _("the operator")),
        ("referent.SLUG", _("moderates the territory, in /admin/")),
        ("redacteur.SLUG", _("writes its pages, in /admin/")),
        ("habitante.SLUG", _("has a blog")),
        ("voisin.SLUG", _("is registered")),
        ("habitant1.SLUG", _("and so on to habitant40: may vote")),
        ("association.SLUG", _("owns a group")),
        ("commune.SLUG", _("commissioned the territory")),
        (script.TWO_PLACES_REFERENT[0], _("moderates grandlyon and mornantais")),
    ]
