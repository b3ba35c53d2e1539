"""Links sent by mail belong to the host that sent them: anywhere else they open nothing."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import context
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.http import HttpRequest

SALT = "members.links"


def hostname() -> str:
    """The stored name of the host that is being answered."""
    request: HttpRequest = context.request
    return str(request.hostname)  # type: ignore[attr-defined]


def seal(key: str) -> str:
    """The key of a confirmation link, signed for this host."""
    return signing.Signer(salt=f"{SALT}:{hostname()}").sign(key)


def unseal(sealed: str) -> str | None:
    """The key that was sealed on this host; None when it was sealed elsewhere, or forged."""
    try:
        return signing.Signer(salt=f"{SALT}:{hostname()}").unsign(sealed)
    except signing.BadSignature:
        return None


def seal_way_back(pk: int) -> str:
    """The key of the link by which an account is taken back, signed for this host."""
    return signing.Signer(salt=f"{SALT}.way_back:{hostname()}").sign(str(pk))


def unseal_way_back(sealed: str) -> int:
    """What was sealed on this host; 0, which nothing has, when it was sealed elsewhere."""
    try:
        return int(signing.Signer(salt=f"{SALT}.way_back:{hostname()}").unsign(sealed))
    except signing.BadSignature:
        return 0


def seal_closing(user: int, closed_at: str) -> str:
    """The key of the link that opens a closed account again, signed for this host."""
    return signing.dumps([user, closed_at], salt=f"{SALT}.closing:{hostname()}")


def unseal_closing(sealed: str) -> tuple[int, str]:
    """Whose account, and when it was closed; 0, which nobody is, for what was sealed elsewhere."""
    try:
        user, closed_at = signing.loads(sealed, salt=f"{SALT}.closing:{hostname()}")
    except signing.BadSignature:
        return 0, ""
    return int(user), str(closed_at)


class HostTokenGenerator(PasswordResetTokenGenerator):
    """Password-reset tokens that hold on one host, until the password or an address changes.

    The host is the one that is being answered, unless it is given.
    """

    key_salt = "members.links.HostTokenGenerator"

    def __init__(self, host: str = "") -> None:
        super().__init__()
        self.host = host

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        addresses = EmailAddress.objects.filter(user=user).order_by("email")
        return "|".join(
            [
                super()._make_hash_value(user, timestamp),
                self.host or hostname(),
                *addresses.values_list("email", flat=True),
            ]
        )
