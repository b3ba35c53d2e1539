"""Giving an account another address, and taking it back."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils import timezone

from members.models import FormerAddress, User
from members.services import addresses, open_account
from site_core.kernel.models import Territory
from tests.factories.people import PASSWORD, make_referent
from tests.members.conftest import Door, is_signed_in
from tests.members.test_sign_in_codes import code_in_mail, other_than

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ASK, CONFIRM = "/compte/adresse/", "/compte/adresse/confirmer/"
NEW = "lucie.f@exemple.test"
FORGOTTEN = "/compte/mot-de-passe/oublie/"


@pytest.fixture
def client(a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door) -> Client:
    """Her browser, where she has just signed in."""
    client = browse(a)
    sign_in(client, lucie.email)
    client.get("/compte/")
    return client


@pytest.fixture
def way_back(client: Client) -> str:
    """The link that her former address was sent, once somebody changed it."""
    client.post(ASK, {"email": NEW})
    client.post(CONFIRM, {"code": code_in_mail()})
    body = mail.outbox[-2].body
    return re.findall(r"^http://[^/]+(/compte/adresse/reprendre/\S+)$", body, re.M)[0]


def test_the_new_address_is_proved_then_both_are_told(client: Client, lucie: User) -> None:
    assert f'href="{ASK}"' in client.get("/compte/").content.decode()
    assert client.post(ASK, {"email": f" {NEW.upper()} "})["Location"] == CONFIRM
    assert mail.outbox[-1].to == [NEW]
    lucie.refresh_from_db()
    assert lucie.email == "lucie@exemple.test"
    done = client.post(CONFIRM, {"code": code_in_mail()}, follow=True)
    assert done.redirect_chain == [("/compte/", 302)]
    assert 'role="status"' in done.content.decode()
    lucie.refresh_from_db()
    assert lucie.email == NEW
    rows = EmailAddress.objects.filter(user=lucie).values_list("email", "verified", "primary")
    assert list(rows) == [(NEW, True, True)]
    assert [message.to for message in mail.outbox[-2:]] == [["lucie@exemple.test"], [NEW]]
    assert NEW not in mail.outbox[-2].body
    assert is_signed_in(client)


def test_until_then_the_former_address_opens_the_account(
    a: Territory, client: Client, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    client.post(ASK, {"email": NEW})
    assert sign_in(browse(a), lucie.email).status_code == 302
    assert sign_in(browse(a), NEW).status_code == 400
    client.post(CONFIRM, {"code": code_in_mail()})
    assert sign_in(browse(a), NEW).status_code == 302
    assert sign_in(browse(a), "lucie@exemple.test").status_code == 400


def test_an_address_that_has_an_account_is_answered_alike_and_told(
    a: Territory, client: Client, lucie: User
) -> None:
    other = open_account(email="autre@exemple.test", name="Autre", password=PASSWORD)
    pages = []
    for address in (other.email.upper(), "libre@exemple.test"):
        page = client.post(ASK, {"email": address}, follow=True)
        pages.append(re.sub(r'value="\w{64}"', "", page.content.decode()))
    assert pages[0].replace(other.email, "") == pages[1].replace("libre@exemple.test", "")
    told = mail.outbox[-2]
    assert told.to == [other.email]
    assert not re.search(r"\d{4}-\d{4}", told.body)
    client.post(ASK, {"email": other.email})
    assert client.post(CONFIRM, {"code": "0000-0000"}).status_code == 400
    assert client.post(CONFIRM, {"code": ""}).status_code == 400
    lucie.refresh_from_db()
    assert lucie.email == "lucie@exemple.test"


def test_an_address_taken_meanwhile_stays_whose_it_is(client: Client, lucie: User) -> None:
    client.post(ASK, {"email": NEW})
    open_account(email=NEW, name="Autre")
    answer = client.post(CONFIRM, {"code": code_in_mail()}, follow=True)
    assert 'role="alert"' in answer.content.decode()
    lucie.refresh_from_db()
    assert lucie.email == "lucie@exemple.test"
    assert not FormerAddress.objects.exists()


def test_a_form_sent_twice_changes_the_address_once(lucie: User) -> None:
    same = User.objects.get(pk=lucie.pk)
    assert addresses.change_address(user=lucie, email=NEW) is not None
    assert addresses.change_address(user=same, email=NEW) is None
    assert FormerAddress.objects.get().email == "lucie@exemple.test"


@pytest.mark.parametrize(
    "typed", ["", "pas une adresse", "lucie@exemple.test", " Lucie@Exemple.TEST", "x" * 10_000]
)
def test_what_cannot_be_a_new_address_is_refused(client: Client, typed: str) -> None:
    answer = client.post(ASK, {"email": typed})
    assert answer.status_code == 400
    assert 'id="id_email_error"' in answer.content.decode()
    assert not mail.outbox


def test_the_code_is_of_one_session_and_is_not_guessed(
    a: Territory,
    b: Territory,
    client: Client,
    browse: Callable[..., Client],
    lucie: User,
    sign_in: Door,
) -> None:
    client.post(ASK, {"email": NEW})
    code = code_in_mail()
    for place in (a, b):
        elsewhere = browse(place)
        sign_in(elsewhere, lucie.email)
        assert elsewhere.post(CONFIRM, {"code": code})["Location"] == ASK
    wrong = {"code": other_than(code)}
    assert [client.post(CONFIRM, wrong).status_code for _ in range(4)] == [400] * 4
    assert client.post(CONFIRM, wrong)["Location"] == ASK
    assert client.post(CONFIRM, {"code": code})["Location"] == ASK
    lucie.refresh_from_db()
    assert lucie.email == "lucie@exemple.test"


def test_the_code_is_soon_too_old(client: Client, lucie: User) -> None:
    client.post(ASK, {"email": NEW})
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert client.post(CONFIRM, {"code": code_in_mail()})["Location"] == ASK


def test_an_open_session_is_not_enough(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    client = browse(a, lucie)
    for page in (ASK, "/compte/securite/codes/", "/compte/securite/cles/ajouter/"):
        assert client.get(page)["Location"].startswith("/compte/verifier/?next=")
        assert client.post(page, {"email": NEW})["Location"].startswith("/compte/verifier/?next=")
    answer = client.post(f"/compte/verifier/?next={ASK}", {"password": PASSWORD})
    assert answer["Location"] in {ASK, CONFIRM}
    assert client.get(ASK).status_code == 200
    assert client.get("/compte/verifier/code/")["Location"] == "/compte/verifier/"
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert client.get(ASK).status_code == 302


def test_who_has_no_password_proves_it_by_a_code(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    lucie.set_unusable_password()
    lucie.save()
    client = browse(a, lucie)
    door = client.get("/compte/mot-de-passe/choisir/")["Location"]
    assert door == "/compte/verifier/code/?next=%2Fcompte%2Fmot-de-passe%2Fchoisir%2F"
    assert 'data-action="ask-code"' in client.get(door).content.decode()
    assert client.post(door)["Location"] == door
    code = code_in_mail()
    assert mail.outbox[-1].to == [lucie.email]
    assert client.post(door, {"code": other_than(code)}).status_code == 400
    assert client.post(door, {"code": code})["Location"] == "/compte/mot-de-passe/choisir/"
    assert client.get("/compte/mot-de-passe/choisir/").status_code == 200
    tired = browse(a, lucie)
    tired.post(door)
    wrong = {"code": other_than(code_in_mail())}
    assert [tired.post(door, wrong).status_code for _ in range(5)][-1] == 302
    assert [tired.post(door).status_code for _ in range(4)][-1] == 429


def test_the_former_address_takes_the_account_back(
    a: Territory,
    b: Territory,
    client: Client,
    browse: Callable[..., Client],
    lucie: User,
    sign_in: Door,
    way_back: str,
) -> None:
    Authenticator.objects.create(user=lucie, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=lucie, type="recovery_codes", data={})
    thief = browse(b)
    sign_in(thief, NEW)
    for stranger in (browse(b), browse(None)):
        assert stranger.get(way_back).status_code == 404
        assert stranger.post(way_back).status_code == 404
    owner = browse(a)
    assert owner.head(way_back).status_code == 200
    assert 'method="post"' in owner.get(way_back).content.decode()
    assert is_signed_in(client)
    done = owner.post(way_back)
    assert 'role="status"' in done.content.decode()
    lucie.refresh_from_db()
    assert lucie.email == "lucie@exemple.test"
    assert not is_signed_in(client)
    assert not is_signed_in(thief)
    assert not lucie.has_usable_password()
    assert not Authenticator.objects.exists()
    assert mail.outbox[-1].to == ["lucie@exemple.test"]
    for answer in (owner.get(way_back), owner.post(way_back)):
        assert answer.status_code == 404
        assert 'role="alert"' in answer.content.decode()


def test_a_second_factor_of_long_ago_stays(lucie: User) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=30), tick=False):
        Authenticator.objects.create(user=lucie, type="totp", data={"secret": "x"})
    former = addresses.change_address(user=lucie, email=NEW)
    assert former is not None
    addresses.take_back(former=former)
    assert Authenticator.objects.filter(type="totp").exists()


def test_the_first_owner_wins_whatever_came_after(lucie: User) -> None:
    first = addresses.change_address(user=lucie, email=NEW)
    second = addresses.change_address(user=lucie, email="voleur@exemple.test")
    assert first is not None
    assert second is not None
    addresses.take_back(former=addresses.way_back(second.pk))
    lucie.refresh_from_db()
    assert lucie.email == NEW
    addresses.take_back(former=addresses.way_back(first.pk))
    lucie.refresh_from_db()
    assert lucie.email == "lucie@exemple.test"
    for former in (first, second):
        with pytest.raises(addresses.TooLate):
            addresses.way_back(former.pk)
    with pytest.raises(addresses.TooLate):
        addresses.take_back(former=first)


def test_the_way_back_is_open_for_a_week(
    a: Territory, browse: Callable[..., Client], lucie: User, way_back: str
) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        assert browse(a).post(way_back).status_code == 404
        addresses.change_address(user=lucie, email="encore@exemple.test")
    assert FormerAddress.objects.count() == 1


def test_an_account_opened_meanwhile_gives_way_unless_somebody_proved_or_appointed_it(
    a: Territory, browse: Callable[..., Client], lucie: User, way_back: str
) -> None:
    squatter = open_account(email="lucie@exemple.test", name="Squatteur", verified=True)
    assert browse(a).post(way_back).status_code == 409
    EmailAddress.objects.filter(user=squatter).update(verified=False)
    assert browse(a).post(way_back).status_code == 200
    assert not User.objects.filter(pk=squatter.pk).exists()
    former = addresses.change_address(user=lucie, email=NEW)
    assert former is not None
    make_referent(a, email="lucie@exemple.test")
    with pytest.raises(addresses.AccountExists):
        addresses.take_back(former=former)


@pytest.mark.parametrize("sealed", ["x", "1", "1:x", "9" * 3000, "-1:é"])
def test_a_forged_way_back_is_a_404(
    a: Territory, browse: Callable[..., Client], way_back: str, sealed: str
) -> None:
    path = f"/compte/adresse/reprendre/{sealed}/"
    assert browse(a).get(path).status_code == 404
    assert browse(a).post(path).status_code == 404


def test_links_sent_before_open_nothing_after_the_change(
    a: Territory, browse: Callable[..., Client], client: Client, lucie: User
) -> None:
    browse(a).post(FORGOTTEN, {"email": lucie.email})
    body = mail.outbox[-1].body
    reset = re.findall(r"^http://[^/]+(/compte/mot-de-passe/nouveau/\S+)$", body, re.M)[0]
    client.post(ASK, {"email": NEW})
    client.post(CONFIRM, {"code": code_in_mail()})
    assert browse(a).get(reset).status_code == 404


def test_a_mail_server_that_is_down_loses_nothing(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert client.post(ASK, {"email": NEW})["Location"] == CONFIRM
    assert client.get(CONFIRM).status_code == 200
