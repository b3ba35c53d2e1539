"""Which pages: of one territory, in one language, open to everybody."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import get_language
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from .. import territories
from ..places import under
from .territory import Territory


class TerritoryPageQuerySet(PageQuerySet):
    """Pages of one territory, by the path of its homes: one range an index can answer."""

    def in_territory(self, territory: Territory, language: str | None = None) -> Self:
        """The pages under the territory's homes, or under its home in one language."""
        paths = [
            home.path for home in territory.homes if language in {None, home.locale.language_code}
        ]
        found: Self = self.filter(under(paths))
        if self.model is not Page:  # an index finds the pages of a kind and their places at once
            found = found.filter(content_type=ContentType.objects.get_for_model(self.model))
        return found

    def child_of(self, other: Page) -> Self:
        """As Wagtail's, by a range of paths: SQLite answers its LIKE by reading every page."""
        found: Self = self.filter(under([other.path]), depth=other.depth + 1)
        return found

    def published(self) -> Self:
        """What is on the site for itself: an emptied page is kept for what others wrote under it.

        Such a page is live and expired at once, as `withdrawn_pages.wipe` leaves it.
        """
        found: Self = self.live().filter(expired=False)
        return found

    def visible(self) -> Self:
        """What a visitor may read: published, and neither it nor a page above it kept for some.

        Wagtail's `public()` reads the restrictions of every territory; these are remembered with
        the territory in scope, the only one whose pages are asked for.
        """
        found: Self = self.published()
        if closed := territories.here().closed_paths:
            found = found.exclude(under(closed))
        return found

    def shown_here(self, territory: Territory) -> Self:
        """What a visitor of this territory may read in the language being spoken."""
        return self.in_territory(territory, get_language() or settings.LANGUAGE_CODE).visible()

    def for_cards(self) -> Self:
        """With all that a card shows, without the text; kinds of pages load more than this."""
        found: Self = self.defer_streamfields()
        return found


TerritoryPageManager = PageManager.from_queryset(TerritoryPageQuerySet)
PLAIN_PAGES = TerritoryPageQuerySet(Page)
