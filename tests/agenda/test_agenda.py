"""The agenda of a territory, by its own clocks."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from agenda.models import Event
from site_core.kernel import scoping, territories
from site_core.kernel.models import Territory, Topic
from site_core.kernel.scoping import ForeignTerritory
from tests.factories import make_blog, make_event, make_group, make_poll, make_post
from tests.measure import path_of, queries
from tests.territory_pages.test_lists import towns

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
PARIS = ZoneInfo("Europe/Paris")


def titles(client: Client, path: str) -> list[str]:
    """The events of a list, in their order."""
    return [card.title for card in client.get(path).context["listing"].cards]


def test_what_runs_is_still_to_come_and_what_is_over_is_past(a: Territory, browse: Browse) -> None:
    now = timezone.now()
    hour = timedelta(hours=1)
    make_event(a, title="Demain", starts_at=now + 30 * hour)
    make_event(a, title="Exposition", starts_at=now - 90 * hour, ends_at=now + hour)
    make_event(a, title="Hier", starts_at=now - 30 * hour, ends_at=now - 28 * hour)
    make_event(a, title="Avant-hier", starts_at=now - 60 * hour, ends_at=now - 58 * hour)
    client = browse(a)
    assert titles(client, "/agenda/") == ["Exposition", "Demain"]
    assert titles(client, "/agenda/?quand=passe") == ["Hier", "Avant-hier"]


def test_an_event_without_an_end_lasts_until_midnight_there(a: Territory, browse: Browse) -> None:
    a.time_zone = "Indian/Reunion"
    a.save()
    reunion = ZoneInfo("Indian/Reunion")
    event = make_event(a, starts_at=datetime(2026, 12, 1, 10, tzinfo=reunion), ends_at=None)
    assert event.over_at == datetime(2026, 12, 2, tzinfo=reunion)
    client = browse(a)
    with time_machine.travel(datetime(2026, 12, 1, 19, 59, tzinfo=UTC), tick=False):
        assert titles(client, "/agenda/") == [event.title]
    with time_machine.travel(datetime(2026, 12, 1, 20, 0, tzinfo=UTC), tick=False):
        assert titles(client, "/agenda/") == []
        assert titles(client, "/agenda/?quand=passe") == [event.title]


def test_a_scheduled_task_keeps_the_clocks_of_the_territory(a: Territory) -> None:
    a.time_zone = "Pacific/Tahiti"
    a.save()
    starts = datetime(2026, 12, 1, 18, tzinfo=ZoneInfo("Pacific/Tahiti"))
    event = make_event(a, starts_at=starts, ends_at=None, live=False)
    with scoping.everywhere():
        found = Event.objects.get(pk=event.pk)
        found.save()
    assert found.over_at == datetime(2026, 12, 2, tzinfo=ZoneInfo("Pacific/Tahiti"))


def test_an_event_shows_when_and_where(a: Territory, browse: Browse) -> None:
    town = towns(a)[0]
    event = make_event(
        a,
        title="Bal",
        starts_at=datetime(2027, 6, 20, 18, 30, tzinfo=PARIS),
        ends_at=datetime(2027, 6, 20, 23, 0, tzinfo=PARIS),
        venue="Salle des fêtes",
        town=town,
        price="Gratuit",
        access="Boucle à induction",
        status=Event.Status.CANCELLED,
    )
    html = browse(a).get(path_of(event)).content.decode()
    assert f'data-kind="event" data-id="{event.pk}"' in html
    assert '<time datetime="2027-06-20T18:30:00+02:00">' in html
    assert html.count("<h1") == 1
    for words in ("Salle des fêtes", town.name, "Gratuit", "Boucle à induction", "state--closed"):
        assert words in html


@pytest.mark.parametrize("minutes", [0, -1, -60])
def test_an_event_cannot_end_before_it_begins(a: Territory, minutes: int) -> None:
    starts = timezone.now()
    with pytest.raises(ValidationError, match="ends_at"):
        make_event(a, starts_at=starts, ends_at=starts + timedelta(minutes=minutes))


def test_an_event_is_never_placed_in_a_neighbour_s_commune(a: Territory, b: Territory) -> None:
    with pytest.raises(ForeignTerritory):
        make_event(a, town=towns(b)[0])
    assert not Event.objects.filter(path__startswith=a.site.root_page.path).exists()


def test_a_neighbour_s_event_is_not_here(a: Territory, b: Territory, browse: Browse) -> None:
    event = make_event(b, title="Canari")
    assert browse(b).get(path_of(event)).status_code == 200
    page = browse(a).get(f"/agenda/{event.slug}/")
    assert page.status_code == 404
    assert "Canari" not in page.content.decode()


def test_an_event_keeps_its_point_in_two_forms(a: Territory) -> None:
    event = make_event(a, point="45.6189, 4.6712")
    assert event.point == "SRID=4326;POINT(4.67120 45.61890)"
    assert (event.latitude, event.longitude) == (45.6189, 4.6712)
    with territories.enter(a):
        event.point = ""
        event.save()
    assert (event.latitude, event.longitude) == (None, None)
    with pytest.raises(ValidationError, match="point"):
        make_event(a, point="POINT(200 95)")


def test_an_event_says_what_else_happens_that_day_here(
    a: Territory, b: Territory, browse: Browse
) -> None:
    morning = datetime(2027, 6, 20, 9, 30, tzinfo=PARIS)
    event = make_event(a, title="Bal", starts_at=morning.replace(hour=18))
    make_event(a, title="Vide-grenier", starts_at=morning, ends_at=morning + timedelta(hours=1))
    visitor = browse(a)
    cost = queries(visitor, path_of(event))
    running = {"starts_at": morning - timedelta(days=3), "ends_at": morning + timedelta(days=9)}
    make_event(a, title="Exposition", **running)
    for title, fields in {
        "La veille": {"starts_at": morning - timedelta(days=1)},
        "Le lendemain": {"starts_at": morning + timedelta(days=1)},
        "Annulé": {"starts_at": morning, "status": Event.Status.CANCELLED},
        "Brouillon": {"starts_at": morning, "live": False},
    }.items():
        make_event(a, title=title, **fields)
    make_event(b, title="Canari", starts_at=morning)
    html = visitor.get(path_of(event)).content.decode()
    beside = html.partition("Le même jour")[2].partition("</section>")[0]
    assert re.findall(r'<li><a href="[^"]+">([^<]+)</a>', beside) == ["Exposition", "Vide-grenier"]
    assert queries(visitor, path_of(event)) == cost
    for number in range(4):
        make_event(a, title=f"Atelier {number}", starts_at=morning)
    assert len(visitor.get(path_of(event)).context["same_day"]) == 3


def test_a_topic_leads_to_all_that_is_said_about_it(a: Territory, browse: Browse) -> None:
    with scoping.scope(a):
        topic = Topic.objects.create(territory=a, name="Fêtes et bals")
    for make in (make_event, make_group, make_poll, make_blog, make_post):
        page = make(a)
        with scoping.scope(a):
            page.topics = [topic]
            page.save()
        html = browse(a).get(path_of(page)).content.decode()
        assert f'<a href="/recherche/?theme={topic.slug}">Fêtes et bals</a>' in html, make
