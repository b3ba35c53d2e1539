"""Which polls, loaded with all that a card shows."""

from datetime import datetime
from typing import Self

from django.apps import apps
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    IntegerField,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
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

    def by_outcome(self, now: datetime) -> Self:
        """The closed ones, what was answered or closed last first."""
        moved_on = Coalesce(Cast("answered_on", DateTimeField()), "closes_at")
        return self.filter(closes_at__lte=now).order_by(moved_on.desc(), "-closes_at", "-pk")

    def with_ballots(self) -> Self:
        """With their `ballots`, counted in all the languages that the poll is asked in."""
        counted = (
            apps.get_model("consultations", "Ballot")
            .objects.filter(poll__translation_key=OuterRef("translation_key"))
            .order_by()
            .values("poll__translation_key")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return self.annotate(
            ballots=Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
        )

    def for_cards(self) -> Self:
        """With place, in one query."""
        return self.select_related("town", "district").defer_streamfields()


PollManager = PageManager.from_queryset(PollQuerySet)
