"""Which groups, loaded with all that a card shows."""

from typing import Self

from wagtail.models import PageManager

from site_core.kernel.models.page_rows import TerritoryPageQuerySet


class GroupQuerySet(TerritoryPageQuerySet):
    """Groups of the territory's inhabitants."""

    def newest(self) -> Self:
        """The last published first."""
        return self.order_by("-first_published_at", "-pk")

    def for_cards(self) -> Self:
        """With place, in one query."""
        return self.select_related("town", "district").defer_streamfields()


GroupManager = PageManager.from_queryset(GroupQuerySet)
