"""What feed readers follow: all the posts of a territory, or those of one blog."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from members.authors import author_of
from site_core.kernel.addresses import path_in
from site_core.kernel.content import Card
from site_core.kernel.feeds import rss
from site_core.kernel.models import Territory

from .cards import post_cards
from .models import Blog, BlogIndex, Post

LONGEST = 30  # posts of a feed: a reader comes back long before there are more


@require_safe
@conditional_page
def territory_posts(request: HttpRequest) -> HttpResponse:
    """The last posts of all blogs, in the language of the address."""
    territory: Territory = request.territory  # type: ignore[attr-defined]
    index = get_object_or_404(BlogIndex.objects.shown_here(territory))
    rows = Post.objects.shown_here(territory).newest()
    return rss(
        request,
        cards_with_topics(territory, rows),
        title=_("%(place)s: the posts") % {"place": territory.name},
        description=_("What people are saying here, in all the blogs."),
        link=path_in(territory, index),
    )


@require_safe
@conditional_page
def blog_posts(request: HttpRequest, slug: str) -> HttpResponse:
    """The last posts of one blog."""
    territory: Territory = request.territory  # type: ignore[attr-defined]
    blog = get_object_or_404(Blog.objects.shown_here(territory), slug=slug)
    author = author_of(blog).get("author_name", "")
    return rss(
        request,
        cards_with_topics(territory, Post.objects.child_of(blog).visible().newest()),
        title=f"{blog.title}, {territory.name}",
        description=blog.description or author or blog.title,
        link=path_in(territory, blog),
    )


def cards_with_topics(territory: Territory, rows: Any) -> Iterator[Card]:
    """The cards of the first rows with what they are about: four queries at most."""
    loaded = list(rows.for_cards().prefetch_related("topics")[:LONGEST])
    for row, card in zip(loaded, post_cards(territory, loaded), strict=True):
        yield replace(card, topics=tuple(topic.name for topic in row.topics.all()))
