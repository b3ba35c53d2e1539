"""A mistyped mail service is asked about, once, and nothing else is."""

from collections.abc import Callable

import pytest
from django.test import Client

from members.mail_domains import COMMON, meant
from members.models import User
from site_core.kernel.models import Territory
from tests.factories import make_member
from tests.screens import fields_of


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("zoe@gmial.com", "zoe@gmail.com"),
        ("zoe@gmal.com", "zoe@gmail.com"),
        ("zoe@gmaill.com", "zoe@gmail.com"),
        ("zoe@gmail.con", "zoe@gmail.com"),
        ("zoe@gmail.fr", "zoe@gmail.com"),
        ("zoe@oragne.fr", "zoe@orange.fr"),
        ("zoe@lapsote.net", "zoe@laposte.net"),
        ("zoe@mail.com", ""),
        ("zoe@hotmail.it", ""),
        ("zoe@mairie-mornant.fr", ""),
        ("zoe@fr", ""),
    ],
)
def test_one_slip_is_seen_and_other_services_are_left_alone(typed: str, expected: str) -> None:
    assert meant(typed) == expected


@pytest.mark.parametrize("domain", COMMON)
def test_a_known_service_is_never_asked_about(domain: str) -> None:
    assert not meant(f"zoe@{domain}")


@pytest.mark.django_db
def test_it_is_asked_once_and_what_was_typed_is_kept(
    a: Territory, browse: Callable[..., Client]
) -> None:
    make_member(a, email="pris@gmial.com")
    client = browse(a)
    for email in ("pris@gmial.com", "zoe@gmial.com"):
        sent = {"name": "Zoé Bernard", "email": email, "password": "un-long-chemin-creux-7"}
        asked = client.post("/inscription/", sent)
        assert asked.status_code == 400
        assert email.replace("gmial", "gmail") in asked.content.decode()
        again = fields_of(asked, attribute="data-action", value="signup")
        assert (again["name"], again["email"]) == (sent["name"], email)
        answer = client.post("/inscription/", {**again, "password": sent["password"]})
        assert answer["Location"] == "/compte/confirmer/"
    assert User.objects.filter(email="zoe@gmial.com").exists()
