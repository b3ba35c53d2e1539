"""Signing out where one is not."""

from collections.abc import Callable

import pytest
from django.test import Client

from members.models import User
from site_core.kernel.models import Territory
from tests.members.conftest import Door, is_signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SESSIONS = "/compte/sessions/"


@pytest.fixture
def devices(
    a: Territory, b: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> list[Client]:
    """A computer and a phone on our territory, another one on the neighbour's, one's network."""
    devices = [browse(a), browse(a), browse(b), browse(None)]
    for device in devices:
        sign_in(device, lucie.email)
        assert is_signed_in(device)
    return devices


def test_all_other_sessions_end_on_every_host_and_this_one_goes_on(devices: list[Client]) -> None:
    here, *others = devices
    page = here.post(SESSIONS, follow=True)
    assert page.redirect_chain == [("/compte/", 302)]
    assert 'role="status"' in page.content.decode()
    assert is_signed_in(here)
    assert not any(is_signed_in(device) for device in others)


def test_one_signs_out_everywhere_at_once_and_comes_in_again(
    devices: list[Client], lucie: User, sign_in: Door
) -> None:
    answer = devices[0].post(SESSIONS, {"everywhere": "1"})
    assert answer["Location"] == "/deconnexion/"
    assert not any(is_signed_in(device) for device in devices)
    assert sign_in(devices[1], lucie.email).status_code == 302
    assert is_signed_in(devices[1])


def test_nobody_ends_the_sessions_of_somebody_else(
    devices: list[Client], a: Territory, browse: Callable[..., Client]
) -> None:
    other = User.objects.create_user("autre@exemple.test", name="Autre")
    browse(a, other).post(SESSIONS, {"everywhere": "1", "user": "1"})
    assert browse(a).post(SESSIONS)["Location"].startswith("/connexion/")
    forger = Client(enforce_csrf_checks=True, headers={"host": "a.localhost"})
    forger.cookies["kikalu-session"] = devices[0].cookies["kikalu-session"].value
    assert forger.post(SESSIONS).status_code == 403
    assert devices[0].get(SESSIONS)["Location"] == "/compte/"
    assert all(is_signed_in(device) for device in devices)


def test_a_cookie_kept_aside_opens_nothing_any_more(
    devices: list[Client], a: Territory, browse: Callable[..., Client]
) -> None:
    thief = browse(a)
    thief.cookies["kikalu-session"] = devices[0].cookies["kikalu-session"].value
    devices[0].post(SESSIONS)
    assert not is_signed_in(thief)
