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
    """One page of a list: its cards, its place among the pages, and the commune it is about."""

    cards: list[Card]
    page: Page  # type: ignore[type-arg]
    numbers: list[int | str]
    town: Town | None = None

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
) -> Listing:
    """The page of `rows` that `?page=` asks for, only those of `?commune=` when it is given.

    `rows` must be ordered; `cards` turns loaded rows into cards without a query. Raises Http404
    for a page that is not there, or a commune that is not in this territory.
    """
    town = chosen_town(request) if by_town else None
    if town:
        rows = rows.filter(town=town)
    paginator = Paginator(rows, PER_PAGE)
    try:
        page = paginator.page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error
    numbers = list(paginator.get_elided_page_range(page.number))
    return Listing(list(cards(page.object_list)), page, numbers, town)


def chosen_town(request: HttpRequest) -> Town | None:
    """The commune of the territory in scope whose INSEE code is in the address, if any."""
    code = request.GET.get("commune")
    if not code:
        return None
    town: Town | None = Town.objects.filter(code=code).first()
    if town is None:
        raise Http404
    return town
