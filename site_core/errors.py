"""What a person reads when something cannot be done."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was opened too long ago, or sent from elsewhere: say how to go on."""
    return render(request, "errors/403.html", {"expired_form": True}, status=403)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400; 413 for what is longer than anybody writes, with what to do about it."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "errors/413.html", status=413)
    return render(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403."""
    return render(request, "errors/403.html", status=403)


def page_not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: nothing here, whatever may be elsewhere."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: in the frame of the place while it can still be drawn, else on a bare page."""
    try:
        return render(request, "errors/broken.html", status=500)
    except Exception:
        logger.exception("The page of an error could not be drawn in its frame.")
        return HttpResponse(render_to_string("errors/500.html"), status=500)
