"""Wagtail's command, in a scope that sees every territory: one index serves them all."""

from typing import Any

from wagtail.management.commands.rebuild_references_index import Command as RebuildReferences

from site_core.kernel import scoping


class Command(RebuildReferences):
    help = "Write anew what uses which picture, document or page, for every territory."

    def handle(self, *args: Any, **options: Any) -> None:
        """As Wagtail's; in one territory's scope it would drop the others from the index."""
        with scoping.everywhere():
            super().handle(*args, **options)
