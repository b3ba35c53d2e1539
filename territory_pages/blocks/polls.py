"""A poll inside a text."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from consultations.cards import poll_cards
from consultations.models import Poll
from site_core.kernel import places, territories
from site_core.kernel.clock import Phase
from site_core.kernel.content import Card

from .choosing import OwnPageBlock
from .supplies import supplies_for


class PollBlock(OwnPageBlock):
    """A poll as its card; while it is open one answers there.

    A poll that is deleted, withdrawn or kept for some is not shown: whoever previews is told.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "page_type": "consultations.Poll"})

    def deconstruct(self) -> tuple[str, Any, Any]:
        """Migrations need not know how it is drawn."""
        return "wagtail.blocks.PageChooserBlock", [], {"page_type": ["consultations.Poll"]}

    def rows(self, keys: Iterable[Any]) -> Any:
        """With place and answers: two queries."""
        homes = places.homes_in_scope()
        here = Poll.objects.filter(pk__in=keys)
        if homes is not None:
            here = here.filter(places.under(home.path for home in homes))
        return here.for_cards().prefetch_related("options")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The card, None when there is nothing to show."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        if not value:
            return {**context, "card": None}
        spoken = supplies_for(parent_context, polls=[value]).poll_of(value)
        return {**context, "card": card_of(spoken)}

    class Meta:
        icon = "check"
        label = _("Poll")
        group = _("Life of the place")
        template = "blocks/poll.html"


def card_of(poll: Poll) -> Card | None:
    """What a visitor may see of a poll now; no query."""
    territory = territories.current_or_none()
    if territory is None or not poll.live or territory.closes(poll):
        return None
    card = next(iter(poll_cards(territory, [poll])), None)
    if card and card.state == Phase.OPEN:
        return replace(card, choices=tuple(poll.papers))
    return card
