"""A deleted page's address says that it was withdrawn, instead of nothing at all.

Only what was published is remembered, and only until a page is published there again. A redirect
from the address has the last word.
"""

from collections.abc import Callable
from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page
from wagtail.signals import page_published

from . import territories
from .addresses import page_path
from .models.gone import LONGEST, GoneAddress

Handler = Callable[[HttpRequest], HttpResponse]
ADMIN = "/admin/"


class GoneMiddleware:
    """Turns “not found” into “withdrawn” where a page was deleted; one query, when not found.

    It stands before the middleware of redirects, so that one of them may still answer.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then look again at what was not found."""
        response = self.get_response(request)
        if response.status_code == 404 and is_gone(request):  # noqa: PLR2004
            return render(request, "errors/410.html", status=410)
        return response


def is_gone(request: HttpRequest) -> bool:
    """Whether a page of this territory was deleted at this address."""
    path = request.path_info
    if getattr(request, "territory", None) is None or path.startswith(ADMIN):
        return False
    return len(path) <= LONGEST and GoneAddress.objects.filter(path=path).exists()


@receiver(pre_delete, sender=Page)
def remember(instance: Page, **_kwargs: Any) -> None:
    """Keep the address of a page that had readers."""
    if instance.first_published_at and (path := path_here(instance)):
        GoneAddress.objects.get_or_create(path=path)


@receiver(page_published)
def forget(instance: Page, **_kwargs: Any) -> None:
    """A page is there again."""
    if path := path_here(instance):
        GoneAddress.objects.filter(path=path).delete()


def path_here(page: Page) -> str:
    """The path of a page of the territory in scope; empty for any other, for a home, when too long.

    A territory that is deleted as a whole is not in scope: nobody will ask for its pages.
    """
    territory = territories.current_or_none()
    home = territory.home_of(page) if territory else None
    if home is None or page.pk == home.pk:
        return ""
    path = page_path(page, home)
    return path if len(path) <= LONGEST else ""
