"""Publish and take down texts at their hour, in every territory."""

from typing import Any

from django.core.management.base import CommandError
from wagtail.management.commands.publish_scheduled import Command as PublishScheduled

from console import due
from site_core.kernel import scoping


class Command(PublishScheduled):
    help = (
        "Publish the texts whose hour has come and take down those whose time is over, each in "
        "its own territory. run_due does it too."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """As Wagtail's, but one text that fails does not hold up the others."""
        if options["dryrun"]:
            with scoping.everywhere():
                super().handle(*args, **options)
            return
        try:
            due.publish_scheduled()
        except RuntimeError as error:
            raise CommandError(str(error)) from error
