"""What a search may be narrowed by in one territory: kinds, places, topics, periods."""

from typing import Any, NamedTuple

from django.db.models import CharField, F, IntegerField, Value
from django.utils.translation import gettext_lazy as _

from site_core.kernel.content import registry
from site_core.kernel.models import District, Topic, Town

from .facets import Choice, Facet
from .periods import Period
from .words import fold

TYPE, TOWN, DISTRICT, TOPIC, WHEN = "type", "commune", "quartier", "theme", "quand"
NOTHING = Value(0, IntegerField())


class Name(NamedTuple):
    """A place or a topic of the territory in scope: `above` is the town of a district."""

    facet: str
    pk: int
    value: str
    name: str
    above: int
    order: int


def names() -> list[Name]:
    """The communes and districts by name, the topics in their own order; one query."""
    towns, districts, topics = (
        model.objects.order_by().values_list(
            Value(facet, CharField()), "pk", value, "name", above, order
        )
        for model, facet, value, above, order in (
            (Town, TOWN, "code", NOTHING, NOTHING),
            (District, DISTRICT, "slug", F("town_id"), NOTHING),
            (Topic, TOPIC, "slug", NOTHING, F("sort_order")),
        )
    )
    rows = [Name(*row) for row in towns.union(districts, topics, all=True)]
    return sorted(rows, key=lambda row: (row.order, fold(row.name), row.pk))


def facets_of(when: list[Period]) -> list[Facet]:
    """What may be chosen in the territory in scope; one query."""
    known = names()
    towns = {row.pk: row.name for row in known if row.facet == TOWN}

    def choices(facet: str) -> tuple[Choice, ...]:
        return tuple(
            Choice(row.value, label_of(row, towns), row.pk) for row in known if row.facet == facet
        )

    kinds = tuple(Choice(kind.slug, kind.plural, kind.name) for kind in registry)
    return [
        Facet(TYPE, _("What"), kinds),
        Facet(TOWN, _("Where"), choices(TOWN)),
        Facet(DISTRICT, _("District"), choices(DISTRICT)),
        Facet(TOPIC, _("Topic"), choices(TOPIC)),
        Facet(
            WHEN,
            _("When"),
            tuple(Choice(period.slug, period.label, period.slug) for period in when),
            single=True,
        ),
    ]


def label_of(row: Name, towns: dict[int, str]) -> str:
    """A name; that of a district with its commune, where there are several."""
    town = towns.get(row.above, "")
    return f"{row.name} ({town})" if len(towns) > 1 and town else row.name


def finder_choices() -> dict[str, list[tuple[str, Any]]]:
    """What the search form of the front page offers, as (value, label); one query."""
    offered = {
        facet.name: [(choice.value, choice.label) for choice in facet.choices]
        for facet in facets_of([])
    }
    return {
        "towns": offered[TOWN] if len(offered[TOWN]) > 1 else [],
        "districts": offered[DISTRICT],
        "topics": offered[TOPIC],
    }
