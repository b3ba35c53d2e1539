"""Guessing is slowed down; people who know their password are not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from members import throttling
from members.models import SignInFailure, User
from site_core.kernel.models import Territory
from tests.factories.people import PASSWORD
from tests.members.conftest import Door

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
WRONG = "pas le bon mot de passe"


def fail(sign_in: Door, client: Client, email: str, times: int, **options: object) -> list[int]:
    """The status of each of these wrong attempts."""
    return [sign_in(client, email, WRONG, **options).status_code for _ in range(times)]


def test_the_sixth_wrong_password_in_five_minutes_waits(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    client = browse(a)
    assert fail(sign_in, client, lucie.email, 5) == [400] * 5
    answer = sign_in(client, lucie.email)  # the right one, too late
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 300
    text = answer.content.decode()
    assert 'role="alert"' in text
    assert "5 minutes" in text
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=1), tick=False):
        assert sign_in(client, lucie.email).status_code == 302


def test_an_unknown_address_is_slowed_down_alike(
    a: Territory, browse: Callable[..., Client], sign_in: Door
) -> None:
    assert fail(sign_in, browse(a), "inconnue@exemple.test", 7) == [400] * 5 + [429] * 2


def test_somebody_else_guessing_does_not_keep_the_owner_out(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    fail(sign_in, browse(a), lucie.email, 10, REMOTE_ADDR="192.0.2.1")
    assert sign_in(browse(a), lucie.email, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_one_address_does_not_try_many_accounts(
    a: Territory, b: Territory, browse: Callable[..., Client], sign_in: Door
) -> None:
    statuses = [
        sign_in(browse(place), f"personne{number}@exemple.test", WRONG).status_code
        for number in range(30)
        for place in (a, b)
    ]
    assert statuses == [400] * 30 + [429] * 30


def test_sixty_wrong_passwords_for_the_admin_are_throttled(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    client = browse(a)
    statuses = fail(sign_in, client, lucie.email, 60, fields={"next": "/admin/"})
    assert statuses == [400] * 5 + [429] * 55
    assert client.post("/admin/login/", {"username": lucie.email, "password": WRONG}).url == (
        "/connexion/"
    )


def test_a_hundred_and_twenty_good_sign_ins_a_minute_from_one_address_pass(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        statuses = {sign_in(browse(a), lucie.email).status_code for _ in range(120)}
    assert statuses == {302}
    assert not SignInFailure.objects.exists()


def test_the_count_survives_the_loss_of_the_cache(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    client = browse(a)
    fail(sign_in, client, lucie.email, 5)
    cache.clear()
    assert sign_in(client, lucie.email).status_code == 429


def test_what_is_kept_names_nobody_and_is_soon_forgotten(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    fail(sign_in, browse(a), lucie.email, 1, REMOTE_ADDR="192.0.2.1")
    row = str(SignInFailure.objects.values().get())
    assert "lucie" not in row
    assert "192.0.2" not in row
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        fail(sign_in, browse(a), "autre@exemple.test", 1)
    assert SignInFailure.objects.count() == 1


def test_a_password_chosen_by_mail_opens_at_once(
    a: Territory,
    browse: Callable[..., Client],
    lucie: User,
    sign_in: Door,
    link_in_mail: Callable[[str], str],
) -> None:
    client = browse(a)
    fail(sign_in, client, lucie.email, 5)
    client.post("/compte/mot-de-passe/oublie/", {"email": lucie.email})
    form = client.get(link_in_mail("/compte/mot-de-passe/nouveau/"), follow=True)
    client.post(form.redirect_chain[-1][0], {"password": "une toute nouvelle phrase"})
    assert sign_in(client, lucie.email, "une toute nouvelle phrase").status_code == 302


def test_a_borrowed_browser_does_not_guess_the_current_password(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    client = browse(a, lucie)
    fields = {"current_password": WRONG, "password": "une toute nouvelle phrase"}
    statuses = [
        client.post("/compte/mot-de-passe/", fields, REMOTE_ADDR=f"192.0.2.{number // 5}")
        for number in range(6)
    ]
    assert {answer.status_code for answer in statuses} <= {400, 429}
    lucie.refresh_from_db()
    assert lucie.check_password(PASSWORD)


def test_neighbours_in_one_ipv6_network_share_the_limit(db: None) -> None:
    for number in range(5):
        throttling.record_failure(account="x@exemple.test", address=f"2001:db8::{number}")
    assert throttling.seconds_to_wait(account="x@exemple.test", address="2001:db8::99") > 0
    assert throttling.seconds_to_wait(account="x@exemple.test", address="2001:db8:0:1::1") == 0


@pytest.mark.parametrize("action", ["/inscription/", "/compte/mot-de-passe/oublie/"])
def test_other_forms_sent_too_often_wait_too(
    a: Territory, browse: Callable[..., Client], action: str
) -> None:
    client = browse(a)
    statuses = [client.post(action, {"email": "x@exemple.test"}).status_code for _ in range(61)]
    assert statuses[-1] == 429
