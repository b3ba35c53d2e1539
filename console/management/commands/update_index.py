"""Wagtail's command, in a scope that sees every territory: one index serves them all."""

from typing import Any

from wagtail.search.management.commands.update_index import Command as UpdateIndex

from site_core.kernel import scoping


class Command(UpdateIndex):
    help = "Write the search index anew, for every territory."

    def handle(self, *args: Any, **options: Any) -> None:
        """As Wagtail's; in one territory's scope it would drop the others from the index."""
        with scoping.everywhere():
            super().handle(*args, **options)
