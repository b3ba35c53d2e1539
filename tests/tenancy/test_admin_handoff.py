"""From one host's admin to another's: a code that opens one session, once, there, for a minute."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from site_core.kernel import audit, handoff, scoping, territories
from site_core.kernel.models import Role, Territory
from tests.factories import make_editor, make_operator, make_referent, make_standard_page

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


@pytest.fixture
def both(a: Territory, c: Territory) -> Any:
    """A referent of our territory and of a third one."""
    return make_referent(a, c)


def departure(client: Client, page: Any) -> str:
    """Where asking for a page of another territory leads."""
    response = client.get(f"/admin/pages/{page.pk}/edit/")
    assert response.status_code == 302
    return str(response["Location"])


def follow(client: Client, location: str) -> Any:
    """The answer at an address, host left out: the client is on it already."""
    parts = urlsplit(location)
    return client.get(f"{parts.path}?{parts.query}")


def is_signed_in(client: Client) -> bool:
    """Whether this browser has somebody's session."""
    return "_auth_user_id" in client.session


@pytest.fixture
def page(c: Territory) -> Any:
    """A page of the third territory."""
    return make_standard_page(c, title="Là-bas", live=False)


def test_a_referent_of_two_is_led_to_the_page_on_its_own_host(
    a: Territory, c: Territory, both: Any, page: Any, browse: Browse
) -> None:
    location = departure(browse(a, both), page)
    assert location.startswith("http://c.localhost/connexion/passage/?code=")
    there = browse(c)
    arrival = follow(there, location)
    assert (arrival.status_code, arrival["Location"]) == (302, f"/admin/pages/{page.pk}/edit/")
    assert arrival["Referrer-Policy"] == "no-referrer"
    assert "no-store" in arrival["Cache-Control"]
    assert there.get(arrival["Location"]).status_code == 200
    assert there.session["_host"] == "c.localhost"


def test_the_operator_is_led_to_any_territory(
    a: Territory, c: Territory, page: Any, browse: Browse
) -> None:
    operator = make_operator()
    for start in (a, None):
        there = browse(c)
        follow(there, departure(browse(start, operator), page))
        assert there.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_people_without_a_role_there_get_404(
    a: Territory, b: Territory, c: Territory, page: Any, browse: Browse, method: str
) -> None:
    for person in (make_referent(a), make_editor(a, b)):
        response = getattr(browse(a, person), method)(f"/admin/pages/{page.pk}/edit/")
        assert response.status_code == 404


def test_nothing_is_done_on_the_way(a: Territory, both: Any, page: Any, browse: Browse) -> None:
    client = browse(a, both)
    assert client.post(f"/admin/pages/{page.pk}/delete/").status_code == 404
    assert client.post(f"/admin/pages/{page.pk}/edit/", {"title": "x"}).status_code == 404
    assert type(page).objects.filter(pk=page.pk, title="Là-bas").exists()


def test_a_code_serves_once(
    a: Territory, c: Territory, both: Any, page: Any, browse: Browse
) -> None:
    location = departure(browse(a, both), page)
    first, second = browse(c), browse(c)
    follow(first, location)
    follow(second, location)
    assert (is_signed_in(first), is_signed_in(second)) == (True, False)


def test_a_code_serves_for_a_minute(
    a: Territory, c: Territory, both: Any, page: Any, browse: Browse
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        location = departure(browse(a, both), page)
        clock.shift(handoff.SECONDS + 1)
        late = browse(c)
        follow(late, location)
    assert not is_signed_in(late)


def test_a_code_serves_on_its_own_host_and_is_not_spoilt_elsewhere(
    a: Territory, b: Territory, c: Territory, both: Any, page: Any, browse: Browse
) -> None:
    location = departure(browse(a, both), page)
    for place in (a, b):
        elsewhere = browse(place)
        follow(elsewhere, location)
        assert not is_signed_in(elsewhere)
    assert browse(None).get(f"/connexion/passage/?{urlsplit(location).query}").status_code == 404
    right = browse(c)
    follow(right, location)
    assert is_signed_in(right)


@pytest.mark.parametrize("code", ["", "x", "é", "a" * 3000])
def test_a_made_up_code_opens_nothing(c: Territory, browse: Browse, code: str) -> None:
    client = browse(c)
    response = client.get("/connexion/passage/", {"code": code})
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert not is_signed_in(client)


def test_it_cannot_be_posted_nor_fetched_ahead(
    a: Territory, c: Territory, both: Any, page: Any, browse: Browse
) -> None:
    location = departure(browse(a, both), page)
    parts = urlsplit(location)
    client = browse(c)
    for method in (client.head, client.post):
        assert method(f"{parts.path}?{parts.query}").status_code == 405
    follow(client, location)
    assert is_signed_in(client)


def test_the_role_is_asked_again_on_arrival(
    a: Territory, c: Territory, both: Any, page: Any, browse: Browse
) -> None:
    location = departure(browse(a, both), page)
    territories.dismiss(territory=c, user=both, role=Role.REFERENT)
    client = browse(c)
    follow(client, location)
    assert not is_signed_in(client)


def test_a_closed_account_does_not_arrive(
    a: Territory, c: Territory, both: Any, page: Any, browse: Browse
) -> None:
    location = departure(browse(a, both), page)
    type(both).objects.filter(pk=both.pk).update(is_active=False)
    client = browse(c)
    follow(client, location)
    assert not is_signed_in(client)


def test_the_session_of_a_visitor_is_not_kept(
    a: Territory, c: Territory, both: Any, page: Any, browse: Browse
) -> None:
    client = browse(c)
    session = client.session
    session["_host"] = "c.localhost"
    session.save()
    planted = session.session_key
    client.cookies["kikalu-session"] = planted
    follow(client, departure(browse(a, both), page))
    assert is_signed_in(client)
    assert client.session.session_key != planted


def test_somebody_signed_in_there_stays_who_they_are(
    a: Territory, c: Territory, both: Any, page: Any, browse: Browse
) -> None:
    other = make_editor(c)
    client = browse(c, other)
    follow(client, departure(browse(a, both), page))
    assert client.session["_auth_user_id"] == str(other.pk)


def test_the_second_factor_shown_at_sign_in_goes_along(
    a: Territory, c: Territory, both: Any, page: Any, browse: Browse
) -> None:
    start = browse(a, both)
    session = start.session
    session[handoff.PROOFS] = [{"method": "mfa", "type": "totp"}]
    session.save()
    client = browse(c)
    follow(client, departure(start, page))
    assert client.session[handoff.PROOFS] == [{"method": "mfa", "type": "totp"}]


def test_the_arrival_is_in_the_log_of_the_territory(
    a: Territory, c: Territory, both: Any, page: Any, browse: Browse
) -> None:
    follow(browse(c), departure(browse(a, both), page))
    with scoping.scope(c):
        link = audit.chain_of(c).links.get(action="session.handoff")
        facts = "".join(part.facts for part in audit.chain_of(c).parts.filter(link=link))
    assert "a.localhost" in facts
    assert both.get_full_name() in facts


def test_the_code_itself_is_kept_nowhere(
    a: Territory, both: Any, page: Any, browse: Browse
) -> None:
    code = urlsplit(departure(browse(a, both), page)).query.removeprefix("code=")
    stored = getattr(cache, "_cache", {})
    assert code not in "".join(map(str, [*stored.keys(), *stored.values()]))
