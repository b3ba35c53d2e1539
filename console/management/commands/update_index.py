"""Wagtail's command and our own search, in a scope that sees every territory."""

from typing import Any

from wagtail.search.management.commands.update_index import Command as UpdateIndex

from site_core.kernel import scoping
from site_core.kernel.models import Territory
from territory_pages.search.indexing import index_territory


class Command(UpdateIndex):
    help = "Write the search indexes anew, that of the admin and that of visitors, everywhere."

    def handle(self, *args: Any, **options: Any) -> None:
        """As Wagtail's; in one territory's scope it would drop the others from the index."""
        with scoping.everywhere():
            super().handle(*args, **options)
        for territory in Territory.objects.select_related("site__root_page").iterator():
            count = index_territory(territory)
            if options["verbosity"] > 1:
                self.stdout.write(f"{territory.slug}: {count}")
