"""From where people come in and write: what the law has a host keep for a year."""

from typing import Any

from site_core.kernel.proxies import client_address

from .services import vault


def remember(request: Any, user: Any, act: str) -> None:
    """Keep where a request came from, sealed; nothing when no host was asked."""
    hostname = getattr(request, "hostname", None)
    if hostname is not None:
        vault.keep_connection(
            user=user,
            act=act,
            address=client_address(request),
            agent=request.headers.get("User-Agent", ""),
            hostname=hostname,
        )
