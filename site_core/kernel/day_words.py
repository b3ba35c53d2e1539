"""When something happens, in the words people use: “tomorrow at 18:30”, “3 days left”."""

from datetime import date, datetime, timedelta, tzinfo

from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from . import clock
from .clock import Phase

A_DAY = timedelta(days=1)  # less than this is one evening, though it may end after midnight
FIRST = 1


def event_when(
    starts_at: datetime,
    ends_at: datetime | None,
    *,
    all_day: bool,
    now: datetime,
    zone: tzinfo,
) -> str:
    """When an event is, seen from `now`; several days are told as such, even while they run."""
    first = starts_at.astimezone(zone).date()
    today = now.astimezone(zone).date()
    last = first
    if ends_at is not None:
        last = ends_at.astimezone(zone).date() if all_day else clock.last_day(ends_at, zone)
    if ends_at is not None and last > first and (all_day or ends_at - starts_at >= A_DAY):
        if today == last:
            return _("Last day today")
        if first <= today < last:
            return _("Until %(day)s") % {"day": day_words(last, today)}
        return _("From %(first)s to %(last)s") % {
            "first": day_words(first, today),
            "last": day_words(last, today),
        }
    day = near_day(first, today)
    if all_day:
        return day
    return _("%(day)s, %(hour)s") % {"day": day, "hour": hour_words(starts_at, zone)}


def near_day(day: date, today: date) -> str:
    """“Today”, “Tomorrow”, or the weekday and the date."""
    if day == today:
        return _("Today")
    if day == today + A_DAY:
        return _("Tomorrow")
    return capfirst(day_words(day, today))


def day_words(day: date, today: date) -> str:
    """The weekday and the date, with the year when it is not this one."""
    if day.year != today.year:
        return full_day_words(day)
    first = day.day == FIRST
    return date_format(day, pgettext("the first of a month", "l j F") if first else _("l j F"))


def full_day_words(day: date) -> str:
    """The weekday, the date and the year; French says “1er” for the first of a month."""
    first = day.day == FIRST
    return date_format(day, pgettext("the first of a month", "l j F Y") if first else _("l j F Y"))


def date_words(day: date) -> str:
    """The date and the year."""
    first = day.day == FIRST
    return date_format(day, pgettext("the first of a month", "j F Y") if first else _("j F Y"))


def hour_words(moment: datetime, zone: tzinfo) -> str:
    """The hour on the territory's clocks, without minutes when there are none."""
    local = moment.astimezone(zone)
    return time_format(local, _("g:i a") if local.minute else _("g a"))


def consultation_when(
    opens_at: datetime, closes_at: datetime, *, now: datetime, zone: tzinfo
) -> str:
    """Where a consultation stands, in one phrase."""
    today = now.astimezone(zone).date()
    phase = clock.phase(opens_at, closes_at, now)
    if phase is Phase.UPCOMING:
        return _("opens %(day)s") % {"day": day_words(opens_at.astimezone(zone).date(), today)}
    if phase is Phase.CLOSED:
        return _("closed %(day)s") % {"day": day_words(clock.last_day(closes_at, zone), today)}
    left = clock.days_left(closes_at, now, zone)
    if left == 0:
        if closes_at == clock.end_of_day(now, zone):
            return _("closes tonight at midnight")
        return _("closes today at %(hour)s") % {"hour": hour_words(closes_at, zone)}
    return ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}
