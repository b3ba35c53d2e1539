"""A command about one territory, named by its short name."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from site_core.kernel.models import Territory


class OneTerritoryCommand(BaseCommand):
    """Takes SLUG as its first argument."""

    def add_arguments(self, parser: CommandParser) -> None:
        """The territory."""
        parser.add_argument("slug", metavar="SLUG", help="short name of the territory")

    def territory(self, slug: str) -> Territory:
        """The territory of that name; CommandError when there is none."""
        found = Territory.objects.select_related("site__root_page").filter(slug=slug).first()
        if found is None:
            raise CommandError(_("No territory has the short name “%(slug)s”.") % {"slug": slug})
        return found
