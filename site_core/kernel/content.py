"""What can be published, declared once: home, feeds, search and map loop over these."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from .clock import Phase
from .models.territory import Territory, Town

# Who may speak: the word that stands beside the shape of each kind of author.
AUTHOR_KINDS = {
    "inhabitant": _("Inhabitant"),
    "group": _("Group"),
    "elected": _("Elected"),
    "agent": _("Public service"),
    "referent": _("Local referent"),
    "editor": _("Editorial team"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of one item; made from rows already loaded, so that drawing is free."""

    kind: str
    id: int
    title: str
    url: str
    when: datetime | None = None
    when_label: str = ""
    ends: datetime | None = None
    state: str = ""
    place: str = ""
    author_name: str = ""
    author_kind: str = ""
    summary: str = ""
    picture: Any = None
    picture_alt: str = ""
    count: int | None = None
    topics: tuple[str, ...] = ()
    choices: tuple[tuple[int, str, str], ...] = ()  # number, label, what it means
    calendar_url: str = ""

    @property
    def moment(self) -> datetime | None:
        """What `when_label` tells: the closing of what is open or closed, else the start."""
        return self.ends if self.state in {Phase.OPEN, Phase.CLOSED} else self.when

    @property
    def remark(self) -> str:
        """What `when_label` does not say of its state: cancelled, to be confirmed."""
        return "" if self.state in set(Phase) else self.state


@dataclass(frozen=True, slots=True)
class MapPoint:
    """Something on the map, no more precisely than its author said.

    Degrees of WGS 84; `is_exact` tells a point that the author set from the middle of a commune.
    What is in a commune whose position nobody knows has none: it is told in words alone.
    """

    kind: str
    id: int
    title: str
    url: str
    latitude: float | None
    longitude: float | None
    is_exact: bool
    town: Town | None
    place: str
    when_label: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether a map can show it."""
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True, slots=True)
class ContentKind:
    """One kind of published thing.

    `for_cards(territory, limit)` gives the cards of its home section in a constant number of
    queries: what a visitor may read, of that territory, in the language being spoken. `section`
    is the `data-section` mark of contract.md; a kind without one has no cards on the home page.
    Sections stand side by side unless `wide`. `by_town(territory)` counts, for the map, what a
    visitor may read in each commune, by its key.

    `points(territory)` are its items on the map, the newest or the next ones when there are many,
    in a constant number of queries.

    `model` is the type of its pages and `cards(territory, rows)` makes cards of its rows, loaded
    by `for_cards()`. The search calls it `slug` in addresses and `plural` in words. `span(page)` is
    when it happens, from a moment to another that is past it; None for what is only published.
    The day of a publication tells nothing of a kind that is not `dated`. What is `followable` goes
    on: members may follow one of it. `steps` are what a visitor may do while there is none, each an
    address and a verb: the first that is answered is offered.
    """

    name: str
    label: Any
    section: str
    heading: Any
    empty: Any
    all_label: Any
    index_path: str
    for_cards: Callable[[Territory, int], Iterable[Card]]
    card_template: str
    slug: str
    plural: Any
    model: type[Any]
    cards: Callable[[Territory, Iterable[Any]], Iterable[Card]]
    span: Callable[[Any], tuple[datetime, datetime]] | None = None
    dated: bool = True
    followable: bool = False
    steps: tuple[tuple[str, Any], ...] = ()
    list_class: str = ""
    limit: int = 6
    order: int = 0
    wide: bool = False
    by_town: Callable[[Territory], dict[int, int]] | None = None
    points: Callable[[Territory], Iterable[MapPoint]] | None = None


@dataclass(slots=True)
class Registry:
    """The declared kinds, in the order of the home page."""

    kinds: dict[str, ContentKind] = field(default_factory=dict)

    def register(self, kind: ContentKind) -> None:
        """Declare a kind; ValueError when its name is taken."""
        if kind.name in self.kinds:
            raise ValueError(f"The content kind {kind.name} is declared twice.")
        self.kinds[kind.name] = kind

    def of(self, model: type[Any]) -> ContentKind | None:
        """The kind whose pages are of this type; None for sections and homes."""
        return next((kind for kind in self.kinds.values() if kind.model is model), None)

    @property
    def news(self) -> list[ContentKind]:
        """The kinds whose publication is news: each has a place, topics and a day."""
        return [kind for kind in self if kind.dated]

    def __iter__(self) -> Any:
        return iter(sorted(self.kinds.values(), key=lambda kind: kind.order))


registry = Registry()
