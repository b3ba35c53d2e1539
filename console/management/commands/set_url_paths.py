"""Wagtail's command, by the kind of each page."""

from typing import Any

from wagtail.management.commands.set_url_paths import Command as SetUrlPaths

from site_core.kernel import scoping


class Command(SetUrlPaths):
    help = "Write the addresses of all pages anew, from their place in the tree."

    def set_subtree(self, root: Any, parent: Any = None) -> None:
        """As Wagtail's, with what a kind of page puts in its address."""
        super().set_subtree(root.specific_deferred, parent)

    def handle(self, *args: Any, **options: Any) -> None:
        """In the trees of all territories."""
        with scoping.everywhere():
            super().handle(*args, **options)
