"""What the blocks of one text show of the territory, asked for once for all of them."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from agenda.models import Event
from consultations.models import Poll
from site_core.kernel import territories
from site_core.kernel.models import Territory, Town

NAME = "supplies"  # in the context of a page


class Supplies:
    """For these lists of events, these polls and these places.

    Two queries for events, two for polls asked in another language, one for the communes.
    """

    def __init__(
        self,
        territory: Territory | None,
        lists: Iterable[Any] = (),
        polls: Iterable[Poll | None] = (),
    ) -> None:
        self.territory = territory
        self.lists = list(lists)
        self.polls = [poll for poll in polls if poll]

    @classmethod
    def of(cls, body: Any, territory: Territory) -> "Supplies":
        """What a text needs; nothing is asked before a block draws it."""

        def values(kind: str) -> Iterator[Any]:
            return (child.value for child in body if child.block_type == kind)

        return cls(territory, values("events"), values("poll"))

    @cached_property
    def translated(self) -> dict[Any, Poll]:
        """The polls that are also asked in the language being spoken, by translation key."""
        territory, language = self.territory, get_language()
        if territory is None:
            return {}
        homes = ((poll, territory.home_of(poll)) for poll in self.polls)
        foreign = [
            poll.translation_key
            for poll, home in homes
            if home and home.locale.language_code != language
        ]
        if not foreign:
            return {}
        rows = Poll.objects.shown_here(territory).filter(translation_key__in=foreign)
        found = rows.for_cards().prefetch_related("options")
        return {poll.translation_key: poll for poll in found}

    def poll_of(self, chosen: Poll) -> Poll:
        """A poll in the language being spoken, else as it was chosen."""
        return self.translated.get(chosen.translation_key, chosen)

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


def supplies_for(parent_context: Any, **wanted: Any) -> Supplies:
    """Those of the page being drawn, else some for one block alone: `lists` or `polls`."""
    known = (parent_context or {}).get(NAME)
    if isinstance(known, Supplies):
        return known
    return Supplies(territories.current_or_none(), **wanted)


def narrowed(rows: Any, chosen: Any) -> Any:
    """The events about the chosen topic and in the chosen commune, any where none is chosen.

    None at all when what was chosen is there no more.
    """
    if chosen.is_lost:
        return rows.none()
    if chosen["topic"]:
        rows = rows.filter(topics=chosen["topic"])
    if chosen["town"]:
        rows = rows.filter(town=chosen["town"])
    return rows


def fits(event: Event, chosen: Any) -> bool:
    """The same condition, of an event that is loaded with its topics."""
    topic, town = chosen["topic"], chosen["town"]
    if chosen.is_lost:
        return False
    return (not topic or topic in event.topics.all()) and (not town or event.town_id == town.pk)
