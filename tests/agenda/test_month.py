"""The agenda by month: a grid whose every event is also in the list below it."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from agenda import views
from agenda.models import Agenda, Event
from agenda.month import LONGEST_RUN, Month, days_of
from site_core.kernel import clock
from site_core.kernel.models import Territory
from tests.agenda.test_ical import moments
from tests.factories import make_event
from tests.factories.pages import section
from tests.measure import path_of, queries
from tests.territory_pages.test_lists import towns

Browse = Callable[..., Client]
PARIS = ZoneInfo("Europe/Paris")
NOVEMBER = "/agenda/mois/2026-11/"
firsts = st.dates(date(1900, 1, 1), date(2199, 11, 1)).map(lambda day: day.replace(day=1))
database = [pytest.mark.django_db, pytest.mark.both_databases]


def at(day: int, hour: int = 18, minute: int = 0, month: int = 11) -> datetime:
    """A moment of the end of 2026, on the clocks of the place."""
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


@given(firsts)
def test_a_month_is_whole_weeks_from_monday_and_neighbours_meet(first: date) -> None:
    month = Month(first)
    days = [day for week in month.weeks for day in week]
    assert all(len(week) == 7 for week in month.weeks)
    assert days[0].weekday() == 0
    assert [day - days[0] for day in days] == [timedelta(n) for n in range(len(days))]
    assert sum(month.holds(day) for day in days) in {28, 29, 30, 31}
    assert month.next.previous == month == month.previous.next
    assert month.bounds(PARIS)[1] == month.next.bounds(PARIS)[0]
    outer, inner = month.bounds_of_weeks(PARIS), month.bounds(PARIS)
    assert outer[0] <= inner[0] < inner[1] <= outer[1]


@given(
    moments,
    st.none() | st.timedeltas(timedelta(minutes=1), timedelta(days=400)),
    st.booleans(),
)
def test_an_event_is_written_on_its_first_day_and_never_after_its_last(
    start: datetime, length: timedelta | None, all_day: bool
) -> None:
    over = clock.over_at(start, length and start + length, all_day=all_day, zone=PARIS)
    days = days_of(start, over, PARIS)
    first, last = start.astimezone(PARIS).date(), clock.last_day(over, PARIS)
    assert days[0] == first
    assert days == sorted(set(days))
    assert days[-1] <= max(first, last)
    assert len(days) <= LONGEST_RUN.days
    if last - first >= LONGEST_RUN:
        assert days == [first, last]


def test_what_ends_in_the_night_is_of_the_evening() -> None:
    assert days_of(at(6, 22), at(7, 2), PARIS) == [date(2026, 11, 6)]
    assert days_of(at(6, 9), at(7, 12), PARIS) == [date(2026, 11, 6), date(2026, 11, 7)]


class TestPage:
    """The page of a month."""

    pytestmark = database

    def test_each_event_is_in_its_square_and_in_the_list(
        self, a: Territory, browse: Browse
    ) -> None:
        ball = make_event(a, title="Bal", starts_at=at(6, 20, 30), ends_at=at(7, 1))
        fair = make_event(a, title="Foire", starts_at=at(13, 9), ends_at=at(15, 18))
        html = browse(a).get(NOVEMBER).content.decode()
        grid, _table, listed = html.partition("</table>")
        assert f'<a href="{path_of(ball)}">20 h 30, Bal</a>' in grid
        assert f'<a href="{path_of(fair)}">9 h, Foire</a>' in grid
        assert grid.count(f'<a href="{path_of(fair)}">Foire</a>') == 2
        for event in (ball, fair):
            assert f'id="event-{event.pk}"' in listed
            assert f'href="#event-{event.pk}"' in grid
        assert html.count("<h1") == 1
        assert "Novembre 2026" in grid

    def test_days_of_other_months_show_theirs_but_the_list_does_not(
        self, a: Territory, browse: Browse
    ) -> None:
        event = make_event(a, title="Veillée", starts_at=at(1, 20, month=12))
        html = browse(a).get(NOVEMBER).content.decode()
        grid, _table, listed = html.partition("</table>")
        assert "Veillée" in grid
        assert 'href="/agenda/mois/2026-12/"' in grid
        assert "Veillée" not in listed
        with time_machine.travel(at(20), tick=False):
            assert (
                f'id="event-{event.pk}"' in browse(a).get("/agenda/mois/2026-12/").content.decode()
            )

    def test_one_goes_from_month_to_month_and_back_to_this_one(
        self, a: Territory, browse: Browse
    ) -> None:
        client = browse(a)
        make_event(a, starts_at=at(15, month=1).replace(year=2027))
        with time_machine.travel(at(22), tick=False):
            html = client.get(NOVEMBER).content.decode()
            assert '<td class="today">' in html
            assert "Ce mois-ci" not in html
            january = client.get("/agenda/mois/2027-01/").content.decode()
            assert f'href="{NOVEMBER}">Ce mois-ci</a>' in january
            assert 'class="today"' not in january
            assert f'href="{NOVEMBER}"' in client.get("/agenda/").content.decode()
        assert 'rel="prev" href="/agenda/mois/2026-10/">Octobre</a>' in html
        assert 'rel="next" href="/agenda/mois/2026-12/">Décembre</a>' in html
        assert 'rel="next" href="/agenda/mois/2027-01/">Janvier 2027</a>' in (
            client.get("/agenda/mois/2026-12/").content.decode()
        )

    def test_past_the_first_and_the_last_event_one_month_is_led_to_and_no_more(
        self, a: Territory, browse: Browse
    ) -> None:
        make_event(a, starts_at=at(6, month=9))
        make_event(a, starts_at=at(6, month=12))
        client, met, left = browse(a), set(), [NOVEMBER]
        with time_machine.travel(at(22), tick=False):
            while left:
                met.add(path := left.pop())
                found = re.findall(r'"(/agenda/mois/[\d-]+/)"', client.get(path).content.decode())
                left += set(found) - met
        assert sorted(met) == [
            *(f"/agenda/mois/2026-{month:02}/" for month in range(8, 13)),
            "/agenda/mois/2027-01/",
        ]

    def test_the_calendar_has_a_first_and_a_last_month(self, a: Territory, browse: Browse) -> None:
        client = browse(a)
        assert 'rel="prev"' not in client.get("/agenda/mois/1900-01/").content.decode()
        assert 'rel="next"' not in client.get("/agenda/mois/2199-12/").content.decode()
        for month in ("1899-12", "2200-01", "2026-13", "2026-00", "2026-1", "26-11", "²026-11"):
            assert client.get(f"/agenda/mois/{month}/").status_code == 404
        assert client.post(NOVEMBER).status_code == 405

    def test_an_empty_month_says_so_and_leads_to_the_next_event(
        self, a: Territory, browse: Browse
    ) -> None:
        client = browse(a)
        html = client.get(NOVEMBER).content.decode()
        assert 'class="empty"' in html
        assert '<meta name="robots" content="noindex, nofollow">' in html
        make_event(a, starts_at=at(12, month=12) + timedelta(days=30))
        html = client.get(NOVEMBER).content.decode()
        assert '<a class="action" href="/agenda/mois/2027-01/">' in html
        assert "noindex" not in client.get("/agenda/mois/2027-01/").content.decode()

    def test_a_month_is_told_by_commune(self, a: Territory, b: Territory, browse: Browse) -> None:
        here, there = towns(a)[:2]
        make_event(a, title="Ici", town=here, starts_at=at(6))
        make_event(a, title="Là-bas", town=there, starts_at=at(6))
        client = browse(a)
        html = client.get(f"{NOVEMBER}?commune={here.code}").content.decode()
        assert "Ici" in html
        assert "Là-bas" not in html
        assert f'href="/agenda/mois/2026-12/?commune={here.code}"' in html
        assert client.get(f"{NOVEMBER}?commune={towns(b)[0].code}").status_code == 404

    def test_a_month_holds_nothing_of_others_unpublished_or_kept(
        self, a: Territory, b: Territory, browse: Browse
    ) -> None:
        make_event(a, title="Visible", starts_at=at(6))
        make_event(a, title="Brouillon", starts_at=at(6), live=False)
        kept = make_event(a, title="Gardé", starts_at=at(6))
        PageViewRestriction.objects.create(page=kept, restriction_type="login")
        make_event(b, title="Canari", starts_at=at(6))
        html = browse(a).get(NOVEMBER).content.decode()
        assert "Visible" in html
        for word in ("Brouillon", "Gardé", "Canari"):
            assert word not in html
        PageViewRestriction.objects.create(page=section(a, Agenda), restriction_type="login")
        assert browse(a).get(NOVEMBER).status_code == 404

    def test_a_called_off_event_stays_on_its_day_and_says_so(
        self, a: Territory, browse: Browse
    ) -> None:
        event = make_event(a, title="Bal", starts_at=at(6), status=Event.Status.CANCELLED)
        html = browse(a).get(NOVEMBER).content.decode()
        assert f'<a href="{path_of(event)}"><b>Annulé</b>, 18 h, Bal</a>' in html

    def test_a_month_costs_the_same_with_one_or_many_events(
        self, a: Territory, browse: Browse
    ) -> None:
        client, town = browse(a), towns(a)[0]
        make_event(a, starts_at=at(6), town=town)
        few = queries(client, NOVEMBER)
        for day in range(1, 12):
            make_event(a, starts_at=at(day), town=town)
        assert queries(client, NOVEMBER) == few <= 10

    def test_a_full_day_names_a_few_and_leads_to_all(
        self, a: Territory, browse: Browse, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = [make_event(a, title=f"Numéro {n}", starts_at=at(6, 8 + n)) for n in range(5)]
        client = browse(a)
        grid, _table, listed = client.get(NOVEMBER).content.decode().partition("</table>")
        assert grid.count("Numéro") == views.IN_A_SQUARE
        assert "et 2 autres" in grid
        assert all(f'id="event-{event.pk}"' in listed for event in made)
        assert "choisissez une commune" not in listed
        monkeypatch.setattr(views, "MOST", 4)
        listed = client.get(NOVEMBER).content.decode().partition("</table>")[2]
        assert listed.count('id="event-') == 4
        assert "choisissez une commune" in listed

    def test_the_month_keeps_the_clocks_of_the_place(self, a: Territory, browse: Browse) -> None:
        a.time_zone = "Pacific/Tahiti"
        a.save()
        start = datetime(2026, 11, 30, 20, tzinfo=ZoneInfo("Pacific/Tahiti"))
        event = make_event(a, title="Heiva", starts_at=start)
        html = browse(a).get(NOVEMBER).content.decode()
        assert f'<a href="{path_of(event)}">20 h, Heiva</a>' in html
        assert f'id="event-{event.pk}"' in html
        assert (
            "Heiva"
            not in (
                browse(a).get("/agenda/mois/2026-12/").content.decode().partition("</table>")[2]
            )
        )
