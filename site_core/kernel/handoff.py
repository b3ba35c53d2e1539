"""From one host's admin to another's without signing in again, for people who have a role there.

Sessions belong to one host. A person who leaves takes a code that opens one session, once, on the
host it was made for, during a minute. The cache keeps the digest of the code, never the code.
"""

import hashlib
import secrets
import time
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from . import audit, policies
from .addresses import public_url
from .models.territory import Territory

SECONDS = 60
ARRIVAL = "/connexion/passage/"
ADMIN = "/admin/"
# What the person proved when they signed in, second factor included, is true on the other host.
PROOFS = "account_authentication_methods"


def depart(request: HttpRequest, territory: Territory, path: str) -> HttpResponse:
    """Lead the person of this request to a path of another territory's host, signed in there.

    The caller has checked that the person has a role there.
    """
    code = secrets.token_urlsafe(32)
    ticket = {
        "user": request.user.pk,
        "host": territory.hostname,
        "path": path,
        "from": request.hostname,  # type: ignore[attr-defined]
        "proofs": request.session.get(PROOFS),
        "until": time.time() + SECONDS,
    }
    cache.set(_key(code), ticket, SECONDS)
    query = urlencode({"code": code})
    return HttpResponseRedirect(f"{public_url(territory.hostname, request)}{ARRIVAL}?{query}")


@never_cache
@require_GET
def arrive(request: HttpRequest) -> HttpResponse:
    """Open a session for the bearer of a fresh code; anybody else is led to the admin's door.

    A person who is signed in here as somebody else stays who they are.
    """
    territory: Territory | None = request.territory  # type: ignore[attr-defined]
    if territory is None:
        raise Http404
    ticket = take(request.GET.get("code", ""), request.hostname)  # type: ignore[attr-defined]
    path = ADMIN
    if ticket is not None:
        path = ticket["path"]
        user = get_user_model().objects.filter(pk=ticket["user"], is_active=True).first()
        if (
            user is not None
            and not request.user.is_authenticated
            and policies.may_enter_admin(user, territory)
        ):
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            if ticket["proofs"]:
                request.session[PROOFS] = ticket["proofs"]
            audit.record(
                territory=territory,
                actor=user,
                action="session.handoff",
                origin=ticket["from"],
            )
    if not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        path = ADMIN
    response = HttpResponseRedirect(path)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def take(code: str, hostname: str) -> dict[str, Any] | None:
    """What a code stands for on this host; the first to take it is the last.

    On another host than its own it is left unused.
    """
    key = _key(code)
    ticket: dict[str, Any] | None = cache.get(key)
    if ticket is None or ticket["host"] != hostname or not cache.delete(key):
        return None
    return ticket if time.time() <= ticket["until"] else None


def _key(code: str) -> str:
    return f"handoff:{hashlib.sha256(code.encode()).hexdigest()}"
