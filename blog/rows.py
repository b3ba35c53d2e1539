"""Which blogs and posts, loaded with all that a card shows."""

from typing import Any, Self

from django.db.models import Count, F, Max, OuterRef, Subquery, Value
from django.db.models.functions import Concat, Substr
from wagtail.models import Page, PageManager

from members.authors import with_authors
from site_core.kernel.models.page_rows import PLAIN_PAGES, TerritoryPageQuerySet
from site_core.kernel.pictures import with_card_pictures

ABOVE = 4  # depth of what holds texts: root, home, section, a blog or a group
LAST_CHILD = "Z" * Page.steplen


class TextQuerySet(TerritoryPageQuerySet):
    """Texts of a blog or of a group."""

    def newest(self) -> Self:
        """The last published first."""
        return self.order_by(F("first_published_at").desc(nulls_last=True), "-pk")

    def with_what_is_above(self) -> Self:
        """With place, picture and the title of what they stand in: three queries at most."""
        above = Page.objects.filter(
            path=Substr(OuterRef("path"), 1, Page.steplen * ABOVE), depth=ABOVE
        )
        rows = self.select_related("town", "district").defer_streamfields()
        found: Self = with_card_pictures(
            rows.annotate(title_above=Subquery(above.values("title")[:1]))
        )
        return found


class PostQuerySet(TextQuerySet):
    """Posts."""

    def for_cards(self) -> Self:
        """With place, picture, author and blog: three queries at most, however many rows."""
        found: Self = with_authors(self.with_what_is_above())
        return found


class CollectiveTextQuerySet(TextQuerySet):
    """Texts that a group signs."""

    def for_cards(self) -> Self:
        """With place, picture and group: three queries at most, however many rows."""
        return self.with_what_is_above()


class BlogQuerySet(TerritoryPageQuerySet):
    """Blogs."""

    def for_cards(self) -> Self:
        """With place, author, number of posts and date of the last one, in one query."""
        rows = self.select_related("town", "district").annotate(
            posts=Subquery(_posts_below(Count("pk"))), last_post_at=Subquery(_posts_below(LAST))
        )
        found: Self = with_authors(rows)
        return found


LAST = Max("first_published_at")


def _posts_below(figure: Any) -> Any:
    """One figure about the posts that a visitor may read in the blog of the outer query."""
    last = Concat(OuterRef("path"), Value(LAST_CHILD))
    posts = PLAIN_PAGES.visible().filter(path__gt=OuterRef("path"), path__lte=last)
    return posts.order_by().values("depth").annotate(figure=figure).values("figure")


PostManager = PageManager.from_queryset(PostQuerySet)
CollectiveTextManager = PageManager.from_queryset(CollectiveTextQuerySet)
BlogManager = PageManager.from_queryset(BlogQuerySet)
