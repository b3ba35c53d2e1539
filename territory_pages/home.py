"""The front page: a section for each declared kind of content, and the map."""

from dataclasses import dataclass

from django.utils.translation import get_language

from site_core.kernel.addresses import home_path
from site_core.kernel.content import Card, ContentKind, registry
from site_core.kernel.models import Territory

from .map import TownsMap, towns_map


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the front page, its cards, and where the whole list is."""

    kind: ContentKind
    cards: list[Card]
    index_url: str


def home_sections(territory: Territory) -> list[Section]:
    """Every kind's section in its order; a constant number of queries each."""
    start = home_path(get_language() or "")
    return [
        Section(
            kind,
            list(kind.for_cards(territory, kind.limit)),
            start + kind.index_path.removeprefix("/"),
        )
        for kind in registry
        if kind.section
    ]


def blogs_map(territory: Territory) -> TownsMap:
    """The communes, each with the number of its blogs and a link to them; two queries."""
    blogs = registry.kinds["blog"]
    counts = blogs.by_town(territory) if blogs.by_town else {}
    return towns_map(counts, f"{home_path(get_language() or '')}blogs/?liste=blogs&")
