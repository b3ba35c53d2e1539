"""RSS (https://www.rssboard.org/rss-specification), made of the same cards as the lists."""

from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import addresses
from .content import AUTHOR_KINDS, Card
from .models.territory import Territory

DUBLIN_CORE = {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}


class PlacedRss(Rss201rev2Feed):
    """RSS that says where each item is about; an empty feed keeps the date of its territory."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """As Django's, with the place."""
        super().add_item_elements(handler, item)
        if item["place"]:
            handler.addQuickElement("dc:coverage", item["place"], DUBLIN_CORE)

    def latest_post_date(self) -> datetime:
        """When the newest item was published: never the clock, which would change every answer."""
        dates = [item["pubdate"] for item in self.items if item["pubdate"]]
        newest: datetime = max(dates, default=self.feed["opened_at"])
        return newest


def rss(
    request: HttpRequest, cards: Iterable[Card], *, title: str, description: str, link: str
) -> HttpResponse:
    """The feed of these cards; `link` is the path of the page that lists them.

    Who speaks is told as on the site, the name then the kind. Readers take titles and summaries
    for HTML, so both are escaped once more than XML asks for.
    """
    territory: Territory = request.territory  # type: ignore[attr-defined]
    start = addresses.public_url(territory.hostname, request)
    feed = PlacedRss(
        title=title,
        link=start + link,
        description=description,
        language=get_language(),
        feed_url=start + request.path,
        opened_at=territory.created_at,
    )
    for card in cards:
        feed.add_item(
            title=escape(card.title, quote=False),
            link=start + card.url,
            description=escape(card.summary, quote=False),
            unique_id=f"urn:kikalu:{territory.public_id}:{card.kind}:{card.id}",
            unique_id_is_permalink=False,
            author_name=signature(card),
            pubdate=card.when,
            categories=card.topics,
            place=card.place,
        )
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def signature(card: Card) -> str:
    """Who speaks, in words: “Camille Dupuis (inhabitant)”."""
    kind = str(AUTHOR_KINDS.get(card.author_kind, ""))
    if card.author_name and kind:
        return _("%(name)s (%(kind)s)") % {"name": card.author_name, "kind": kind.lower()}
    return card.author_name or kind
