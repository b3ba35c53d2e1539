"""The list of a territory's pages for search engines (https://www.sitemaps.org/protocol.html)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from site_core.kernel.addresses import page_path
from site_core.kernel.models import Territory
from site_core.kernel.models.page_rows import PLAIN_PAGES
from site_core.kernel.places import under

PER_FILE = 5_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its path, when it last changed, and its paths in each language it is told in."""

    path: str
    changed_at: datetime | None = None
    versions: dict[str, str] = field(default_factory=dict)


def listed_pages(territory: Territory) -> Any:
    """What a visitor may read in the languages spoken here, in a constant order.

    A copy that only follows another page is the same text: it is not listed.
    """
    spoken = [home.path for home in spoken_homes(territory)]
    rows = PLAIN_PAGES.visible().filter(under(spoken), alias_of=None)
    return rows.only("path", "url_path", "translation_key", "last_published_at").order_by("path")


def spoken_homes(territory: Territory) -> list[Page]:
    """The homes that are open, one for each language."""
    return [home for home in territory.homes if home.locale.language_code in territory.languages]


def entries(territory: Territory, rows: Iterable[Page]) -> Iterator[Entry]:
    """The entries of these pages; one query more where several languages are spoken."""
    found = list(rows)
    versions: dict[Any, dict[str, str]] = defaultdict(dict)
    if len(territory.languages) > 1:
        keys = [page.translation_key for page in found]
        for page in listed_pages(territory).filter(translation_key__in=keys):
            language, path = place_of(territory, page)
            versions[page.translation_key][language] = path
    for page in found:
        told = versions[page.translation_key]
        path = place_of(territory, page)[1]
        yield Entry(path, page.last_published_at, told if len(told) > 1 else {})


def views(territory: Territory, name: str) -> Iterator[Entry]:
    """A view that answers under each home: one entry a language, naming the others."""
    versions = {}
    for language in territory.languages:
        with translation.override(language):
            versions[language] = reverse(name)
    for path in versions.values():
        yield Entry(path, None, versions if len(versions) > 1 else {})


def place_of(territory: Territory, page: Page) -> tuple[str, str]:
    """The language of a page and its path."""
    home = territory.home_of(page)
    if home is None:
        raise ValueError(f"{page.url_path} does not stand in {territory}.")
    return home.locale.language_code, page_path(page, home)
