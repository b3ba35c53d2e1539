"""Opening many territories from a file, one line a territory, each on its own.

A line is one physical line of a CSV file: a quotation mark left open spoils its own line and no
other. Nothing is kept in memory but the host names met so far.
"""

import csv
import ctypes
import logging
import signal
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any, BinaryIO

from django.db import InterfaceError, OperationalError, connections
from django.utils.translation import gettext as _

from .opening_request import ProvisioningError, clean_hostname
from .provisioning import provision_territory

COLUMNS = ("code", "hostname", "name", "slug", "referent", "theme")
REQUIRED = COLUMNS[:2]
LONGEST_LINE = 10_000  # bytes
AHEAD = 4  # lines handed to each process before its first answer
PR_SET_PDEATHSIG = 1
logger = logging.getLogger("kikalu.openings")


class BadFile(ValueError):
    """A file of which no line can be read, with a sentence that says what to change."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in the file, its fields by column, or what is wrong with it."""

    number: int
    fields: dict[str, str] = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line: `facts` as `provision_territory` prints them, or an error."""

    line: int
    facts: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    notice: str = ""

    def as_json(self) -> dict[str, Any]:
        """`{line, slug, hostname, territory_id, towns, created}` or `{line, error}`."""
        return {"line": self.line, **({"error": self.error} if self.error else self.facts)}


def read_lines(file: BinaryIO) -> Iterator[Line]:
    """The lines below the heading, in UTF-8, cells between commas or semicolons; no blank ones.

    Raises BadFile when the heading cannot be understood.
    """
    lines = physical_lines(file)
    delimiter, columns = read_heading(next(lines, (1, b""))[1])
    seen: dict[str, int] = {}
    for number, raw in lines:
        try:
            cells = read_cells(raw, delimiter)
            if any(cells):
                fields = by_column(cells, columns)
                refuse_repeated(fields["hostname"], number, seen)
                yield Line(number, fields)
        except BadFile as error:
            yield Line(number, error=str(error))


def physical_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each line and its number from 1; of a line too long, only the beginning is kept."""
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        rest = raw
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE)
        yield number, raw


def read_heading(raw: bytes) -> tuple[str, list[str]]:
    """The separator and the names of the columns; BadFile when they are not those we know."""
    raw = raw.removeprefix(BOM_UTF8)
    delimiter = ";" if raw.count(b";") > raw.count(b",") else ","
    try:
        columns = [cell.lower() for cell in read_cells(raw, delimiter)]
    except BadFile as error:
        raise BadFile(
            _("The first line cannot be read: %(why)s Save the list as CSV in UTF-8.")
            % {"why": error}
        ) from error
    while columns and not columns[-1]:
        columns.pop()
    wanted = {"columns": ", ".join(COLUMNS), "required": ", ".join(REQUIRED)}
    if missing := [name for name in REQUIRED if name not in columns]:
        raise BadFile(
            _("The first line must name the columns; %(missing)s is missing. Known: %(columns)s.")
            % {**wanted, "missing": ", ".join(missing)}
        )
    if unknown := [name for name in columns if name not in COLUMNS]:
        raise BadFile(
            _("Unknown column “%(name)s”. Known: %(columns)s.")
            % {**wanted, "name": unknown[0][:60]}
        )
    if len(set(columns)) < len(columns):
        raise BadFile(_("A column is named twice in the first line."))
    return delimiter, columns


def read_cells(raw: bytes, delimiter: str) -> list[str]:
    """The cells of one line, without the blanks around them; BadFile when there are none."""
    if len(raw) > LONGEST_LINE:
        raise BadFile(_("This line is too long."))
    try:
        text = raw.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadFile(_("This line is not written in UTF-8.")) from error
    if any(unicodedata.category(character) == "Cc" and character != "\t" for character in text):
        raise BadFile(_("This line contains a control character."))
    try:
        return [
            cell.strip()
            for cells in csv.reader([text], delimiter=delimiter, strict=True)
            for cell in cells
        ]
    except csv.Error as error:
        raise BadFile(_("A quotation mark is not closed, or stands inside a cell.")) from error


def by_column(cells: list[str], columns: list[str]) -> dict[str, str]:
    """The cells under their columns, those left out empty; BadFile when some have no column."""
    if any(cells[len(columns) :]):
        raise BadFile(
            _("This line has more cells than the first one names columns (%(count)s).")
            % {"count": len(columns)}
        )
    fields = dict.fromkeys(COLUMNS, "") | dict(zip(columns, cells, strict=False))
    if missing := [name for name in REQUIRED if not fields[name]]:
        raise BadFile(_("The column %(column)s is empty.") % {"column": missing[0]})
    return fields


def refuse_repeated(hostname: str, number: int, seen: dict[str, int]) -> None:
    """BadFile when a former line has this host name; one that is no host name is refused later."""
    try:
        hostname = clean_hostname(hostname)
    except ProvisioningError:
        return
    first = seen.setdefault(hostname, number)
    if first != number:
        raise BadFile(
            _("The address %(host)s is already on line %(first)s.")
            % {"host": hostname, "first": first}
        )


def open_all(lines: Iterable[Line], *, jobs: int = 1) -> Iterator[Outcome]:
    """What becomes of each line, as soon as it is known; with several jobs not in their order.

    Raises OperationalError or InterfaceError when the database no longer answers, and
    BrokenProcessPool when a process was killed: what is open then stays open.
    """
    if jobs == 1:
        yield from map(open_line, lines)
        return
    # A connection must not be shared with a child, which would end it for both.
    connections.close_all()
    pool = ProcessPoolExecutor(jobs, get_context("fork"), follow_parent)
    waiting: set[Future[Outcome]] = set()
    try:
        for line in lines:
            waiting.add(pool.submit(open_line, line))
            if len(waiting) >= jobs * AHEAD:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    finally:
        pool.shutdown(cancel_futures=True)


def follow_parent() -> None:
    """Ask the kernel to end this process with the one that started it (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def open_line(line: Line) -> Outcome:
    """Open the territory of one line, unless it is open already or the line is wrong."""
    if line.error:
        return Outcome(line.number, error=line.error)
    fields = line.fields
    try:
        done = provision_territory(
            code=fields["code"],
            hostname=fields["hostname"],
            name=fields["name"],
            slug=fields["slug"],
            referents=fields["referent"].split(),
            theme=fields["theme"],
        )
    except ProvisioningError as error:
        return Outcome(line.number, error=str(error))
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("Line %s could not be opened", line.number)
        return Outcome(line.number, error=_("It could not be opened; the log says why."))
    return Outcome(line.number, done.as_json(), notice=done.notice)
