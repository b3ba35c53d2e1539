"""The receipt of a ballot on its way to the page where one voted.

It travels in a cookie that lasts a minute and only the voter's browser holds: a session is a row of
the database with a name on it, and a receipt in there would tell whose ballot is whose.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .models import Poll

LASTS = 60  # seconds: the time of a redirection, and of a reload


def send_along(response: HttpResponse, *, poll: Poll, voter: Any, receipt: str) -> None:
    """Let the next page of this browser show the receipt beside the poll."""
    response.set_signed_cookie(
        settings.RECEIPT_COOKIE_NAME,
        f"{poll.pk}:{receipt}",
        salt=salt_of(voter),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def brought_by(request: HttpRequest, poll_id: int) -> str:
    """The receipt that this voter was just given for this poll; empty when there is none."""
    kept = request.get_signed_cookie(
        settings.RECEIPT_COOKIE_NAME, "", salt=salt_of(request.user), max_age=LASTS
    )
    number, _colon, receipt = (kept or "").partition(":")
    return receipt if number == str(poll_id) else ""


def salt_of(voter: Any) -> str:
    """Whoever signs in next on this browser reads nothing."""
    return f"receipt:{voter.pk}"
