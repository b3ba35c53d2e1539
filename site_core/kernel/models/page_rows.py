"""Which pages: of one territory, in one language, open to everybody."""

from typing import Self

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr
from django.utils.translation import get_language
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from .. import territories
from ..places import under
from .territory import Territory

DEEPEST = 12  # levels of the tree in which a restriction is looked for; sections are at 3


class TerritoryPageQuerySet(PageQuerySet):
    """Pages of one territory, by the path of its homes: one range an index can answer."""

    def in_territory(self, territory: Territory, language: str | None = None) -> Self:
        """The pages under the territory's homes, or under its home in one language."""
        paths = [
            home.path for home in territory.homes if language in {None, home.locale.language_code}
        ]
        found: Self = self.filter(under(paths))
        return found

    def visible(self) -> Self:
        """What a visitor may read: published, and neither it nor a page above it kept for some.

        Wagtail's `public()` reads the restrictions of every territory; this asks for those above
        each page, by the beginnings of its path, inside the same query.
        """
        levels = range(territories.HOME_DEPTH, DEEPEST + 1)
        above = [Substr(OuterRef("path"), 1, Page.steplen * level) for level in levels]
        kept_for_some = PageViewRestriction.objects.filter(page__path__in=above)
        found: Self = self.live().filter(~Exists(kept_for_some))
        return found

    def shown_here(self, territory: Territory) -> Self:
        """What a visitor of this territory may read in the language being spoken."""
        return self.in_territory(territory, get_language() or settings.LANGUAGE_CODE).visible()


TerritoryPageManager = PageManager.from_queryset(TerritoryPageQuerySet)
PLAIN_PAGES = TerritoryPageQuerySet(Page)
