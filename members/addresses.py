"""E-mail addresses in one form, so that one mailbox never has two accounts."""

import unicodedata

from django.utils.encoding import punycode


def normal(address: str) -> str:
    """The address in lower case, its domain as mail servers know it (NFKC, IDNA).

    Raises UnicodeError for a domain that no mail server can have.
    """
    local, _at, domain = unicodedata.normalize("NFKC", address).strip().lower().rpartition("@")
    return f"{local}@{punycode(domain)}"
