"""Calendars as programs read them: RFC 5545 with the names of RFC 7986, and no effect.

Hours are written on the clocks of the place, whose rules come along, so that an appointment stays
at the hour people know; the hour that comes twice in autumn is written in UTC, which tells them
apart. The library folds lines at 75 octets and escapes texts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import STATUS, Calendar, Event, vText, vUri

PRODUCT = "-//Kikalu//Agenda//FR"
REFRESH = "PT6H"  # how often a calendar that follows the address should ask again
MARGIN = timedelta(days=366)  # of time-zone rules around the first and the last date
# Controls except tab and line feed: the standard has no way to write them.
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event, its moments aware.

    `uid` never changes and `sequence` grows with each published change: by these calendars
    recognise what they already hold. `status` is CONFIRMED, TENTATIVE or CANCELLED. With `all_day`,
    only the local days of `starts_at` and `ends_at` count, and the last one is part of the event.
    """

    uid: str
    title: str
    url: str
    starts_at: datetime
    ends_at: datetime | None
    all_day: bool
    status: str
    sequence: int
    created_at: datetime
    changed_at: datetime
    description: str = ""
    location: str = ""
    point: tuple[float, float] | None = None  # latitude and longitude in degrees
    categories: tuple[str, ...] = ()


def calendar(entries: Iterable[Entry], *, uid: str, name: str, url: str, zone: ZoneInfo) -> bytes:
    """The text of a calendar called `name`, that answers at `url`."""
    made = Calendar.new(prodid=PRODUCT, uid=uid, name=one_line(name), url=url)
    made.add("source", vUri(url), parameters={"VALUE": "URI"})
    made.add("refresh-interval", vText(REFRESH), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", REFRESH)
    days: set[date] = set()
    for entry in entries:
        made.add_component(event(entry, zone))
        days |= {entry.starts_at.date(), (entry.ends_at or entry.starts_at).date()}
    if days:
        made.add_missing_timezones(first_date=min(days) - MARGIN, last_date=max(days) + MARGIN)
        for rule in made.walk("STANDARD") + made.walk("DAYLIGHT"):
            begin_before_the_leap(rule)
    text: bytes = made.to_ical()
    return text


def begin_before_the_leap(rule: Any) -> None:
    """Write the beginning of a rule on the clocks that it ends (RFC 5545, 3.6.5).

    The library does so when clocks go back; when they go forward it writes the hour that they show
    afterwards.
    """
    leap = rule["TZOFFSETTO"].td - rule["TZOFFSETFROM"].td
    if leap > timedelta(0):
        rule["DTSTART"].dt -= leap
        for later in rule["RDATE"].dts if "RDATE" in rule else ():
            later.dt -= leap


def event(entry: Entry, zone: ZoneInfo) -> Event:
    """One event; clients drop its address, so that its description ends with it too."""
    start, end = span(entry, zone)
    lines = (readable(entry.description), entry.url)
    made = Event.new(
        uid=entry.uid,
        summary=one_line(entry.title),
        description="\n\n".join(line for line in lines if line),
        location=one_line(entry.location) or None,
        url=entry.url,
        start=start,
        end=end,
        status=STATUS(entry.status),
        sequence=entry.sequence,
        created=entry.created_at.astimezone(UTC),
        last_modified=entry.changed_at.astimezone(UTC),
        stamp=entry.changed_at.astimezone(UTC),
    )
    if entry.categories:
        made.categories = [one_line(category) for category in entry.categories]
    if entry.point:
        made.add("geo", entry.point)
    return made


def span(entry: Entry, zone: ZoneInfo) -> tuple[date, date | None]:
    """When it begins and ends; whole days end, as the standard wants it, on the day after."""
    if not entry.all_day:
        return on_clocks(entry.starts_at, zone), entry.ends_at and on_clocks(entry.ends_at, zone)
    first = entry.starts_at.astimezone(zone).date()
    last = (entry.ends_at or entry.starts_at).astimezone(zone).date()
    return first, max(first, last) + timedelta(days=1)


def on_clocks(moment: datetime, zone: ZoneInfo) -> datetime:
    """The hour of the place, or UTC for one that the clocks show a second time."""
    local = moment.astimezone(zone)
    return moment.astimezone(UTC) if local.fold else local


def readable(text: str) -> str:
    """A text of one or more lines, without what cannot be written."""
    return UNWRITABLE.sub("", "\n".join(text.splitlines())).strip()


def one_line(text: str) -> str:
    """A text on one line, single spaces between its words."""
    return " ".join(UNWRITABLE.sub(" ", text).split())
