"""The second factor: free for everybody, required of staff in production."""

import base64
import hashlib
import logging
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from site_core.kernel import mail

from . import sealing

logger = logging.getLogger(__name__)
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
ADMIN = "/admin/"
LEAVING = "/admin/logout/"


def has_one(user: Any) -> bool:
    """Whether a second factor is asked when this person signs in."""
    return Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists()


def is_of_host(key: Authenticator, hostname: str) -> bool:
    """Whether a key was added on this host: elsewhere no browser offers it (WebAuthn, §5.1.2)."""
    party: bytes = key.wrap().authenticator_data.rp_id_hash
    return party == hashlib.sha256(hostname.encode()).digest()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keys are bound to the host they were added on; codes work on all of them.

    The seeds of the codes are stored sealed; those that were stored before are read as they are.
    """

    def encrypt(self, text: str) -> str:
        """A seed as it is stored."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The seed; one that cannot be read is a random one instead, whose codes nobody has."""
        try:
            return sealing.unseal(encrypted_text)
        except sealing.Unreadable:
            logger.error("A second factor was sealed by a secret that is no longer known.")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The relying party (WebAuthn) is the host by its stored name."""
        request = current.request
        return {"id": request.hostname, "name": mail.place_name(request.territory)}


def was_asked(request: HttpRequest) -> bool:
    """Whether the person behind this session has shown their second factor in it."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


class SecondFactorMiddleware:
    """In production nobody enters the admin with a password alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send people to the page where they choose a second factor, or show the one they have."""
        path = request.path_info
        if settings.DEMO or not path.startswith(ADMIN) or path == LEAVING:
            return self.get_response(request)
        if request.user.is_authenticated and not (has_one(request.user) and was_asked(request)):
            door = "mfa_reauthenticate" if has_one(request.user) else "mfa_index"
            return redirect(f"{reverse(door)}?{urlencode({'next': ADMIN})}")
        return self.get_response(request)
