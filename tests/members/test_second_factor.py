"""The second factor: for all who want it, required of staff in production."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core import mail
from django.core.cache import cache
from django.test import Client

from members.models import User
from members.services import register_member
from site_core.kernel.models import Territory
from tests.factories.people import PASSWORD, make_operator, make_referent
from tests.members.conftest import Door, is_signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PAGES = ("", "codes/", "cles/", "cles/ajouter/", "secours/", "secours/nouveaux/")


def confirmed(place: Territory, user: User) -> User:
    """The same person, with a confirmed address."""
    register_member(
        territory=place, email=user.email, name=user.name, password=PASSWORD, verified=True
    )
    return user


def code_of(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, list(counters())[1]))


def link_app(client: Client) -> str:
    """Go through the pages that link an app; the secret it was given."""
    client.post("/compte/verifier/?next=/compte/securite/codes/", {"password": PASSWORD})
    page = client.get("/compte/securite/codes/").content.decode()
    secret = re.search(r"<code[^>]*>(\w+)</code>", page)[1]
    assert client.post("/compte/securite/codes/", {"code": "000000"}).status_code == 400
    answer = client.post("/compte/securite/codes/", {"code": code_of(secret)})
    assert answer["Location"] == "/compte/securite/secours/"
    return secret


def test_a_member_links_an_app_and_is_asked_for_its_code(
    a: Territory,
    b: Territory,
    browse: Callable[..., Client],
    lucie: User,
    sign_in: Door,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    client = browse(a)
    sign_in(client, lucie.email)
    with django_capture_on_commit_callbacks(execute=True):
        secret = link_app(client)
    assert Authenticator.objects.filter(user=lucie, type="totp").exists()
    assert "a.localhost" in mail.outbox[-1].body
    codes = client.get("/compte/securite/secours/").content.decode()
    recovery = re.findall(r"<code[^>]*>(\d{8})</code>", codes)
    assert len(recovery) == 10
    for place, code in ((a, code_of(secret)), (b, recovery[0])):
        visitor = browse(place)
        assert sign_in(visitor, lucie.email)["Location"] == "/compte/securite/code/"
        assert not is_signed_in(visitor)
        question = visitor.get("/compte/securite/code/").content.decode()
        assert 'autocomplete="one-time-code"' in question
        assert visitor.post("/compte/securite/code/", {"code": "000000"}).status_code == 400
        cache.clear()
        assert visitor.post("/compte/securite/code/", {"code": code})["Location"] == "/compte/"
        assert is_signed_in(visitor)
    spent = browse(a)
    sign_in(spent, lucie.email)
    assert spent.post("/compte/securite/code/", {"code": recovery[0]}).status_code == 400


def test_a_code_is_not_guessed(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    client = browse(a)
    sign_in(client, lucie.email)
    link_app(client)
    cache.clear()
    guesser = browse(a)
    sign_in(guesser, lucie.email)
    statuses = [
        guesser.post("/compte/securite/code/", {"code": f"{n:06}"}).status_code for n in range(8)
    ]
    assert statuses == [400] * 5 + [429] * 3


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_it_asks_who_one_is(
    a: Territory, browse: Callable[..., Client], lucie: User, page: str
) -> None:
    path = f"/compte/securite/{page}"
    assert browse(a).get(path)["Location"].startswith("/connexion/?next=")
    answer = browse(a, lucie).get(path, follow=True)
    assert answer.status_code in {200, 404}
    if answer.redirect_chain:
        assert answer.redirect_chain[0][0].startswith("/compte/verifier/?next=")


def test_the_demo_asks_nobody(a: Territory, browse: Callable[..., Client]) -> None:
    assert browse(a, make_referent(a)).get("/admin/").status_code == 200


def test_in_production_staff_choose_a_second_factor_before_the_admin_opens(
    a: Territory, browse: Callable[..., Client], sign_in: Door, settings: Any
) -> None:
    settings.DEMO = False
    referent = confirmed(a, make_referent(a))
    client = browse(a)
    sign_in(client, referent.email)
    for path in ("/admin/", "/admin/pages/", "/admin/api/main/pages/"):
        assert client.get(path)["Location"] == "/compte/securite/?next=%2Fadmin%2F"
    assert 'role="status"' in client.get("/compte/securite/?next=/admin/").content.decode()
    secret = link_app(client)
    assert client.get("/admin/")["Location"].startswith("/compte/securite/verifier/?next=")
    answer = client.post("/compte/securite/verifier/", {"code": code_of(secret), "next": "/admin/"})
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert client.post("/admin/logout/").status_code == 302
    cache.clear()
    again = browse(a)
    sign_in(again, referent.email, fields={"next": "/admin/"})
    answer = again.post("/compte/securite/code/", {"code": code_of(secret)})
    assert answer["Location"] == "/admin/"
    assert again.get("/admin/").status_code == 200


def test_in_production_the_operator_needs_one_too_and_members_do_not(
    a: Territory, browse: Callable[..., Client], lucie: User, settings: Any
) -> None:
    settings.DEMO = False
    operator = browse(None, make_operator())
    assert operator.get("/admin/")["Location"].startswith("/compte/securite/")
    assert is_signed_in(browse(a, lucie))
    assert browse(a, lucie).get("/admin/").status_code == 403


def test_a_key_belongs_to_the_host_it_is_added_on(
    a: Territory, b: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    for place, hostname in ((a, "a.localhost"), (b, "b.localhost")):
        client = browse(place, lucie)
        client.post("/compte/verifier/?next=/compte/", {"password": PASSWORD})
        answer = client.get("/compte/securite/cles/ajouter/", headers={"host": f"{hostname}:81"})
        party = answer.context["js_data"]["creation_options"]["publicKey"]["rp"]
        assert party["id"] == hostname
        assert party["name"] == place.name
        refused = client.post("/compte/securite/cles/ajouter/", {"credential": '{"id": "x"}'})
        assert refused.status_code == 400
    assert not Authenticator.objects.filter(user=lucie).exists()
