"""Lists for visitors: one page of cards at a time, in a constant number of queries."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest

from .content import Card, ContentKind, registry
from .models.page_rows import TerritoryPageQuerySet
from .models.territory import District, Territory, Town
from .models.topics import IN_LISTS, Topic

PER_PAGE = 20
Named = TypeVar("Named", District, Topic)


class NumberedPage(Page):  # type: ignore[type-arg]
    """One page of a list, which knows the numbers that lead on from it."""

    @property
    def numbers(self) -> list[int | str]:
        """The first, the last and the nearest pages, with an ellipsis for those between."""
        return list(self.paginator.get_elided_page_range(self.number))


class Pages(Paginator):  # type: ignore[type-arg]
    """A list cut into numbered pages; `count` spares a query where the rows were counted."""

    def __init__(self, rows: Any, per_page: int, count: int | None = None) -> None:
        super().__init__(rows, per_page)
        if count is not None:
            self.__dict__["count"] = count

    def _get_page(self, *args: Any) -> NumberedPage:
        return NumberedPage(*args)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: its cards, its place among the pages, and what it is narrowed to.

    `towns`, `districts` and `topics` are what may be chosen, empty for a list that is not told by
    them.
    """

    cards: list[Card]
    page: Page  # type: ignore[type-arg]
    towns: list[Town]
    town: Town | None
    districts: list[District] = field(default_factory=list)
    district: District | None = None
    topics: list[Topic] = field(default_factory=list)
    topic: Topic | None = None

    @property
    def chosen(self) -> str:
        """What it is narrowed to, in words."""
        return ", ".join(str(one) for one in (self.topic, self.district, self.town) if one)

    @property
    def query(self) -> str:
        """The same, as an address has it."""
        asked = {
            "commune": self.town and self.town.code,
            "quartier": self.district and self.district.slug,
            "theme": self.topic and self.topic.slug,
        }
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def count(self) -> int:
        """How many items the whole list has."""
        return self.page.paginator.count


def listing(
    request: HttpRequest,
    rows: TerritoryPageQuerySet,
    cards: Callable[[Any], Iterator[Card]],
    *,
    by_town: bool = True,
    by_more: bool = False,
) -> Listing:
    """The page of `rows` that `?page=` asks for, only those of `?commune=` when it is given.

    With `by_more` also those of `?quartier=` and `?theme=`, each a slug. `rows` must be ordered;
    `cards` turns loaded rows into cards without a query. Raises Http404 for a page that is not
    there, or a choice that this territory does not have.
    """
    towns = list(Town.objects.all()) if by_town else []
    town = chosen_town(request.GET.get("commune", ""), towns)
    if town:
        rows = rows.filter(town=town)
    districts = list(District.objects.select_related("town")) if by_more else []
    topics = list(Topic.objects.order_by(*IN_LISTS)) if by_more else []
    district = named(request.GET.get("quartier", ""), districts) if by_more else None
    topic = named(request.GET.get("theme", ""), topics) if by_more else None
    if district:
        rows = rows.filter(district=district)
    if topic:
        rows = rows.filter(topics=topic)
    try:
        page = Pages(rows, PER_PAGE).page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error
    return Listing(
        cards=list(cards(page.object_list)),
        page=page,
        towns=towns,
        town=town,
        districts=districts,
        district=district,
        topics=topics,
        topic=topic,
    )


def cards_of(
    territory: Territory, found: Iterable[tuple[str, int]]
) -> dict[int, tuple[ContentKind, Card]]:
    """The cards of some pages, by the key of the page, each with its kind.

    `found` are names of kinds and keys of pages. What a visitor may not read is left out.
    """
    pages: dict[str, list[int]] = {}
    for name, page in found:
        pages.setdefault(name, []).append(page)
    cards: dict[int, tuple[ContentKind, Card]] = {}
    for kind in registry:
        if keys := pages.get(kind.name):
            rows = kind.model.objects.in_territory(territory).filter(pk__in=keys)
            shown = kind.cards(territory, rows.visible().for_cards())
            cards |= {card.id: (kind, card) for card in shown}
    return cards


def named(slug: str, rows: list[Named]) -> Named | None:
    """The row with this slug, or None when no slug is given; Http404 when there is none."""
    if not slug:
        return None
    for row in rows:
        if row.slug == slug:
            return row
    raise Http404


def chosen_town(code: str, towns: list[Town]) -> Town | None:
    """The commune of this INSEE code, or None when no code is given; Http404 when it is unknown."""
    if not code or not towns:
        return None
    for town in towns:
        if town.code == code:
            return town
    raise Http404
