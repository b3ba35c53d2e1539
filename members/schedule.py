"""When a letter is due, on the clocks of the territory; everything is pure."""

from datetime import datetime, time, timedelta, tzinfo

WEEK = 7  # days


def next_due(after: datetime, *, weekday: int | None, hour: int, zone: tzinfo) -> datetime:
    """The first moment later than `after` when the clocks of `zone` show this hour.

    `weekday` counts from Monday, 0; None for every day. An hour that the clocks skip is the moment
    when they jump, one that they show twice is the first of both: a day has one due moment.
    """
    day = after.astimezone(zone).date()
    for _day in range(WEEK + 2):
        due = datetime.combine(day, time(hour), tzinfo=zone)
        # Compared as instants: two moments of one zone are compared by their clocks otherwise.
        if (weekday is None or day.weekday() == weekday) and due.timestamp() > after.timestamp():
            return due.astimezone(after.tzinfo)
        day += timedelta(days=1)
    raise AssertionError("Every weekday comes within a week.")
