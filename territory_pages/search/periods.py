"""When: the periods that a search may be about, on the clocks of the territory."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from site_core.kernel import clock

DECEMBER = 12
PAST = "passes"


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment to another: what shares a moment with it counts, or was published in it.

    With only one end, it is about what happens alone: what begins after its start, what is over
    before its end.
    """

    slug: str
    label: Any
    start: datetime | None
    end: datetime | None


def periods(now: datetime, zone: tzinfo) -> list[Period]:
    """Today, this week from Monday, this month; what has yet to begin, and what is over."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    is_last_month = first.month == DECEMBER
    next_first = first.replace(
        year=first.year + is_last_month, month=1 if is_last_month else first.month + 1
    )
    return [
        Period("aujourdhui", _("Today"), *_days(today, today + timedelta(days=1), zone)),
        Period("cette-semaine", _("This week"), *_days(monday, monday + timedelta(days=7), zone)),
        Period("ce-mois", _("This month"), *_days(first, next_first, zone)),
        Period("a-venir", _("To come"), now, None),
        Period(PAST, _("Past"), None, now),
    ]


def _days(first: Any, after_last: Any, zone: tzinfo) -> tuple[datetime, datetime]:
    return clock.start_of_day(first, zone), clock.start_of_day(after_last, zone)


def periods_now() -> list[Period]:
    """The periods that may be chosen now, on the clocks of the place."""
    return periods(timezone.now(), timezone.get_current_timezone())
