"""Which polls, loaded with all that a card shows."""

from datetime import datetime
from typing import Self

from django.db.models import Case, Value, When
from wagtail.models import PageManager

from site_core.kernel.models.page_rows import TerritoryPageQuerySet


class PollQuerySet(TerritoryPageQuerySet):
    """Polls; open from `opens_at` on, until `closes_at` and not at it (see `kernel/clock.py`)."""

    def current(self, now: datetime) -> Self:
        """The open ones, the first to close first, then those announced."""
        announced = Case(When(opens_at__gt=now, then=Value(1)), default=Value(0))
        return self.filter(closes_at__gt=now).order_by(announced, "closes_at", "pk")

    def closed(self, now: datetime) -> Self:
        """The last closed first."""
        return self.filter(closes_at__lte=now).order_by("-closes_at", "-pk")

    def for_cards(self) -> Self:
        """With place, in one query."""
        return self.select_related("town", "district").defer_streamfields()


PollManager = PageManager.from_queryset(PollQuerySet)
