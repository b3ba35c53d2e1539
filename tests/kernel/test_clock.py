"""Open, closed, past: by the clock of the place, whatever the season."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_core.kernel import clock
from site_core.kernel.clock import Phase

PARIS = ZoneInfo("Europe/Paris")
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Paris",
        "America/Guadeloupe",
        "America/Cayenne",
        "America/Miquelon",
        "Indian/Reunion",
        "Indian/Mayotte",
        "Pacific/Noumea",
        "Pacific/Tahiti",
    )
]
moments = st.floats(0, 1e6).map(
    lambda hours: datetime(1980, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
)
zones = st.sampled_from(ZONES)


@given(moments, st.timedeltas(timedelta(seconds=1), timedelta(days=400)), moments)
def test_a_thing_is_announced_then_open_then_closed(
    opens: datetime, length: timedelta, now: datetime
) -> None:
    closes = opens + length
    expected = Phase.UPCOMING if now < opens else Phase.OPEN if now < closes else Phase.CLOSED
    assert clock.phase(opens, closes, now) is expected
    assert clock.phase(opens, closes, opens) is Phase.OPEN
    assert clock.phase(opens, closes, closes) is Phase.CLOSED
    assert clock.phase(opens, closes, closes - clock.INSTANT) is Phase.OPEN


@given(moments, zones)
def test_a_day_ends_where_the_next_one_begins(moment: datetime, zone: ZoneInfo) -> None:
    end = clock.end_of_day(moment, zone)
    assert end > moment
    assert end.astimezone(zone).date() == moment.astimezone(zone).date() + timedelta(days=1)
    assert clock.last_day(end, zone) == moment.astimezone(zone).date()
    assert timedelta(hours=23) <= end - clock.start_of_day(clock.last_day(end, zone), zone)


@given(moments, st.none() | st.timedeltas(timedelta(minutes=1), timedelta(days=60)), zones)
def test_an_event_is_never_over_before_its_end(
    starts: datetime, length: timedelta | None, zone: ZoneInfo
) -> None:
    ends = None if length is None else starts + length
    for all_day in (False, True):
        over = clock.over_at(starts, ends, all_day=all_day, zone=zone)
        assert over > starts
        assert ends is None or over >= ends
        assert not clock.is_past(over, ends - clock.INSTANT if ends else starts)
        assert clock.is_past(over, over)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 21), 24)],
)
def test_the_days_when_clocks_change_have_their_own_length(day: date, hours: int) -> None:
    begins = clock.start_of_day(day, PARIS).astimezone(UTC)
    assert clock.end_of_day(begins, PARIS).astimezone(UTC) - begins == timedelta(hours=hours)


def test_until_the_30th_means_the_whole_of_the_30th() -> None:
    closes = datetime(2026, 7, 1, tzinfo=PARIS)
    evening = datetime(2026, 6, 30, 23, 59, 59, tzinfo=PARIS)
    assert clock.last_day(closes, PARIS) == date(2026, 6, 30)
    assert clock.phase(evening - timedelta(days=9), closes, evening) is Phase.OPEN
    assert clock.days_left(closes, evening, PARIS) == 0


def test_the_same_moment_is_another_day_elsewhere() -> None:
    now = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    closes = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert clock.days_left(closes, now, PARIS) == 1
    assert clock.days_left(closes, now, ZoneInfo("Indian/Reunion")) == 0
    assert clock.days_left(closes, now, ZoneInfo("America/Guadeloupe")) == 1


def test_the_hour_that_happens_twice_is_counted_once_each() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS)
    second = first.replace(fold=1)
    assert clock.phase(first, second, first.astimezone(UTC) + timedelta(minutes=59)) is Phase.OPEN
    assert clock.phase(first, second, second.astimezone(UTC)) is Phase.CLOSED
