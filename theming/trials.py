"""A look on real pages before it is saved: drawn as a visitor would see them, for one person.

The stylesheet goes inside the page, which has no address of its own: nothing is kept of it, and no
visitor can ask for it.
"""

from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from site_core.kernel import addresses
from site_core.kernel.models import Territory
from site_core.kernel.models.page_rows import PLAIN_PAGES

from .looks import Look
from .readability import Measure

HOME = "home"
DAY, NIGHT = "clair", "sombre"  # as `display-mode.js` and the stylesheet call them


class Trial(NamedTuple):
    """What a page that tries a look has to say of it."""

    css: str
    mode: str
    refusals: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    is_gallery: bool = False

    @property
    def stylesheet(self) -> SafeString:
        """The CSS as it stands in a `<style>`; ours, made of measured colours and known names."""
        return mark_safe(self.css.replace("</", "<\\/"))  # noqa: S308 - nothing typed is in it


class Shown(NamedTuple):
    """A page that a look may be tried on."""

    key: str
    label: str


def showable(territory: Territory) -> list[Shown]:
    """The front page, then the newest page of each kind that visitors read; three queries."""
    home = territory.homes[0]
    read = PLAIN_PAGES.in_territory(territory, home.locale.language_code).visible()
    newest = read.exclude(pk=home.pk).order_by().values("content_type").annotate(newest=Max("pk"))
    pages = read.filter(pk__in=[row["newest"] for row in newest]).order_by("path")
    return [
        Shown(HOME, _("The front page")),
        *(
            Shown(str(page.pk), capfirst(f"{page.cached_content_type.name} : {page.title}"))
            for page in pages
        ),
    ]


def tried_page(territory: Territory, key: str) -> Page:
    """The page of this key, as `showable` gives it; Http404 when visitors do not read it here."""
    home = territory.homes[0]
    if key == HOME:
        return home.specific
    read = PLAIN_PAGES.in_territory(territory, home.locale.language_code).visible()
    page = read.filter(pk=key).first() if key.isascii() and key.isdecimal() else None
    if page is None:
        raise Http404
    return page.specific


def draw(request: HttpRequest, page: Page, look: Look, trial: Trial) -> HttpResponse:
    """The page as a visitor would read it in this look."""
    visitor = as_visitor(request)
    try_on(visitor, look, trial)
    visitor.path = visitor.path_info = addresses.path_in(visitor.territory, page)
    response: Any = page.serve(visitor)
    return response.render() if hasattr(response, "render") else response


def try_on(request: Any, look: Look, trial: Trial) -> None:
    """Have what is drawn for this request wear this look."""
    request.theme_look, request.theme_trial = look, trial


def as_visitor(request: Any) -> Any:
    """The request of somebody who only reads, on the same host."""
    visitor: Any = HttpRequest()
    visitor.method = "GET"
    visitor.META = {**request.META, "QUERY_STRING": ""}
    visitor.user = AnonymousUser()
    for name in ("territory", "hostname", "_wagtail_site", "LANGUAGE_CODE"):
        setattr(visitor, name, getattr(request, name, None))
    return visitor
