"""Which events, loaded with all that a card shows."""

from datetime import datetime
from typing import Self

from wagtail.models import PageManager

from site_core.kernel.models.page_rows import TerritoryPageQuerySet


class EventQuerySet(TerritoryPageQuerySet):
    """Events; `over_at` is the first moment at which one is over (see `kernel/clock.py`)."""

    def upcoming(self, now: datetime) -> Self:
        """Those to come and those still running, the first to begin first."""
        return self.filter(over_at__gt=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> Self:
        """Those that are over, the last one first."""
        return self.filter(over_at__lte=now).order_by("-starts_at", "-pk")

    def between(self, begins: datetime, ends: datetime) -> Self:
        """Those of which some part lies between two moments, the first to begin first."""
        return self.filter(starts_at__lt=ends, over_at__gt=begins).order_by("starts_at", "pk")

    def for_cards(self) -> Self:
        """With place, in one query."""
        return self.select_related("town", "district").defer_streamfields()


EventManager = PageManager.from_queryset(EventQuerySet)
