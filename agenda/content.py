"""Events, declared for the home page and whatever else lists content."""

from collections.abc import Iterable

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from site_core.kernel.content import Card, ContentKind, MapPoint, registry
from site_core.kernel.map_points import points_of
from site_core.kernel.models import Territory

from .cards import event_cards, when_of
from .models import Event


def next_events(territory: Territory, limit: int) -> Iterable[Card]:
    """The cards of the events to come or still running; one query."""
    rows = Event.objects.shown_here(territory).upcoming(timezone.now())
    return event_cards(territory, rows.for_cards()[:limit])


def events_by_town(territory: Territory) -> dict[int, int]:
    """How many events are to come in each commune; one query."""
    rows = Event.objects.shown_here(territory).upcoming(timezone.now())
    rows = rows.exclude(town=None).order_by()
    return dict(rows.values_list("town").annotate(number=Count("pk")))


def next_points(territory: Territory) -> Iterable[MapPoint]:
    """Where the events to come or still running are; one query."""
    rows = Event.objects.shown_here(territory).upcoming(timezone.now())
    fields = ("starts_at", "ends_at", "all_day")
    return points_of("event", territory, rows, when_label=when_of, fields=fields)


EVENT = ContentKind(
    name="event",
    label=_("Event"),
    section="events",
    heading=_("What is happening these days?"),
    empty=_("Nothing is announced for now."),
    all_label=_("See the whole agenda"),
    index_path="/agenda/",
    for_cards=next_events,
    card_template="cards/event.html",
    slug="evenement",
    plural=_("Events"),
    model=Event,
    cards=event_cards,
    steps=(
        ("/agenda/proposer/", _("Propose an event")),
        ("/contact/", _("Tell of an event")),
    ),
    span=lambda event: (event.starts_at, event.over_at),
    limit=6,
    order=1,
    by_town=events_by_town,
    points=next_points,
)


def declare() -> None:
    """Make them known; called once, when the app is ready."""
    registry.register(EVENT)
