"""Addresses that only take forms."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

View = Callable[..., HttpResponse]


def posted_from(page: str) -> Callable[[View], View]:
    """Takes what is posted from the named page; who comes otherwise is led to that page.

    So it goes for whoever signs in again on the way: the act itself is not repeated for them.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs) if request.method == "POST" else redirect(page)

        return shown

    return decorated
