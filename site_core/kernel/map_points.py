"""Pages as points on the map: where their author put them, else in the middle of their commune."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Q

from .addresses import path_in
from .content import MapPoint
from .models.territory import Territory

MOST = 1_000  # points of one kind
EXACT = 5  # decimals of a degree: about a metre
NEARBY = 3  # about a hundred metres: somebody's blog does not tell at which door they live
PLACED = Q(latitude__isnull=False, longitude__isnull=False) | Q(town__isnull=False)


def points_of(
    kind: str,
    territory: Territory,
    rows: Any,
    *,
    decimals: int = EXACT,
    when_label: Callable[[Any], str] | None = None,
    fields: tuple[str, ...] = (),
) -> Iterator[MapPoint]:
    """The points of the first `MOST` rows that have a place; one query.

    `fields` are those that `when_label` reads.
    """
    columns = ("title", "path", "url_path", "latitude", "longitude", "town", "district", *fields)
    placed = rows.filter(PLACED).select_related("town", "district").only(*columns)
    for page in placed[:MOST]:
        is_exact = page.latitude is not None and page.longitude is not None
        where = page if is_exact else page.town
        yield MapPoint(
            kind=kind,
            id=page.pk,
            title=page.title,
            url=path_in(territory, page),
            latitude=rounded(where.latitude, decimals),
            longitude=rounded(where.longitude, decimals),
            is_exact=is_exact,
            town=page.town,
            place=page.place,
            when_label=when_label(page) if when_label else "",
        )


def rounded(degrees: float | None, decimals: int) -> float | None:
    """A coordinate no finer than is told; None where nobody knows it."""
    return None if degrees is None else round(degrees, decimals)
