"""Events to come inside a text."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from agenda.cards import event_cards
from site_core.kernel.addresses import home_path

from .choosing import RowBlock
from .supplies import supplies_for

MOST, USUAL = 10, 4  # events of one list


class EventListBlock(blocks.StructBlock):
    """The next events about a topic or in a commune, the first to begin first."""

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

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The cards, and where the whole agenda is."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        supplies = supplies_for(value, parent_context)
        query = f"?{urlencode({'commune': value['town'].code})}" if value["town"] else ""
        found = supplies.events_of(value)
        return {
            **context,
            "cards": list(event_cards(supplies.territory, found)) if supplies.territory else [],
            "agenda_url": f"{home_path(get_language() or '')}agenda/{query}",
        }
