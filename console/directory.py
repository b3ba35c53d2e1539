"""The territories as visitors find them: those that are open, by name, commune or official code."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from site_core.kernel.alphabet import Alphabetical
from site_core.kernel.models import Territory, Town

from .names import slug_of

LONGEST_SEARCH = 100


def open_territories() -> QuerySet[Territory]:
    """Those open to the public, by name, each with the number of its communes."""
    return with_town_count(Territory.objects.filter(state=Territory.State.ACTIVE)).order_by(
        Alphabetical("name"), "pk"
    )


def newest(count: int) -> QuerySet[Territory]:
    """The last territories that opened."""
    active = Territory.objects.filter(state=Territory.State.ACTIVE)
    return active.select_related("site").order_by("-pk")[:count]


def with_town_count(rows: QuerySet[Territory]) -> QuerySet[Territory]:
    """Territories with `town_count`, in the same query."""
    counted = (
        Town.all_rows.filter(territory=OuterRef("pk"))
        .order_by()
        .values("territory")
        .annotate(count=Count("pk"))
        .values("count")
    )
    count = Subquery(counted, output_field=IntegerField())
    return rows.annotate(town_count=Coalesce(count, 0))


def matching(rows: QuerySet[Territory], text: str) -> QuerySet[Territory]:
    """The territories of that name, with such a commune, or with that official code.

    Case and accents do not count; the beginning of a commune's name is enough.
    """
    text = text.strip()[:LONGEST_SEARCH]
    if not text:
        return rows
    code = "".join(text.split()).upper()
    where = Q(name__icontains=text) | Q(official_code=code)
    where |= Q(pk__in=Town.all_rows.filter(code=code).values("territory_id"))
    if slug := slug_of(text):
        towns = Town.all_rows.filter(slug__startswith=slug)
        where |= Q(slug__contains=slug) | Q(pk__in=towns.values("territory_id"))
    return rows.filter(where)


def communes_found(territories: Iterable[Territory], text: str) -> dict[int, list[str]]:
    """The communes of these territories that a search is about, by territory; one query."""
    slug = slug_of(text.strip()[:LONGEST_SEARCH])
    found: dict[int, list[str]] = defaultdict(list)
    if slug:
        towns: Any = Town.all_rows.filter(territory__in=list(territories), slug__startswith=slug)
        for territory_id, name in towns.values_list("territory_id", "name"):
            found[territory_id].append(name)
    return found
