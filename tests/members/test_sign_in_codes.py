"""Signing in by a code sent by mail."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from members.models import User
from members.services import open_account
from site_core.kernel.models import Territory
from tests.factories.people import PASSWORD
from tests.members.conftest import Door, is_signed_in
from tests.members.test_second_factor import code_of, link_app

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ASK, USE = "/connexion/code/", "/connexion/code/confirmer/"


def code_in_mail() -> str:
    """The code of the last mail."""
    found = re.findall(r"^(\d{4}-\d{4})$", mail.outbox[-1].body, re.M)
    assert len(found) == 1, mail.outbox[-1].body
    return str(found[0])


def other_than(code: str) -> str:
    """Eight digits that are not these."""
    return f"{(int(code.replace('-', '')) + 1) % 10**8:08}"


def test_a_code_opens_the_account_and_one_goes_on(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    client = browse(a)
    assert 'href="/connexion/code/?next=/blogs/"' in (
        client.get("/connexion/?next=/blogs/").content.decode().replace("%2F", "/")
    )
    answer = client.post(ASK, {"email": " Lucie@Exemple.test ", "next": "/blogs/"}, follow=True)
    assert answer.redirect_chain == [(f"{USE}?next=%2Fblogs%2F", 302)]
    assert not is_signed_in(client)
    code = code_in_mail()
    assert mail.outbox[-1].to == [lucie.email]
    assert mail.outbox[-1].subject.startswith(f"[{a.name}] ")
    typed = code.replace("-", " ")
    assert client.post(USE, {"code": typed, "next": "/blogs/"})["Location"] == "/blogs/"
    assert is_signed_in(client)
    lucie.refresh_from_db()
    assert lucie.check_password(PASSWORD)


def test_known_and_unknown_addresses_are_answered_alike(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    said = []
    for address in (lucie.email, "personne@exemple.test"):
        client = browse(a)
        page = client.post(ASK, {"email": address}, follow=True)
        wrong = [client.post(USE, {"code": "0000-0000"}) for _ in range(5)]
        said.append(
            (
                re.sub(r'value="\w{64}"', "", page.content.decode()).replace(address, ""),
                [(refused.status_code, refused.get("Location")) for refused in wrong],
            )
        )
    assert said[0] == said[1]
    assert [message.to for message in mail.outbox] == [[lucie.email], ["personne@exemple.test"]]
    assert not re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)
    assert "/inscription/" in mail.outbox[-1].body


def test_a_code_is_of_one_host_one_browser_one_account_and_one_use(
    a: Territory, b: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    client, elsewhere, other = browse(a), browse(b), browse(a)
    client.post(ASK, {"email": lucie.email})
    code = code_in_mail()
    other.post(ASK, {"email": "personne@exemple.test"})
    elsewhere.cookies["kikalu-session"] = client.cookies["kikalu-session"].value
    for stranger in (elsewhere, other, browse(a)):
        stranger.post(USE, {"code": code})
        assert not is_signed_in(stranger)
    assert client.post(USE, {"code": code})["Location"] == "/compte/"
    client.post("/deconnexion/")
    assert client.post(USE, {"code": code})["Location"] == ASK
    assert not is_signed_in(client)
    hosts = {row.get_decoded().get("_host") for row in Session.objects.all()}
    assert hosts <= {"a.localhost", "b.localhost"}


def test_only_the_last_code_works(a: Territory, browse: Callable[..., Client], lucie: User) -> None:
    client = browse(a)
    client.post(ASK, {"email": lucie.email})
    first = code_in_mail()
    assert client.get(ASK).status_code == 200
    assert client.get("/connexion/").status_code == 200
    client.post(ASK, {"email": lucie.email})
    assert client.post(USE, {"code": first}).status_code == 400
    assert client.post(USE, {"code": code_in_mail()})["Location"] == "/compte/"


def test_a_code_is_not_guessed(a: Territory, browse: Callable[..., Client], lucie: User) -> None:
    client = browse(a)
    client.post(ASK, {"email": lucie.email})
    code = code_in_mail()
    wrong = {"code": other_than(code)}
    assert [client.post(USE, wrong).status_code for _ in range(4)] == [400] * 4
    assert client.post(USE, wrong)["Location"] == ASK
    assert 'role="alert"' in client.get(ASK).content.decode()
    assert client.post(USE, {"code": code})["Location"] == ASK
    client.post(ASK, {"email": lucie.email})
    late = client.post(USE, {"code": code_in_mail()})
    assert late.status_code == 429
    assert int(late["Retry-After"]) <= 300
    assert not is_signed_in(client)


def test_wrong_codes_and_wrong_passwords_are_counted_together(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    client = browse(a)
    for _ in range(3):
        sign_in(client, lucie.email, "pas le bon mot de passe")
    client.post(ASK, {"email": lucie.email})
    wrong = {"code": other_than(code_in_mail())}
    assert [client.post(USE, wrong).status_code for _ in range(3)] == [400, 400, 429]


def test_codes_are_not_sent_without_end(
    a: Territory, b: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    for address in (lucie.email, "personne@exemple.test"):
        mail.outbox.clear()
        statuses = [
            browse(place).post(ASK, {"email": address}).status_code
            for place in (a, b, a, b, a, b, a)
        ]
        assert statuses == [302] * 5 + [429] * 2
        assert len(mail.outbox) == 5


def test_a_code_is_soon_too_old(a: Territory, browse: Callable[..., Client], lucie: User) -> None:
    client = browse(a)
    client.post(ASK, {"email": lucie.email, "next": "/blogs/"})
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        answer = client.post(USE, {"code": code_in_mail(), "next": "/blogs/"}, follow=True)
    assert answer.redirect_chain == [(f"{ASK}?next=%2Fblogs%2F", 302)]
    assert 'role="status"' in answer.content.decode()
    assert not is_signed_in(client)


def test_nobody_is_left_waiting_without_having_asked(
    a: Territory, browse: Callable[..., Client]
) -> None:
    answer = browse(a).get(USE)
    assert answer["Location"] == ASK
    assert not answer.cookies


def test_a_code_confirms_an_address_and_takes_the_password_of_who_opened_the_account(
    a: Territory, browse: Callable[..., Client], sign_in: Door
) -> None:
    user = open_account(email="lise@exemple.test", name="L", password=PASSWORD)
    client = browse(a)
    client.post(ASK, {"email": user.email})
    answer = client.post(USE, {"code": code_in_mail()}, follow=True)
    assert is_signed_in(client)
    assert 'role="status"' in answer.content.decode()
    assert EmailAddress.objects.get(user=user).verified
    assert sign_in(browse(a), user.email, PASSWORD).status_code == 400


def test_the_second_factor_is_still_asked(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    owner = browse(a)
    sign_in(owner, lucie.email)
    secret = link_app(owner)
    client = browse(a)
    client.post(ASK, {"email": lucie.email})
    answer = client.post(USE, {"code": code_in_mail(), "next": "/blogs/"})
    assert answer["Location"] == "/compte/securite/code/"
    assert not is_signed_in(client)
    answer = client.post("/compte/securite/code/", {"code": code_of(secret)})
    assert answer["Location"] == "/blogs/"
    assert is_signed_in(client)


def test_a_closed_account_is_told_so_only_to_who_reads_its_mail(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    User.objects.update(is_active=False)
    client = browse(a)
    assert client.post(ASK, {"email": lucie.email})["Location"] == USE
    assert client.post(USE, {"code": code_in_mail()})["Location"] == "/compte/suspendu/"
    assert not is_signed_in(client)


@pytest.mark.parametrize("typed", ["", "x" * 10_000, "é" * 8, "12345678\x00", "١٢٣٤٥٦٧٨"])
def test_what_is_not_a_code_never_breaks(
    a: Territory, browse: Callable[..., Client], lucie: User, typed: str
) -> None:
    client = browse(a)
    client.post(ASK, {"email": lucie.email})
    assert client.post(USE, {"code": typed}).status_code == 400


def test_a_mail_server_that_is_down_tells_nobodys_accounts(
    a: Territory, browse: Callable[..., Client], lucie: User, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for address in (lucie.email, "personne@exemple.test"):
        assert browse(a).post(ASK, {"email": address})["Location"] == USE


def test_the_operator_signs_in_by_code_on_the_network_site(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    client = browse(None)
    client.post(ASK, {"email": lucie.email})
    assert a.name not in mail.outbox[-1].body
    assert client.post(USE, {"code": code_in_mail()})["Location"] == "/compte/"
