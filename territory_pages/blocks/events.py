"""Events to come inside a text."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from agenda.cards import event_cards
from site_core.kernel.addresses import home_path

from .choosing import RowBlock
from .supplies import supplies_for

CHOSEN = ("topic", "town")
MOST, USUAL = 10, 4  # events of one list


class EventList(blocks.StructValue):
    """What was chosen; `is_lost` when its topic or its commune was deleted since."""

    is_lost = False


class EventListBlock(blocks.StructBlock):
    """The next events about a topic or in a commune, the first to begin first.

    A list whose topic or commune was deleted announces nothing, rather than everything.
    """

    heading = blocks.CharBlock(max_length=120, label=_("title"))
    topic = RowBlock("kernel.Topic", required=False, label=_("topic"))
    town = RowBlock("kernel.Town", required=False, label=_("commune"))
    number = blocks.IntegerBlock(
        min_value=1, max_value=MOST, default=USUAL, label=_("how many events at most")
    )

    class Meta:
        icon = "date"
        label = _("events to come")
        group = _("Life of the place")
        template = "blocks/events.html"
        value_class = EventList

    def to_python(self, value: Any) -> EventList:
        """The list, knowing what it lost."""
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Iterable[Any]) -> list[EventList]:
        """The lists, knowing what they lost."""
        stored = list(values)
        found: list[EventList] = super().bulk_to_python(stored)
        for raw, chosen in zip(stored, found, strict=True):
            chosen.is_lost = any((raw or {}).get(name) and not chosen[name] for name in CHOSEN)
        return found

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The cards, and where the whole agenda is."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        supplies = supplies_for(parent_context, lists=[value])
        query = f"?{urlencode({'commune': value['town'].code})}" if value["town"] else ""
        found = supplies.events_of(value)
        return {
            **context,
            "cards": list(event_cards(supplies.territory, found)) if supplies.territory else [],
            "agenda_url": f"{home_path(get_language() or '')}agenda/{query}",
        }
