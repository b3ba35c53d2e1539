"""The network site's own pages: the directory of territories, and the mail of the demo."""

from typing import Any

from django.conf import settings
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from console import directory, mailbox
from site_core.kernel.addresses import public_url
from site_core.kernel.listing import Pages

TERRITORIES_A_PAGE = 30
FILES_A_PAGE = 30


@require_safe
def territories(request: HttpRequest) -> HttpResponse:
    """The directory: territories that are open, searched by name, commune or official code."""
    text = request.GET.get("q", "").strip()[: directory.LONGEST_SEARCH]
    rows = directory.matching(directory.open_territories(), text).select_related("site")
    page = page_of(request, rows, TERRITORIES_A_PAGE)
    found = directory.communes_found(page.object_list, text)
    places = [
        {
            "territory": territory,
            "url": f"{public_url(territory.hostname, request)}/",
            "communes": found.get(territory.pk, []),
        }
        for territory in page.object_list
    ]
    context = {"q": text, "places": places, "page_obj": page}
    return render(request, "screens/console/territories.html", context)


@require_safe
@never_cache
def mail_list(request: HttpRequest) -> HttpResponse:
    """The mail that the demo sent, the newest first."""
    require_demo()
    page = page_of(request, mailbox.files(), FILES_A_PAGE)
    mails = [mail for name in page.object_list for mail in mailbox.mails_in(name)]
    context = {"mails": mails, "page_obj": page}
    return render(request, "screens/console/mail_list.html", context)


@require_safe
@never_cache
def mail(request: HttpRequest, name: str, number: str) -> HttpResponse:
    """One mail of the demo."""
    require_demo()
    try:
        found = next(mail for mail in mailbox.mails_in(name) if mail.number == int(number))
    except (FileNotFoundError, StopIteration) as error:
        raise Http404 from error
    context = {"mail": found, "breadcrumbs": [("/courrier-demo/", _("Mail of the demo"))]}
    return render(request, "screens/console/mail.html", context)


def require_demo() -> None:
    """Http404 where mail is somebody's."""
    if not settings.DEMO:
        raise Http404


def page_of(request: HttpRequest, rows: Any, size: int) -> Any:
    """The page of a list that `?page=` asks for; Http404 when it is not there."""
    try:
        return Pages(rows, size).page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error
