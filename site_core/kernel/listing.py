"""Lists for visitors: one page of cards at a time, in a constant number of queries."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest

from .content import Card
from .models.page_rows import TerritoryPageQuerySet
from .models.territory import Town

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: its cards, its place among the pages, and the commune it is about.

    `towns` are the communes to choose from, empty for a list that is not told by commune.
    """

    cards: list[Card]
    page: Page  # type: ignore[type-arg]
    numbers: list[int | str]
    towns: list[Town]
    town: Town | None

    @property
    def count(self) -> int:
        """How many items the whole list has."""
        return self.page.paginator.count


class Counted(Paginator):  # type: ignore[type-arg]
    """Pages of rows that were counted beforehand."""

    def __init__(self, rows: Any, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.__dict__["count"] = count


def listing(
    request: HttpRequest,
    rows: TerritoryPageQuerySet,
    cards: Callable[[Any], Iterator[Card]],
    *,
    by_town: bool = True,
) -> Listing:
    """The page of `rows` that `?page=` asks for, only those of `?commune=` when it is given.

    `rows` must be ordered; `cards` turns loaded rows into cards without a query. Raises Http404
    for a page that is not there, or a commune that is not in this territory.
    """
    towns = list(Town.objects.all()) if by_town else []
    town = chosen_town(request.GET.get("commune", ""), towns)
    if town:
        rows = rows.filter(town=town)
    paginator = Paginator(rows, PER_PAGE)
    try:
        page = paginator.page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error
    numbers = list(paginator.get_elided_page_range(page.number))
    return Listing(list(cards(page.object_list)), page, numbers, towns, town)


def chosen_town(code: str, towns: list[Town]) -> Town | None:
    """The commune of this INSEE code, or None when no code is given; Http404 when it is unknown."""
    if not code or not towns:
        return None
    for town in towns:
        if town.code == code:
            return town
    raise Http404
