"""Open, closed, past: decided here, from the clock, whatever job has or has not run.

Everything is pure: moments are aware datetimes, a zone is the territory's. An interval holds its
beginning and not its end, so that a closing at 18:00 refuses what comes at 18:00:00.
"""

from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

INSTANT = timedelta(microseconds=1)
PLAUSIBLE = range(1900, 2200)  # years in which a date is not a slip of the finger


class Phase(StrEnum):
    """Where a thing with an opening and a closing stands."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


def is_plausible(moment: datetime) -> bool:
    """Whether a date can be meant; beyond, calendars and clocks of the machine overflow."""
    return moment.year in PLAUSIBLE


def phase(opens_at: datetime, closes_at: datetime, now: datetime) -> Phase:
    """The phase at `now`."""
    if now < opens_at:
        return Phase.UPCOMING
    return Phase.OPEN if now < closes_at else Phase.CLOSED


def is_past(over_at: datetime, now: datetime) -> bool:
    """Whether what is over at `over_at` belongs to the past."""
    return over_at <= now


def over_at(
    starts_at: datetime, ends_at: datetime | None, *, all_day: bool, zone: tzinfo
) -> datetime:
    """The first moment at which an event is over.

    Its end when one is given; the end of the local day for an event of whole days, or for one
    whose end nobody knows.
    """
    if ends_at is None:
        return end_of_day(starts_at, zone)
    return end_of_day(ends_at, zone) if all_day else ends_at


def end_of_day(moment: datetime, zone: tzinfo) -> datetime:
    """The first moment of the next local day: 23, 24 or 25 hours after this day's beginning."""
    return start_of_day(moment.astimezone(zone).date() + timedelta(days=1), zone)


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """The first moment of a local day."""
    return datetime.combine(day, time.min, tzinfo=zone)


def last_day(end: datetime, zone: tzinfo) -> date:
    """The local day that an end still belongs to: midnight ends the day before."""
    return (end - INSTANT).astimezone(zone).date()


def days_left(closes_at: datetime, now: datetime, zone: tzinfo) -> int:
    """Whole local days from today to the last day: 0 when it closes today."""
    return (last_day(closes_at, zone) - now.astimezone(zone).date()).days
