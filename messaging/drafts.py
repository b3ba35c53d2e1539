"""What somebody wrote while their session had ended, given back once they are in again.

It is kept in the session of the same browser, on the same host, for an hour at most.
"""

import time

from django.http import HttpRequest

from .forms import LONGEST_COMMENT

KEY = "messaging.draft"
SECONDS = 3600


def keep(request: HttpRequest, page_id: int) -> None:
    """Keep the words that were sent about a page; they replace those kept before."""
    body = request.POST.get("body", "")[:LONGEST_COMMENT]
    if body.strip():
        request.session[KEY] = {"page": page_id, "body": body, "at": time.time()}


def kept(request: HttpRequest, page_id: int) -> str:
    """The words kept about this page; empty when there are none, or when they are too old."""
    draft = request.session.get(KEY)
    if not draft or draft["page"] != page_id or time.time() - draft["at"] > SECONDS:
        return ""
    return str(draft["body"])


def forget(request: HttpRequest) -> None:
    """They are published."""
    request.session.pop(KEY, None)
