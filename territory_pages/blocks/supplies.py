"""What the blocks of one text show of the territory, asked for once for all of them."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from agenda.models import Event
from site_core.kernel import territories
from site_core.kernel.models import Territory, Town

NAME = "supplies"  # in the context of a page


class Supplies:
    """For these lists of events and these places: two queries for events, one for the communes."""

    def __init__(self, territory: Territory | None, lists: Iterable[Any] = ()) -> None:
        self.territory = territory
        self.lists = list(lists)

    @classmethod
    def of(cls, body: Any, territory: Territory) -> "Supplies":
        """What a text needs; nothing is asked before a block draws it."""
        return cls(territory, (child.value for child in body if child.block_type == "events"))

    @cached_property
    def towns(self) -> list[Town]:
        """The communes whose coordinates are known."""
        if self.territory is None:
            return []
        return list(Town.objects.exclude(latitude=None).exclude(longitude=None))

    @cached_property
    def events(self) -> list[Event]:
        """The first events of every list, in the order of the agenda.

        The first of any one list are among them, and first among those that fit that list.
        """
        if self.territory is None or not self.lists:
            return []
        rows = Event.objects.shown_here(self.territory).upcoming(timezone.now())
        wanted = Q(pk__in=())
        for chosen in self.lists:
            first = narrowed(rows, chosen).values("pk")[: chosen["number"]]
            wanted |= Q(pk__in=first)
        return list(rows.filter(wanted).for_cards().prefetch_related("topics"))

    def events_of(self, chosen: Any) -> list[Event]:
        """The events of one list."""
        fitting = [event for event in self.events if fits(event, chosen)]
        return fitting[: chosen["number"]]


def supplies_for(value: Any, parent_context: Any) -> Supplies:
    """Those of the page being drawn, else some for this block alone."""
    known = (parent_context or {}).get(NAME)
    if isinstance(known, Supplies):
        return known
    return Supplies(territories.current_or_none(), [value] if value else [])


def narrowed(rows: Any, chosen: Any) -> Any:
    """The events about the chosen topic and in the chosen commune, any where none is chosen."""
    if chosen["topic"]:
        rows = rows.filter(topics=chosen["topic"])
    if chosen["town"]:
        rows = rows.filter(town=chosen["town"])
    return rows


def fits(event: Event, chosen: Any) -> bool:
    """The same condition, of an event that is loaded with its topics."""
    topic, town = chosen["topic"], chosen["town"]
    return (not topic or topic in event.topics.all()) and (not town or event.town_id == town.pk)
