"""Events as lists show them; made of rows that `rows.py` loads whole."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from site_core.kernel import clock
from site_core.kernel.addresses import page_path
from site_core.kernel.content import Card
from site_core.kernel.day_words import event_when
from site_core.kernel.models import Territory


def event_cards(territory: Territory, rows: Iterable[Any]) -> Iterator[Card]:
    """A card for each event."""
    for event in rows:
        if home := territory.home_of(event):
            yield Card(
                kind="event",
                id=event.pk,
                title=event.title,
                url=page_path(event, home),
                when=timezone.localtime(event.starts_at),
                when_label=when_of(event),
                ends=event.ends_at,
                state="" if event.status == "confirmed" else event.get_status_display(),
                place=", ".join(part for part in (event.venue, event.place) if part),
                summary=event.introduction,
                author_name=event.organiser,
                calendar_url=calendar_url(event, page_path(event, home)),
            )


def calendar_url(event: Any, path: str) -> str:
    """The file that puts an event into one's own agenda; none once it is over or cancelled."""
    if event.status == "cancelled" or clock.is_past(event.over_at, timezone.now()):
        return ""
    return f"{path.removesuffix('/')}.ics"


def when_of(event: Any) -> str:
    """When an event is, in words, on the territory's clocks."""
    return event_when(
        event.starts_at,
        event.ends_at,
        all_day=event.all_day,
        now=timezone.now(),
        zone=timezone.get_current_timezone(),
    )
