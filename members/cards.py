"""Groups as lists show them; made of rows that `rows.py` loads whole."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.text import capfirst

from site_core.kernel.addresses import page_path
from site_core.kernel.content import Card
from site_core.kernel.models import Territory


def group_cards(territory: Territory, rows: Iterable[Any]) -> Iterator[Card]:
    """A card for each group; its kind stands where others show who speaks."""
    for group in rows:
        if home := territory.home_of(group):
            yield Card(
                kind="group",
                id=group.pk,
                title=group.title,
                url=page_path(group, home),
                place=group.place,
                author_name=capfirst(group.get_group_kind_display()),
                author_kind="group",
                summary=group.introduction,
            )
