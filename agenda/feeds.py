"""The agenda for other programs: one event to keep, or all of them to follow."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from site_core.kernel.addresses import path_in, public_url
from site_core.kernel.models import Territory, Town

from . import ical
from .models import Agenda, Event

REMEMBERED = timedelta(days=60)  # how long those who follow keep what is over
LONGEST = 500  # events


@require_safe
@conditional_page
def one_event(request: HttpRequest, slug: str) -> HttpResponse:
    """A file to open with one's own agenda."""
    territory: Territory = request.territory  # type: ignore[attr-defined]
    event = get_object_or_404(rows_here(territory), slug=slug)
    response = answer(request, [event], name=event.title, path=request.path)
    response["Content-Disposition"] = f'attachment; filename="agenda-{event.pk}.ics"'
    return response


@require_safe
@conditional_page
def all_events(request: HttpRequest) -> HttpResponse:
    """What is to come and what is just over, of the whole territory or of `?commune=`."""
    territory: Territory = request.territory  # type: ignore[attr-defined]
    get_object_or_404(Agenda.objects.shown_here(territory))
    name, path = territory.name, request.path
    rows = rows_here(territory).filter(over_at__gt=timezone.now() - REMEMBERED)
    if code := request.GET.get("commune"):
        town = get_object_or_404(Town, code=code)
        name, path = f"{town.name}, {name}", f"{path}?commune={town.code}"
        rows = rows.filter(town=town)
    return answer(request, rows.order_by("starts_at", "pk")[:LONGEST], name=name, path=path)


def rows_here(territory: Territory) -> Any:
    """The events that a visitor may read, with places and topics: two queries."""
    return Event.objects.shown_here(territory).for_cards().prefetch_related("topics")


def answer(request: HttpRequest, rows: Iterable[Event], *, name: str, path: str) -> HttpResponse:
    """The calendar of these events, which answers at `path`."""
    territory: Territory = request.territory  # type: ignore[attr-defined]
    start = public_url(territory.hostname, request)
    text = ical.calendar(
        [entry(event, start + iri_to_uri(path_in(territory, event))) for event in rows],
        uid=str(uuid5(territory.public_id, path)),
        name=name,
        url=start + path,
        zone=ZoneInfo(territory.time_zone),
    )
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def entry(event: Event, url: str) -> ical.Entry:
    """An event, as calendars tell it; the same one in all the languages it is told in."""
    created = event.first_published_at or event.starts_at
    changed = event.last_published_at or created
    return ical.Entry(
        uid=str(event.translation_key),
        title=event.title,
        url=url,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        all_day=event.all_day,
        status=event.status.upper(),
        sequence=max(0, int((changed - created).total_seconds())),
        created_at=created,
        changed_at=changed,
        description=description(event),
        location=", ".join(part for part in (event.venue, event.address, event.place) if part),
        point=point_of(event),
        categories=tuple(topic.name for topic in event.topics.all()),
    )


def point_of(event: Event) -> tuple[float, float] | None:
    """The point that its author set, if any."""
    if event.latitude is None or event.longitude is None:
        return None
    return event.latitude, event.longitude


def description(event: Event) -> str:
    """What there is to know, a line each."""
    facts = (
        (_("Organised by"), event.organiser),
        (_("Price"), event.price),
        (_("Access"), event.access),
    )
    lines = [
        _("%(label)s: %(text)s") % {"label": label, "text": text} for label, text in facts if text
    ]
    return "\n".join([event.introduction, *lines])
