"""People who come in through the door, with their mail."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from members.models import User
from members.services import register_member
from site_core.kernel.models import Territory
from tests.factories.people import PASSWORD

Door = Callable[..., Any]


@pytest.fixture
def lucie(a: Territory) -> User:
    """A member of our territory, whose address is confirmed."""
    membership = register_member(
        territory=a,
        email="lucie@exemple.test",
        name="Lucie F.",
        password=PASSWORD,
        verified=True,
    )
    return membership.user


@pytest.fixture
def sign_in() -> Door:
    """`sign_in(client, email, password)`: what the form of `/connexion/` answers."""

    def sign_in(client: Client, email: str, password: str = PASSWORD, **options: Any) -> Any:
        fields = {"email": email, "password": password, **options.pop("fields", {})}
        return client.post("/connexion/", fields, **options)

    return sign_in


@pytest.fixture
def link_in_mail() -> Callable[..., str]:
    """`link_in_mail("/compte/")`: the path of the last link received that begins so."""

    def link_in_mail(beginning: str) -> str:
        message = mail.outbox[-1]
        found = re.findall(rf"^https?://[^/]+({re.escape(beginning)}\S+)$", message.body, re.M)
        assert len(found) == 1, message.body
        return found[0]

    return link_in_mail


def is_signed_in(client: Client) -> bool:
    """Whether the account opens, or the door is shown instead."""
    answer = client.get("/compte/")
    assert answer.status_code in {200, 302}
    return answer.status_code == 200
