"""When a letter is due."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.schedule import next_due

PARIS = ZoneInfo("Europe/Paris")
ZONES = st.sampled_from(["Europe/Paris", "Indian/Reunion", "Pacific/Tahiti", "America/Miquelon"])
SPAN = datetime(2024, 1, 1), datetime(2029, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
moments = st.datetimes(*SPAN, timezones=st.just(UTC))
weekdays = st.none() | st.integers(0, 6)
hours = st.integers(0, 23)


def at(text: str) -> datetime:
    """A moment on the clocks of Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("after", "weekday", "hour", "due"),
    [
        ("2026-11-22T06:59", None, 7, "2026-11-22T07:00"),
        ("2026-11-22T07:00", None, 7, "2026-11-23T07:00"),
        ("2026-11-22T08:00", 3, 7, "2026-11-26T07:00"),
        ("2026-11-26T07:00", 3, 7, "2026-12-03T07:00"),
        # The clocks go from 2 to 3 on 29 March, and from 3 to 2 on 25 October.
        ("2026-03-28T12:00", None, 2, "2026-03-29T03:00"),
        ("2026-10-24T12:00", None, 2, "2026-10-25T02:00"),
    ],
)
def test_the_next_hour_on_the_clocks(after: str, weekday: int | None, hour: int, due: str) -> None:
    found = next_due(at(after), weekday=weekday, hour=hour, zone=PARIS)
    assert found.timestamp() == at(due).timestamp()


def test_an_hour_that_the_clocks_show_twice_is_due_once() -> None:
    first = next_due(at("2026-10-24T12:00"), weekday=None, hour=2, zone=PARIS)
    then = next_due(first, weekday=None, hour=2, zone=PARIS)
    assert then.timestamp() == at("2026-10-26T02:00").timestamp()


@given(after=moments, weekday=weekdays, hour=hours, zone=ZONES)
def test_it_is_later_within_the_period_and_at_that_hour(
    after: datetime, weekday: int | None, hour: int, zone: str
) -> None:
    due = next_due(after, weekday=weekday, hour=hour, zone=ZoneInfo(zone))
    assert after < due <= after + timedelta(days=1 if weekday is None else 7, hours=2)
    local = due.astimezone(ZoneInfo(zone))
    assert weekday is None or local.weekday() == weekday
    assert local.hour in {hour, hour + 1}


@given(after=moments, weekday=weekdays, hour=hours, zone=ZONES)
def test_each_day_has_one_due_moment(
    after: datetime, weekday: int | None, hour: int, zone: str
) -> None:
    days, due = [], after
    for _turn in range(5):
        due = next_due(due, weekday=weekday, hour=hour, zone=ZoneInfo(zone))
        days.append(due.astimezone(ZoneInfo(zone)).date())
    assert len(set(days)) == len(days)
    assert days == sorted(days)
