"""The territory's own pages as lists show them."""

from collections.abc import Iterable, Iterator
from typing import Any

from site_core.kernel.addresses import page_path
from site_core.kernel.content import Card
from site_core.kernel.models import Territory


def page_cards(territory: Territory, rows: Iterable[Any]) -> Iterator[Card]:
    """A card for each page."""
    for page in rows:
        if home := territory.home_of(page):
            yield Card(
                kind="page",
                id=page.pk,
                title=page.title,
                url=page_path(page, home),
                when=page.last_published_at,
                summary=page.introduction,
            )
