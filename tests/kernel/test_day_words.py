"""When something is, in the words people use."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from site_core.kernel.day_words import consultation_when, event_when

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def _english() -> object:
    """The sentences of the source: the French ones are the catalogue's."""
    with translation.override("en"):
        yield


def at(day: int, hour: int = 18, minute: int = 30, month: int = 11) -> datetime:
    """A moment on the clocks of Paris, kept in UTC as in the database."""
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS).astimezone(UTC)


@pytest.mark.parametrize(
    ("starts", "ends", "all_day", "words"),
    [
        (at(27), None, False, "Today, 6:30 p.m."),
        (at(28), at(28, 20), False, "Tomorrow, 6:30 p.m."),
        (at(28, 21, 0), at(29, 1), False, "Tomorrow, 9 p.m."),
        (at(30), None, True, "Monday 30 November"),
        (at(3, month=1), None, False, "Saturday 3 January, 6:30 p.m."),
        (at(28), at(30), False, "From Saturday 28 November to Monday 30 November"),
        (at(28, 0, 0), at(29, 0, 0), True, "From Saturday 28 November to Sunday 29 November"),
        (at(20), at(29), False, "Until Sunday 29 November"),
        (at(20), at(27, 20), False, "Last day today"),
        (datetime(2027, 1, 3, 12, tzinfo=UTC), None, True, "Sunday 3 January 2027"),
    ],
)
def test_an_event_says_when_it_is(
    starts: datetime, ends: datetime | None, all_day: bool, words: str
) -> None:
    assert event_when(starts, ends, all_day=all_day, now=NOW, zone=PARIS) == words


def test_an_event_says_the_hour_of_its_own_place() -> None:
    starts = datetime(2026, 11, 27, 20, 30, tzinfo=UTC)
    reunion = ZoneInfo("Indian/Reunion")
    words = event_when(starts, None, all_day=False, now=NOW, zone=reunion)
    assert words == "Tomorrow, 12:30 a.m."


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        (at(30), at(30, 20), "opens Monday 30 November"),
        (at(1), at(30), "3 days left"),
        (at(1), at(28), "1 day left"),
        (at(1), at(27), "closes today at 6:30 p.m."),
        (at(1), at(28, 0, 0), "closes tonight at midnight"),
        (at(1), at(26), "closed Thursday 26 November"),
        (at(1), at(26, 0, 0), "closed Wednesday 25 November"),
    ],
)
def test_a_consultation_says_where_it_stands(opens: datetime, closes: datetime, words: str) -> None:
    assert consultation_when(opens, closes, now=NOW, zone=PARIS) == words
