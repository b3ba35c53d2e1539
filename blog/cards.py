"""Blogs, posts and collective texts as lists show them; made of rows that `rows.py` loads whole."""

from collections.abc import Iterable, Iterator
from typing import Any

from site_core.kernel.addresses import page_path
from site_core.kernel.content import Card
from site_core.kernel.models import Territory


def post_cards(territory: Territory, rows: Iterable[Any]) -> Iterator[Card]:
    """A card for each post, signed by its author, else by the name of its blog."""
    for post in rows:
        if home := territory.home_of(post):
            yield Card(
                kind="post",
                id=post.pk,
                title=post.title,
                url=page_path(post, home),
                when=post.first_published_at,
                place=post.place,
                author_name=post.author_name or post.title_above,
                author_kind=post.author_kind,
                summary=post.introduction,
                picture=post.picture,
                picture_alt=post.alt,
            )


def blog_cards(territory: Territory, rows: Iterable[Any]) -> Iterator[Card]:
    """A card for each blog, with what it holds and when it last spoke."""
    for blog in rows:
        if home := territory.home_of(blog):
            yield Card(
                kind="blog",
                id=blog.pk,
                title=blog.title,
                url=page_path(blog, home),
                when=blog.last_post_at,
                place=blog.place,
                author_name=blog.author_name,
                author_kind=blog.author_kind,
                summary=blog.description,
                count=blog.posts,
            )


def text_cards(territory: Territory, rows: Iterable[Any]) -> Iterator[Card]:
    """A card for each collective text, signed by its group."""
    for text in rows:
        if home := territory.home_of(text):
            yield Card(
                kind="text",
                id=text.pk,
                title=text.title,
                url=page_path(text, home),
                when=text.first_published_at,
                place=text.place,
                author_name=text.title_above,
                author_kind="group",
                summary=text.introduction,
                picture=text.picture,
                picture_alt=text.alt,
            )
