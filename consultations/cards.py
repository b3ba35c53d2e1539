"""Polls as lists show them; made of rows that `rows.py` loads whole."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from site_core.kernel import clock
from site_core.kernel.addresses import page_path
from site_core.kernel.content import Card
from site_core.kernel.day_words import consultation_when
from site_core.kernel.models import Territory


def poll_cards(territory: Territory, rows: Iterable[Any]) -> Iterator[Card]:
    """A card for each poll."""
    now = timezone.now()
    for poll in rows:
        if home := territory.home_of(poll):
            yield Card(
                kind="poll",
                id=poll.pk,
                title=poll.title,
                url=page_path(poll, home),
                when=timezone.localtime(poll.opens_at),
                when_label=when_of(poll),
                ends=timezone.localtime(poll.closes_at),
                state=clock.phase(poll.opens_at, poll.closes_at, now),
                place=poll.place,
                summary=poll.introduction,
            )


def when_of(poll: Any) -> str:
    """Where a poll stands, in words, on the territory's clocks."""
    return consultation_when(
        poll.opens_at,
        poll.closes_at,
        now=timezone.now(),
        zone=timezone.get_current_timezone(),
    )
