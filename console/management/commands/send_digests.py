"""Send the letters of news that are due."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from messaging.digests import send_due


class Command(BaseCommand):
    help = (
        "Send the letters of news that are due now, each once. Run it as often as you like, even "
        "twice at once, and after an outage: nobody receives two letters for one moment."
    )

    def handle(self, **options: Any) -> None:
        """Say how many left. CommandError when some could not, or the mail server is down."""
        sent, failed = send_due()
        said = ngettext("%(number)d letter left.", "%(number)d letters left.", sent)
        self.stdout.write(said % {"number": sent})
        if failed:
            raise CommandError(
                ngettext(
                    "%(number)d could not; it is tried again. The log says why.",
                    "%(number)d could not; they are tried again. The log says why.",
                    failed,
                )
                % {"number": failed}
            )
