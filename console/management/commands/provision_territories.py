"""Open many territories."""

import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from console.management.files import why_unreadable
from console.openings import BadFile, Line, Outcome, open_all, read_lines

SECONDS_BETWEEN_REPORTS = 5.0
MOST_JOBS = 32


class Command(BaseCommand):
    help = (
        "Open the territories of a CSV file (UTF-8, commas or semicolons) whose first line names "
        "the columns: code, hostname and, where wanted, name, slug, referent (e-mail addresses "
        "separated by spaces), theme. A line that is wrong is reported with its number and does "
        "not stop the rest. Run it again after an interruption: what is open stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and how fast."""
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument(
            "--jobs",
            type=int,
            default=1,
            help="processes at work at once, with PostgreSQL; openings take turns in the tree of "
            "pages, so more than two gain little (1 by default)",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object a line")

    def handle(self, **options: Any) -> None:
        """Open them, saying how far it is; CommandError when a line failed."""
        jobs = self.jobs(options["jobs"])
        self.opened = self.known = self.failed = 0
        try:
            with options["file"].open("rb") as file:
                self.run_through(read_lines(file), jobs=jobs, as_json=options["json"])
        except OSError as error:
            raise CommandError(
                _("The file cannot be read: %(why)s.") % {"why": why_unreadable(error)}
            ) from error
        except BadFile as error:
            raise CommandError(str(error)) from error
        except (OperationalError, InterfaceError, BrokenProcessPool) as error:
            raise CommandError(
                _(
                    "Interrupted: %(why)s. %(done)s Run the same command again: what is open stays "
                    "as it is."
                )
                % {"why": str(error).strip(), "done": self.summary()}
            ) from error
        if self.failed:
            raise CommandError(self.summary())
        if not options["json"]:
            self.stdout.write(self.summary())

    def jobs(self, wanted: int) -> int:
        """How many processes may work at once."""
        if not 1 <= wanted <= MOST_JOBS:
            raise CommandError(_("--jobs is a number from 1 to %(most)s.") % {"most": MOST_JOBS})
        if wanted > 1 and connection.vendor == "sqlite":
            self.stderr.write(_("SQLite has one writer at a time: one process works."))
            return 1
        return wanted

    def run_through(self, lines: Iterator[Line], *, jobs: int, as_json: bool) -> None:
        """Open each line and tell what became of it."""
        reported = time.monotonic()
        for outcome in open_all(lines, jobs=jobs):
            self.count(outcome)
            if said := outcome.error or outcome.notice:
                self.tell(_("Line %(number)s: %(error)s") % {"number": outcome.line, "error": said})
            if as_json:
                self.stdout.write(json.dumps(outcome.as_json(), ensure_ascii=False))
            if time.monotonic() - reported > SECONDS_BETWEEN_REPORTS:
                self.tell(self.summary())
                reported = time.monotonic()

    def count(self, outcome: Outcome) -> None:
        """Count a line under what became of it."""
        self.failed += bool(outcome.error)
        self.opened += outcome.facts.get("created") is True
        self.known += outcome.facts.get("created") is False

    def tell(self, sentence: str) -> None:
        """Say it on standard error at once."""
        self.stderr.write(sentence, style_func=str)
        sys.stderr.flush()

    def summary(self) -> str:
        """How many so far."""
        return " ".join(
            (
                ngettext("%(n)s opened.", "%(n)s opened.", self.opened) % {"n": self.opened},
                ngettext("%(n)s already open.", "%(n)s already open.", self.known)
                % {"n": self.known},
                ngettext("%(n)s line failed.", "%(n)s lines failed.", self.failed)
                % {"n": self.failed},
            )
        )
