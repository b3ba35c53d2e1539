"""Send the letters of news that are due."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from messaging.digests import send_due


class Command(BaseCommand):
    help = (
        "Send the letters of news that are due now, each once. Run it as often as you like, even "
        "twice at once, and after an outage: nobody receives two letters for one moment."
    )

    def handle(self, **options: Any) -> None:
        """Say how many left."""
        sent = send_due()
        said = ngettext("%(number)d letter left.", "%(number)d letters left.", sent)
        self.stdout.write(said % {"number": sent})
