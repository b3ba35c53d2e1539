"""A mail server hands over what came back."""

import sys
from email import policy
from email.parser import BytesParser
from typing import Any

from django.core.management.base import BaseCommand

from messaging.bounces import read_report

LARGEST = 2_000_000  # bytes that are read; the report stands at the beginning


class Command(BaseCommand):
    """`record_bounce < report`: stops the letters of a box that does not exist any more."""

    help = "Reads one report of a mail that came back (RFC 3464); letters to that box stop."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Says what it did; a mail that is no such report changes nothing and is no error."""
        report: Any = BytesParser(policy=policy.default).parsebytes(sys.stdin.buffer.read(LARGEST))
        stopped = read_report(report)
        self.stdout.write("The letters of one account stop." if stopped else "Nothing to stop.")
