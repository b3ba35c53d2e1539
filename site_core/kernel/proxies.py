"""Where a request comes from, when some of the machines in between are ours."""

import ipaddress
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
SCHEME = "HTTP_X_FORWARDED_PROTO"


def client_address(request: HttpRequest) -> str:
    """The nearest address that is not a proxy of ours; empty when the server does not know.

    `X-Forwarded-For` is read from its end, and only as far as addresses named in
    KIKALU_TRUSTED_PROXIES wrote it: what stands before is whatever the sender liked to claim.
    """
    claimed = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    nearest = ""
    for hop in (request.META.get("REMOTE_ADDR", ""), *reversed(claimed)):
        address = _address(hop)
        if address is None:
            break
        nearest = str(address)
        if not _is_ours(address):
            break
    return nearest


def believe_proxies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `X-Forwarded-Proto` counts when a proxy of ours wrote it, else it never came.

    It comes first, since a page is kept in memory by its scheme.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if SCHEME in request.META:
            sender = _address(request.META.get("REMOTE_ADDR", ""))
            if sender is None or not _is_ours(sender):
                del request.META[SCHEME]
        return get_response(request)

    return answer


def neighbourhood(address: str) -> str:
    """The address, or its /64 network under IPv6: a household there owns as many as it likes."""
    known = _address(address)
    if isinstance(known, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((known, 64), strict=False))
    return address


def _is_ours(address: Address) -> bool:
    return any(address in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


def _address(text: str) -> Address | None:
    """An address as servers and proxies write it: bare, in brackets, or with its port."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


@cache
def _networks(names: tuple[str, ...]) -> tuple[Network, ...]:
    """The trusted proxies; ValueError names the one that is neither an address nor a network."""
    return tuple(ipaddress.ip_network(name, strict=False) for name in names)
