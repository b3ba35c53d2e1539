"""The territory's own pages, at the foot of every page."""

from django import template
from django.utils.translation import get_language

from site_core.kernel import territories
from site_core.kernel.addresses import page_path
from site_core.kernel.models import Territory
from site_core.kernel.territories import HOME_DEPTH

from ..models import REQUIRED, StandardPage

MOST = 12
Links = list[tuple[str, str]]
register = template.Library()


@register.simple_tag
def menu_pages() -> Links:
    """(address, title) of the pages that are to stand in menus, in the order of the tree.

    One query, then remembered with the territory of the host until one of its pages changes; none
    where no territory is in scope, as on the page of an error.
    """
    territory = territories.current_or_none()
    if territory is None:
        return []
    known: dict[str, Links] = territory.__dict__.setdefault("menus", {})
    language = get_language() or ""
    if language not in known:
        known[language] = links_in(territory)
    return known[language]


def links_in(territory: Territory) -> Links:
    """Those of the language being spoken; the required pages have their own places."""
    rows = StandardPage.objects.shown_here(territory).filter(show_in_menus=True)
    rows = rows.exclude(depth=HOME_DEPTH + 1, slug__in=REQUIRED)
    return [
        (page_path(page, home), page.title)
        for page in rows.order_by("path").for_cards()[:MOST]
        if (home := territory.home_of(page))
    ]
