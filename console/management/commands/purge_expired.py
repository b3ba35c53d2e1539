"""Take away what has been kept long enough."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from site_core.kernel import personal_data


class Command(BaseCommand):
    help = (
        "Erase accounts that were closed, never confirmed or long unused, and take away whatever "
        "else was kept long enough. Run it as often as you like, even twice at once: each thing "
        "goes once, and each person is written to once. docs/privacy.md says what is kept and for "
        "how long."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """A rehearsal."""
        parser.add_argument(
            "--dry-run", action="store_true", help="only count what would go, and write to nobody"
        )

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        """Say what went, by kind."""
        for name, count in personal_data.purge(timezone.now(), is_rehearsal=dry_run).items():
            self.stdout.write(f"{name}: {count}")
