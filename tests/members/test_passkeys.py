"""The door for passkeys, as far as a server can tell; `tests/journeys/test_passkey.py` uses one."""

import json
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from members.models import User
from site_core.kernel.models import Territory
from tests.members.conftest import is_signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DOOR = "/connexion/cle/"


def test_what_is_asked_of_a_key_names_the_host_and_nobody(
    a: Territory, b: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    for place, hostname in ((a, "a.localhost"), (b, "b.localhost")):
        asked = browse(place).get(DOOR, headers={"host": f"{hostname}:81"})
        options = asked.json()["request_options"]["publicKey"]
        assert options["rpId"] == hostname
        assert options["userVerification"] == "required"
        assert not options.get("allowCredentials")
        assert "no-store" in asked["Cache-Control"]
    assert {row.get_decoded()["_host"] for row in Session.objects.all()} == {
        "a.localhost",
        "b.localhost",
    }


def test_the_door_says_that_a_passkey_belongs_to_one_address(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    page = browse(a).get("/connexion/?next=/blogs/").content.decode()
    section = page.partition("<section hidden data-needs-keys")[2].partition("</section>")[0]
    assert "a.localhost" in section
    assert 'name="next" value="/blogs/"' in section
    assert "a.localhost" in browse(a, lucie).get("/compte/securite/cles/").content.decode()


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "{",
        "null",
        "[]",
        '"x"',
        "{}",
        json.dumps({"response": {"userHandle": None}}),
        json.dumps({"response": {"userHandle": "MQ"}}),
        json.dumps({"response": {"userHandle": "enp6enp6enp6enp6eg"}}),
        json.dumps({"response": []}),
        json.dumps(
            {
                "id": "AAAA",
                "rawId": "AAAA",
                "type": "public-key",
                "response": {
                    "userHandle": "MQ",
                    "clientDataJSON": "e30",
                    "authenticatorData": "AAAA",
                    "signature": "AAAA",
                },
            }
        ),
        "9" * 100_000,
        "[" * 100_000,
    ],
)
def test_what_is_not_a_key_leads_back_to_the_doors_with_words(
    a: Territory, browse: Callable[..., Client], lucie: User, credential: str
) -> None:
    client = browse(a)
    client.get(DOOR)
    answer = client.post(DOOR, {"credential": credential, "next": "/blogs/"})
    assert answer["Location"] == "/connexion/?next=%2Fblogs%2F"
    assert 'role="alert"' in client.get(answer["Location"]).content.decode()
    assert not is_signed_in(client)


def test_keys_are_not_asked_for_without_end(a: Territory, browse: Callable[..., Client]) -> None:
    client = browse(a)
    assert {client.get(DOOR).status_code for _ in range(300)} == {200}
    assert client.get(DOOR).status_code == 429


def test_who_is_signed_in_needs_no_key(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    assert browse(a, lucie).post(DOOR)["Location"] == "/compte/"
    assert not Authenticator.objects.exists()
