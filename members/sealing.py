"""What must not be read in a copy of the database: encrypted by a key made of the secret.

Fernet (AES-128-CBC with HMAC-SHA256). Former secrets, in SECRET_KEY_FALLBACKS, still open what they
sealed; the first one seals.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

MARK = "fernet:"
PURPOSE = b"members.sealing:"


class Unreadable(ValueError):
    """Sealed by a secret that is neither the current one nor a former one, or spoilt."""


def seal(text: str) -> str:
    """The text, so that only this deployment reads it."""
    return MARK + _keys().encrypt(text.encode()).decode()


def unseal(text: str) -> str:
    """The text that was sealed; one that never was comes back as it is. Raises Unreadable."""
    if not text.startswith(MARK):
        return text
    try:
        return _keys().decrypt(text.removeprefix(MARK).encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _keys() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(PURPOSE + secret.encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
