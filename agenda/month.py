"""A month on a wall: its weeks, and on which days each event is written; no effect.

An event of up to a week stands on each of its days; a longer one on its first and its last, so that
an exhibition does not fill every square.
"""

from calendar import MONDAY, Calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from site_core.kernel import clock

ONE_DAY = timedelta(days=1)
LONGEST_RUN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Month:
    """One month, by its first day."""

    first: date

    @property
    def weeks(self) -> list[list[date]]:
        """Its weeks from Monday to Sunday, days of the months around included."""
        return Calendar(MONDAY).monthdatescalendar(self.first.year, self.first.month)

    @property
    def next(self) -> "Month":
        """The month after."""
        return Month((self.first + 31 * ONE_DAY).replace(day=1))

    @property
    def previous(self) -> "Month":
        """The month before."""
        return Month((self.first - ONE_DAY).replace(day=1))

    def holds(self, day: date) -> bool:
        """Whether a day is one of this month's."""
        return (day.year, day.month) == (self.first.year, self.first.month)

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Its first moment, and the first one that is the next month's."""
        return clock.start_of_day(self.first, zone), clock.start_of_day(self.next.first, zone)

    def bounds_of_weeks(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The first moment of its first week, and the first one after its last week."""
        weeks = self.weeks
        begins, ends = weeks[0][0], weeks[-1][-1] + ONE_DAY
        return clock.start_of_day(begins, zone), clock.start_of_day(ends, zone)


def days_of(starts_at: datetime, over_at: datetime, zone: tzinfo) -> list[date]:
    """The local days on which an event is written; what ends in the night is of the evening."""
    first, last = starts_at.astimezone(zone).date(), clock.last_day(over_at, zone)
    if over_at - starts_at < ONE_DAY or last <= first:
        return [first]
    if last - first >= LONGEST_RUN:
        return [first, last]
    return [first + number * ONE_DAY for number in range((last - first).days + 1)]
