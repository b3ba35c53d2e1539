"""The territory's own pages, at the foot of every page."""

from typing import NamedTuple

from django import template
from django.db.models import Q
from django.utils.translation import get_language

from site_core.kernel import territories
from site_core.kernel.addresses import page_path
from site_core.kernel.models import Territory
from site_core.kernel.territories import HOME_DEPTH

from ..models import REQUIRED, StandardPage

ACCESSIBILITY = "accessibilite"
MOST = 12
Links = list[tuple[str, str]]
register = template.Library()


class Menus(NamedTuple):
    """What the frame of a page says of pages of the territory."""

    links: Links
    accessibility: str


@register.simple_tag
def menu_pages() -> Links:
    """(address, title) of the pages that are to stand in menus, in the order of the tree."""
    return menus_here().links


@register.simple_tag
def accessibility_title() -> str:
    """The title of the page that says how accessible the site is, hence its state.

    Every page must tell it (décret 2019-768, art. 4). Empty where there is no such page.
    """
    return menus_here().accessibility


def menus_here() -> Menus:
    """One query, then remembered with the territory of the host until one of its pages changes.

    Nothing where no territory is in scope, as on the page of an error.
    """
    territory = territories.current_or_none()
    if territory is None:
        return Menus([], "")
    known: dict[str, Menus] = territory.__dict__.setdefault("menus", {})
    language = get_language() or ""
    if language not in known:
        known[language] = menus_in(territory)
    return known[language]


def menus_in(territory: Territory) -> Menus:
    """Those of the language being spoken; the required pages have their own places."""
    below_home = Q(depth=HOME_DEPTH + 1)
    asked = Q(show_in_menus=True) & ~(below_home & Q(slug__in=REQUIRED))
    state = below_home & Q(slug=ACCESSIBILITY)
    rows = StandardPage.objects.shown_here(territory).filter(asked | state)
    pages = list(rows.order_by("path").for_cards()[: MOST + 1])
    told = [page for page in pages if page.depth == HOME_DEPTH + 1 and page.slug == ACCESSIBILITY]
    links = [
        (page_path(page, home), page.title)
        for page in pages
        if page not in told and (home := territory.home_of(page))
    ]
    return Menus(links[:MOST], told[0].title if told else "")
