"""Calendars as programs read them (RFC 5545), whatever people write in their events."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from agenda import ical

ZONES = ("Europe/Paris", "Indian/Reunion", "America/Cayenne", "Pacific/Tahiti", "UTC")
zones = st.sampled_from(ZONES).map(ZoneInfo)
CENTURY = 100 * 366 * 24 * 3600
moments = st.integers(-CENTURY // 5, CENTURY).map(lambda when: datetime.fromtimestamp(when, UTC))
texts = st.text(max_size=300)
lengths = st.none() | st.timedeltas(timedelta(minutes=1), timedelta(days=40))
ENTRY = ical.Entry(
    uid="2b6c",
    title="Bal",
    url="https://a.test/agenda/bal/",
    starts_at=datetime(2026, 12, 4, 17, 30, tzinfo=UTC),
    ends_at=datetime(2026, 12, 4, 22, tzinfo=UTC),
    all_day=False,
    status="CONFIRMED",
    sequence=0,
    created_at=datetime(2026, 11, 1, tzinfo=UTC),
    changed_at=datetime(2026, 11, 2, tzinfo=UTC),
)
PARIS = ZoneInfo("Europe/Paris")


def written(*entries: ical.Entry, zone: ZoneInfo = PARIS) -> bytes:
    """The text of a calendar."""
    return ical.calendar(
        entries, uid="c", name="Un agenda", url="https://a.test/agenda.ics", zone=zone
    )


def read(text: bytes) -> list:
    """The events of a calendar, as a program reads them."""
    return list(Calendar.from_ical(text).walk("VEVENT"))


@given(title=texts, description=texts, location=texts, category=texts)
def test_lines_are_short_whole_and_ended_as_the_standard_says(
    title: str, description: str, location: str, category: str
) -> None:
    text = written(
        replace(
            ENTRY,
            title=title,
            description=description,
            location=location,
            categories=(category,),
        )
    )
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert b"\r" not in text.replace(b"\r\n", b"")
    for line in text.split(b"\r\n"):
        assert len(line) <= 75
        assert not any((byte < 32 and byte != 9) or byte == 127 for byte in line)
        line.decode()  # no letter is cut in two


@given(title=texts, description=texts, location=texts)
def test_what_people_write_is_read_again_and_adds_no_line(
    title: str, description: str, location: str
) -> None:
    (event,) = read(
        written(replace(ENTRY, title=title, description=description, location=location))
    )
    assert str(event["SUMMARY"]) == ical.one_line(title)
    assert str(event.get("LOCATION", "")) == ical.one_line(location)
    body = ical.readable(description)
    assert str(event["DESCRIPTION"]) == (f"{body}\n\n{ENTRY.url}" if body else ENTRY.url)
    assert str(event["UID"]) == ENTRY.uid


@given(start=moments, length=lengths, zone=zones)
def test_a_program_finds_the_very_moments(
    start: datetime, length: timedelta | None, zone: ZoneInfo
) -> None:
    end = None if length is None else start + length
    text = written(replace(ENTRY, starts_at=start, ends_at=end), zone=zone)
    (event,) = read(text)
    assert event["DTSTART"].dt.astimezone(UTC) == start
    assert ("DTEND" in event) is (end is not None)
    if end is not None:
        assert event["DTEND"].dt.astimezone(UTC) == end.replace(microsecond=0)


@given(start=moments, days=st.integers(0, 30), zone=zones)
def test_whole_days_end_on_the_day_after_the_last(
    start: datetime, days: int, zone: ZoneInfo
) -> None:
    end = start + timedelta(days=days)
    (event,) = read(written(replace(ENTRY, starts_at=start, ends_at=end, all_day=True), zone=zone))
    first, after = event["DTSTART"].dt, event["DTEND"].dt
    assert first == start.astimezone(zone).date()
    assert after == end.astimezone(zone).date() + timedelta(days=1)
    assert not isinstance(first, datetime)


def test_a_day_without_an_end_is_one_day() -> None:
    (event,) = read(written(replace(ENTRY, ends_at=None, all_day=True)))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 4), date(2026, 12, 5))


def test_hours_come_with_the_rules_of_their_clocks() -> None:
    text = written(ENTRY).decode()
    assert "DTSTART;TZID=Europe/Paris:20261204T183000" in text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert text.index("BEGIN:VTIMEZONE") < text.index("BEGIN:VEVENT")
    assert "TZOFFSETTO:+0200" in text
    assert "VTIMEZONE" not in written().decode()
    forward, back = text.partition("BEGIN:DAYLIGHT")[2].split("END:DAYLIGHT")
    assert "DTSTART:20260329T020000" in forward
    assert "RDATE:20270328T020000" in forward
    assert "DTSTART:20261025T030000" in back


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "DTSTART;TZID=Europe/Paris:20261025T023000"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "DTSTART:20261025T013000Z"),
    ],
)
def test_the_hour_that_comes_twice_is_told_apart(moment: datetime, told: str) -> None:
    text = written(replace(ENTRY, starts_at=moment, ends_at=None)).decode()
    assert told in text
    assert read(text.encode())[0]["DTSTART"].dt.astimezone(UTC) == moment


@pytest.mark.parametrize("status", ["CONFIRMED", "TENTATIVE", "CANCELLED"])
def test_what_is_called_off_says_so_and_keeps_its_name(status: str) -> None:
    text = written(replace(ENTRY, status=status, sequence=86_400)).decode()
    for line in (
        f"STATUS:{status}",
        "SEQUENCE:86400",
        "UID:2b6c",
        "LAST-MODIFIED:20261102T000000Z",
        "DTSTAMP:20261102T000000Z",
        "CREATED:20261101T000000Z",
        "URL:https://a.test/agenda/bal/",
    ):
        assert f"\r\n{line}\r\n" in text


def test_a_calendar_says_its_name_and_when_to_ask_again() -> None:
    text = written(replace(ENTRY, point=(45.6189, 4.6712))).decode()
    for line in (
        "NAME:Un agenda",
        "X-WR-CALNAME:Un agenda",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        "UID:c",
        "SOURCE;VALUE=URI:https://a.test/agenda.ics",
        "GEO:45.6189;4.6712",
    ):
        assert f"\r\n{line}\r\n" in text, line
    assert written(ENTRY) == written(ENTRY)
