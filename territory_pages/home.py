"""The front page: one section for each declared kind of content."""

from dataclasses import dataclass

from site_core.kernel.content import Card, ContentKind, registry
from site_core.kernel.models import Territory


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the front page and its cards."""

    kind: ContentKind
    cards: list[Card]


def home_sections(territory: Territory) -> list[Section]:
    """Every kind's section in its order; a constant number of queries each."""
    return [Section(kind, list(kind.for_cards(territory, kind.limit))) for kind in registry]
