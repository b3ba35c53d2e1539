"""What happens to a request before any view."""

from collections.abc import Callable
from copy import deepcopy

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from site_core.kernel import hosts
from site_core.kernel.models import Territory
from tests.factories import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.mark.parametrize("host", ["a.localhost", "A.LOCALHOST", "a.localhost.", "a.localhost:8000"])
def test_a_territory_answers_however_its_host_is_written(a: Territory, host: str) -> None:
    answer = Client(headers={"host": host}).get("/")
    assert answer.status_code == 200
    assert 'data-territory="mornantais"' in answer.content.decode()


@pytest.mark.parametrize(
    "host",
    [
        *("inconnu.localhost", "127.0.0.1", "[::1]", "a..localhost", "xn--a.localhost", "é", ""),
        "a" * 300,
    ],
)
def test_an_unknown_host_is_told_nothing(places: dict[str, Territory], host: str) -> None:
    for path in ("/", "/admin/", "/blogs/"):
        answer = Client(headers={"host": host}).get(path)
        assert answer.status_code == 404
        text = answer.content.decode().lower()
        assert not any(place.name.lower() in text for place in places.values())
        assert not answer.cookies


def test_a_site_that_belongs_to_nobody_is_an_unknown_host(a: Territory) -> None:
    Site.objects.create(hostname="orpheline.localhost", root_page=a.site.root_page)
    assert Client(headers={"host": "orpheline.localhost"}).get("/").status_code == 404
    assert Client(headers={"host": settings.OPERATOR_HOST}).get("/").status_code == 200


def test_unknown_hosts_fill_no_memory(places: dict[str, Territory]) -> None:
    before = len(hosts._hosts)
    for number in range(20):
        Client(headers={"host": f"inconnu{number}.localhost"}).get("/")
    assert len(hosts._hosts) == before


def test_a_known_host_is_looked_up_once(a: Territory) -> None:
    hosts.find("a.localhost")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert hosts.find("a.localhost").territory == a
    assert len(queries) == 0


def test_a_renamed_host_answers_at_the_next_request(
    a: Territory, django_capture_on_commit_callbacks: Callable
) -> None:
    assert Client(headers={"host": "a.localhost"}).get("/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        a.site.hostname = "nouveau.localhost"
        a.site.save()
    assert Client(headers={"host": "a.localhost"}).get("/").status_code == 404
    assert Client(headers={"host": "nouveau.localhost"}).get("/").status_code == 200


def test_health_is_answered_on_any_host(places: dict[str, Territory]) -> None:
    for host in ("a.localhost", "inconnu.localhost", "10.0.0.1"):
        client = Client(headers={"host": host})
        assert client.get("/sante/vivant").json() == {"status": "ok"}
        ready = client.get("/sante/pret")
        assert ready.status_code == 200
        assert ready.json()["database"] is True


@pytest.mark.parametrize(
    "address",
    [
        "/?q=%00",
        "/%00/",
        "/%ff/",
        "/?q=%ff",
        "/?q=%ed%a0%80",
        "/blogs/%c0%af/",
        "/?q=" + "a" * 10_000,
        "/?" + "a" * 10_000 + "=1",
        "/?" + "a" * 10_000,
        "/" + "a" * 10_000,
    ],
)
def test_what_nobody_types_is_refused_with_a_sentence(a: Territory, address: str) -> None:
    answer = Client(headers={"host": "a.localhost"}).get(address)
    assert answer.status_code == 400
    assert "réessayez" in answer.content.decode()


def test_a_field_with_a_nul_character_is_refused(a: Territory) -> None:
    answer = Client(headers={"host": "a.localhost"}).post("/connexion/", {"email": "a\x00b"})
    assert answer.status_code in {400, 403}


def test_a_session_of_one_host_opens_nothing_on_another(
    a: Territory, b: Territory, browse: Callable[..., Client]
) -> None:
    member = make_member(a, b)
    ours = browse(a, member)
    theirs = browse(b)
    theirs.cookies = deepcopy(ours.cookies)
    assert ours.get("/compte/").status_code == 200
    assert theirs.get("/compte/").status_code == 302
    assert ours.get("/compte/").status_code == 200


def test_a_visitor_gets_no_cookie(a: Territory) -> None:
    assert not Client(headers={"host": "a.localhost"}).get("/").cookies


def test_a_language_the_territory_does_not_speak_is_not_found(a: Territory) -> None:
    client = Client(headers={"host": "a.localhost", "accept-language": "en"})
    assert client.get("/en/").status_code == 404
    home = client.get("/")
    assert '<html lang="fr"' in home.content.decode()
    assert "Accept-Language" not in home.get("Vary", "")
