"""A session belongs to one host, one password and one open account."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from members.models import User
from site_core.kernel.models import Territory
from tests.factories.people import PASSWORD, make_referent
from tests.members.conftest import Door, is_signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NEW = "une toute nouvelle phrase"


def replay(client: Client, place: Territory | None, browse: Callable[..., Client]) -> Client:
    """Another browser, with the cookies of this one, on the host of a place."""
    thief = browse(place)
    for name, morsel in client.cookies.items():
        thief.cookies[name] = morsel.value
    return thief


def test_a_session_opens_nothing_on_another_host_and_survives_it(
    a: Territory, b: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    client = browse(a)
    sign_in(client, lucie.email)
    assert is_signed_in(client)
    for elsewhere in (b, None):
        thief = replay(client, elsewhere, browse)
        assert not is_signed_in(thief)
        page = thief.get("/connexion/").content.decode()
        assert lucie.name not in page
        assert lucie.email not in page
        thief.post("/deconnexion/")
        thief.post("/connexion/", {"email": lucie.email, "password": "faux"})
    assert is_signed_in(client)


def test_a_referents_cookie_does_not_open_the_neighbours_admin(
    a: Territory, b: Territory, browse: Callable[..., Client]
) -> None:
    client = browse(a, make_referent(a, b))
    assert client.get("/admin/").status_code == 200
    assert replay(client, b, browse).get("/admin/")["Location"] == "/connexion/?next=/admin/"
    assert client.get("/admin/").status_code == 200


def test_signing_in_on_a_second_host_leaves_both_sessions_apart(
    a: Territory, b: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    here, there = browse(a), browse(b)
    sign_in(here, lucie.email)
    sign_in(there, lucie.email)
    hosts = sorted(row.get_decoded()["_host"] for row in Session.objects.all())
    assert hosts == ["a.localhost", "b.localhost"]
    there.post("/deconnexion/")
    assert not is_signed_in(there)
    assert is_signed_in(here)


def test_signing_in_over_a_foreign_cookie_starts_a_session_of_its_own(
    a: Territory, b: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    here = browse(a)
    sign_in(here, lucie.email)
    there = replay(here, b, browse)
    sign_in(there, lucie.email)
    assert is_signed_in(there)
    assert is_signed_in(here)
    assert here.cookies["kikalu-session"].value != there.cookies["kikalu-session"].value


def test_the_key_changes_when_one_signs_in(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    planted = browse(a)
    session = planted.session
    session["_host"] = "a.localhost"
    session["planted"] = True
    session.save()
    planted.cookies["kikalu-session"] = session.session_key
    sign_in(planted, lucie.email)
    assert planted.cookies["kikalu-session"].value != session.session_key
    assert not Session.objects.filter(pk=session.session_key).exists()


def test_a_csrf_cookie_of_another_host_sends_no_form(
    a: Territory, b: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    client = Client(enforce_csrf_checks=True, headers={"host": "a.localhost"})
    client.get("/connexion/")
    other = Client(enforce_csrf_checks=True, headers={"host": "b.localhost"})
    token = other.get("/connexion/").context["csrf_token"]
    fields = {"email": lucie.email, "password": PASSWORD, "csrfmiddlewaretoken": str(token)}
    assert client.post("/connexion/", fields).status_code == 403
    client.cookies["kikalu-csrf"] = other.cookies["kikalu-csrf"].value
    answer = client.post("/connexion/", fields, headers={"origin": "http://b.localhost"})
    assert answer.status_code == 403
    assert not is_signed_in(client)


def test_a_closed_account_is_out_at_its_next_request(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    client = browse(a)
    sign_in(client, lucie.email)
    User.objects.filter(pk=lucie.pk).update(is_active=False)
    assert not is_signed_in(client)
    assert lucie.name not in client.get("/").content.decode()


def test_a_new_password_signs_out_everywhere_but_here(
    a: Territory, b: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    here, phone, there = browse(a), browse(a), browse(b)
    for client in (here, phone, there):
        sign_in(client, lucie.email)
    fields = {"current_password": PASSWORD, "password": NEW}
    answer = here.post("/compte/mot-de-passe/", fields, follow=True)
    assert 'role="status"' in answer.content.decode()
    assert is_signed_in(here)
    assert not is_signed_in(phone)
    assert not is_signed_in(there)
    assert sign_in(browse(a), lucie.email).status_code == 400
    assert sign_in(browse(a), lucie.email, NEW).status_code == 302


@pytest.mark.parametrize("password", ["court", "123456789012", "lucie@exemple.test", "x" * 129])
def test_a_password_easy_to_guess_is_refused_with_a_reason(
    a: Territory, browse: Callable[..., Client], lucie: User, password: str
) -> None:
    fields = {"current_password": PASSWORD, "password": password}
    answer = browse(a, lucie).post("/compte/mot-de-passe/", fields)
    assert answer.status_code == 400
    assert 'id="id_password_error"' in answer.content.decode()
    lucie.refresh_from_db()
    assert lucie.check_password(PASSWORD)


def test_on_a_shared_computer_the_session_ends_with_the_browser(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    shared, own = browse(a), browse(a)
    sign_in(shared, lucie.email)
    sign_in(own, lucie.email, fields={"remember": "on"})
    assert not shared.cookies["kikalu-session"]["max-age"]
    assert own.cookies["kikalu-session"]["max-age"] == 14 * 24 * 3600
