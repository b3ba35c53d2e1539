"""Which pages the scope covers: those under the homes of the territories in scope.

When no territory is in scope, in the admin of the network site, they are the network's own pages.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from wagtail.models import Page

from . import hosts, scoping, territories
from .models.territory import Territory


def homes_of(where: Iterable[Territory]) -> dict[Territory, list[Page]]:
    """The home pages of each territory, in one query at most."""
    known = {place: place.__dict__.get("homes") for place in where}
    keys = {
        place.site.root_page.translation_key: place
        for place, homes in known.items()
        if homes is None
    }
    found: dict[Territory, list[Page]] = {place: homes or [] for place, homes in known.items()}
    if keys:
        for home in Page.objects.filter(depth=territories.HOME_DEPTH, translation_key__in=keys):
            found[keys[home.translation_key]].append(home)
    return found


def homes_in_scope() -> list[Page] | None:
    """The homes that the scope covers; None when it covers every page there is."""
    value = scoping.snapshot()
    if value is scoping.EVERYWHERE:
        return None
    if value is None:
        network = hosts.find(settings.OPERATOR_HOST)
        return [network.site.root_page] if network and network.territory is None else []
    territory = territories.current_or_none()
    if territory is not None:
        return territory.homes
    several = Territory.objects.select_related("site__root_page").filter(
        pk__in=value if isinstance(value, frozenset) else ()
    )
    return [home for homes in homes_of(several).values() for home in homes]


def in_scope(path: str) -> bool:
    """Whether a page of this tree path is covered by the scope."""
    homes = homes_in_scope()
    return homes is None or any(path.startswith(home.path) for home in homes)


def under(paths: Iterable[str], field: str = "path") -> Q:
    """The condition of a page that stands under one of these paths: ranges an index answers.

    `field` leads to the path of the page from the rows that are asked for.
    """
    where = Q(pk__in=())
    for path in paths:
        where |= Q(**{f"{field}__gte": path, f"{field}__lt": following(path)})
    return where


def following(path: str) -> str:
    """The path of the next sibling, that sorts after every page under this one."""
    next_path: str = Page(path=path)._inc_path()
    return next_path
