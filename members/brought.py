"""What the page that somebody comes from is about: what they may want to read more of."""

from typing import Any

from django.http import Http404, QueryDict
from django.urls import resolve
from wagtail.models import Page

from site_core.kernel.addresses import path_in
from site_core.kernel.models import District, Territory, Topic, Town
from site_core.kernel.models.page_rows import PLAIN_PAGES

from .criteria_forms import LONGEST_KEY
from .policies import may_follow

MOST_PARTS = 8  # of an address, that of a page and what may stand after it
FOLLOWING, SEARCH = "members_follow", "territory_pages:search"


def brought(territory: Territory, address: str) -> dict[str, Any]:
    """What the form of registration is filled with for who comes from this address of the host.

    A page; the page that is commented or voted on; what is to be followed; the filters of a search.
    """
    path, _mark, query = address.partition("?")
    asked = QueryDict(query)
    try:
        match = resolve(path)
        if match.view_name == SEARCH:
            return filters(asked)
        if match.view_name == FOLLOWING:
            return subjects_of(target_of(asked.get("what", ""), territory))
    except Http404:  # Resolver404 is one
        return {}
    return subjects_of(page_of(match.kwargs.get("page_id"), territory) or page_at(territory, path))


def filters(asked: QueryDict) -> dict[str, Any]:
    """The communes, the districts and the topics that were searched for."""
    rows = {
        "towns": Town.objects.filter(code__in=asked.getlist("commune")),
        "districts": District.objects.filter(slug__in=asked.getlist("quartier")),
        "topics": Topic.objects.filter(slug__in=asked.getlist("theme")),
    }
    return {name: [row.pk for row in found] for name, found in rows.items()}


def subjects_of(about: Any) -> dict[str, Any]:
    """Where something is, and what it is about."""
    if isinstance(about, Town):
        return {"towns": [about.pk], "topics": []}
    if isinstance(about, Topic):
        return {"towns": [], "topics": [about.pk]}
    if about is None:
        return {}
    page = about.specific
    return {
        "towns": [page.town_id] if getattr(page, "town_id", None) else [],
        "topics": list(page.topics.values_list("pk", flat=True)) if hasattr(page, "topics") else [],
    }


def target_of(what: str, territory: Territory) -> Any:
    """What `page-<id>`, `topic-<slug>` or `town-<INSEE code>` names here; Http404."""
    name, _dash, key = what.partition("-")
    target: Any = None
    if name == "page" and key.isdecimal():
        target = page_of(key, territory)
    elif name == "topic":
        target = Topic.objects.filter(slug=key).first()
    elif name == "town":
        target = Town.objects.filter(code=key).first()
    if target is None or not may_follow(target, territory):
        raise Http404
    return target


def page_of(key: int | str | None, territory: Territory) -> Page | None:
    """The page of this number, if a visitor may read it here."""
    if not key or len(str(key)) > LONGEST_KEY:
        return None
    page: Page | None = PLAIN_PAGES.in_territory(territory).filter(pk=int(key)).visible().first()
    return page


def page_at(territory: Territory, path: str) -> Any:
    """The content that an address of this host belongs to, in any of its languages; or None."""
    parts = [part for part in path.partition("?")[0].partition("#")[0].split("/") if part]
    if not parts or len(parts) > MOST_PARTS:
        return None
    paths = {"".join(f"{part}/" for part in parts[:end]) for end in range(2, len(parts) + 1)}
    homes = {path_in(territory, home): home.url_path for home in territory.homes}
    urls = [
        url + below.removeprefix(start.lstrip("/"))
        for start, url in homes.items()
        for below in paths
    ]
    rows: Any = PLAIN_PAGES.in_territory(territory).filter(url_path__in=urls).visible()
    page: Page | None = rows.order_by("-depth").first()
    return page.specific if page else None
