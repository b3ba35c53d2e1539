"""The agenda in people's own agendas: whole, kept up to date, and of this place alone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from agenda.feeds import REMEMBERED
from agenda.models import Agenda, Event
from site_core.kernel import scoping, territories
from site_core.kernel.models import Territory, Topic
from territory_pages.services import translate_home
from tests.factories import make_event, make_user
from tests.factories.pages import section
from tests.measure import path_of, queries
from tests.territory_pages.test_languages import in_english
from tests.territory_pages.test_lists import towns

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


def events(client: Client, path: str) -> list[Any]:
    """The events of a calendar, as a program reads them."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def names(client: Client, path: str) -> list[str]:
    """Their titles."""
    return [str(event["SUMMARY"]) for event in events(client, path)]


def file_of(event: Event) -> str:
    """Where the file of an event is."""
    return f"{path_of(event).removesuffix('/')}.ics"


def test_an_event_is_added_to_one_s_own_agenda_from_its_page_and_its_card(
    a: Territory, browse: Browse
) -> None:
    event = make_event(a, title="Bal")
    client = browse(a)
    for path in ("/", "/agenda/", path_of(event)):
        assert f'<a class="action" href="{file_of(event)}">' in client.get(path).content.decode()
    response = client.get(file_of(event))
    assert response["Content-Disposition"] == f'attachment; filename="agenda-{event.pk}.ics"'
    assert names(client, file_of(event)) == ["Bal"]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Event.Status.CANCELLED},
        {"starts_at": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
)
def test_nobody_is_offered_to_keep_what_will_not_take_place(
    fields: dict[str, Any], a: Territory, browse: Browse
) -> None:
    event = make_event(a, **fields)
    client = browse(a)
    for path in ("/agenda/", "/agenda/?quand=passe", path_of(event)):
        assert file_of(event) not in client.get(path).content.decode()


def test_a_calendar_tells_all_there_is_to_know(a: Territory, browse: Browse) -> None:
    with scoping.scope(a):
        topic = Topic.objects.create(name="Fêtes")
    town = towns(a)[0]
    event = make_event(
        a,
        title="Bal",
        slug="bal-d-été",
        introduction="On danse.",
        starts_at=datetime(2026, 12, 4, 17, 30, tzinfo=UTC),
        ends_at=datetime(2026, 12, 4, 22, tzinfo=UTC),
        venue="Salle des fêtes",
        address="2 rue du Bal",
        town=town,
        organiser="Les Lutins",
        price="Gratuit",
        access="Boucle à induction",
        point="45.6189, 4.6712",
        topics=[topic],
    )
    (found,) = events(browse(a), file_of(event))
    address = f"http://a.localhost{path_of(event)}"
    assert "%C3%A9" in address
    assert found["DTSTART"].dt.astimezone(UTC) == event.starts_at
    assert found["DTEND"].dt.astimezone(UTC) == event.ends_at
    assert found["LOCATION"] == f"Salle des fêtes, 2 rue du Bal, {town.name}"
    assert found["URL"] == address
    assert found["GEO"].to_ical() == "45.6189;4.6712"
    assert found["CATEGORIES"].to_ical() == "Fêtes".encode()
    lines = str(found["DESCRIPTION"]).splitlines()
    assert lines == [
        "On danse.",
        "Organisé par : Les Lutins",
        "Tarif : Gratuit",
        "Accessibilité : Boucle à induction",
        "",
        address,
    ]


def test_a_change_that_is_published_has_a_higher_number_and_the_same_name(
    a: Territory, browse: Browse
) -> None:
    event = make_event(a, title="Bal")
    client, author = browse(a), make_user()
    with territories.enter(a):
        event.save_revision(user=author).publish()
        Event.objects.filter(pk=event.pk).update(
            first_published_at=timezone.now() - timedelta(days=3)
        )
    (before,) = events(client, file_of(event))
    with territories.enter(a):
        event = Event.objects.get(pk=event.pk)
        event.status = Event.Status.CANCELLED
        event.last_published_at += timedelta(seconds=5)
        event.save()
    for path in (file_of(event), "/agenda.ics"):
        (after,) = events(client, path)
        assert after["STATUS"] == "CANCELLED"
        assert after["UID"] == before["UID"]
        assert after["SEQUENCE"] == before["SEQUENCE"] + 5 > 3 * 24 * 3600
        assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_those_who_follow_keep_what_is_just_over(a: Territory, browse: Browse) -> None:
    now = timezone.now()
    for title, starts_at in {
        "Demain": now + timedelta(days=1),
        "Le mois dernier": now - timedelta(days=30),
        "Autrefois": now - REMEMBERED - timedelta(days=1),
    }.items():
        make_event(a, title=title, starts_at=starts_at)
    assert names(browse(a), "/agenda.ics") == ["Le mois dernier", "Demain"]


def test_a_calendar_is_told_by_commune(a: Territory, b: Territory, browse: Browse) -> None:
    here, there = towns(a)[:2]
    make_event(a, title="Ici", town=here)
    make_event(a, title="Là-bas", town=there)
    client = browse(a)
    path = f"/agenda.ics?commune={here.code}"
    assert names(client, path) == ["Ici"]
    assert f'href="webcal://a.localhost{path}"' in (
        client.get(f"/agenda/?commune={here.code}").content.decode()
    )
    for unknown in (towns(b)[0].code, "00000", "canari"):
        assert client.get(f"/agenda.ics?commune={unknown}").status_code == 404


def test_a_calendar_holds_nothing_of_others_unpublished_or_kept(
    a: Territory, b: Territory, browse: Browse
) -> None:
    make_event(a, title="Visible")
    draft = make_event(a, title="Brouillon", live=False)
    kept = make_event(a, title="Gardé")
    PageViewRestriction.objects.create(page=kept, restriction_type="login")
    theirs = make_event(b, title="Canari")
    client = browse(a)
    assert names(client, "/agenda.ics") == ["Visible"]
    for event in (draft, kept, theirs):
        assert client.get(file_of(event)).status_code == 404
    PageViewRestriction.objects.create(page=section(a, Agenda), restriction_type="login")
    assert client.get("/agenda.ics").status_code == 404


def test_a_calendar_costs_the_same_with_one_or_many_events(a: Territory, browse: Browse) -> None:
    with scoping.scope(a):
        topic = Topic.objects.create(name="Fêtes")
    client, fields = browse(a), {"town": towns(a)[0], "topics": [topic]}
    make_event(a, **fields)
    few = queries(client, "/agenda.ics")
    for _number in range(5):
        make_event(a, **fields)
    assert queries(client, "/agenda.ics") == few <= 8


def test_a_program_that_comes_back_is_told_that_nothing_changed(
    a: Territory, browse: Browse
) -> None:
    client, event = browse(a), make_event(a)
    for path in ("/agenda.ics", file_of(event)):
        again = client.get(path, headers={"if-none-match": client.get(path)["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.post(path).status_code == 405


def test_an_event_has_one_name_in_all_its_languages(
    a: Territory, browse: Browse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    client, event = browse(a), make_event(a, title="Bal")
    with django_capture_on_commit_callbacks(execute=True):
        translate_home(territory=a, language="en")
    in_english(a, event, "Ball")
    (french,), (english,) = (events(client, path) for path in ("/agenda.ics", "/en/agenda.ics"))
    assert [str(french["SUMMARY"]), str(english["SUMMARY"])] == ["Bal", "Ball"]
    assert french["UID"] == english["UID"]
    assert str(english["URL"]).startswith("http://a.localhost/en/agenda/")
    assert client.get("/en/agenda/mois/2026-11/").status_code == 200
