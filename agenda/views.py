"""The agenda by month."""

from dataclasses import dataclass, field
from datetime import date, tzinfo
from types import SimpleNamespace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from site_core.kernel import clock, translations
from site_core.kernel.addresses import path_in
from site_core.kernel.content import Card
from site_core.kernel.day_words import hour_words
from site_core.kernel.listing import chosen_town
from site_core.kernel.models import Territory, Town

from .cards import event_cards
from .models import Agenda, Event
from .month import Month, days_of

MOST = 300  # events of one month; beyond, one chooses a commune
IN_A_SQUARE = 3  # events named in a day of the grid; the list below has them all


@dataclass(frozen=True, slots=True)
class Line:
    """An event on one day: its hour on the day it begins, nothing on those that follow."""

    hour: str
    card: Card


@dataclass(frozen=True, slots=True)
class Square:
    """One day of the grid, with all its events."""

    day: date
    is_outside: bool
    is_today: bool
    lines: list[Line] = field(default_factory=list)

    @property
    def named(self) -> list[Line]:
        """Those that there is room for."""
        return self.lines[:IN_A_SQUARE]

    @property
    def unnamed(self) -> int:
        """How many there is no room for."""
        return len(self.lines) - len(self.named)

    @property
    def url(self) -> str:
        """Where its events are told: lower on the page, or on the page of their month."""
        return month_path(self.day) if self.is_outside else f"#event-{self.lines[0].card.id}"


@dataclass(frozen=True, slots=True)
class Step:
    """Another month, and where it is."""

    first: date
    url: str


@require_safe
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """One month: its grid, then its list; 404 for a year that nobody means.

    Past the first and the last event one empty month is led to, not more: robots would never end.
    """
    territory: Territory = request.territory  # type: ignore[attr-defined]
    agenda = get_object_or_404(Agenda.objects.shown_here(territory))
    shown = Month(date(plausible_year(year), int(month), 1))
    zone, today = timezone.get_current_timezone(), timezone.localdate()
    towns = list(Town.objects.all())
    town = chosen_town(request.GET.get("commune", ""), towns)
    events = Event.objects.shown_here(territory).for_cards()
    if town:
        events = events.filter(town=town)
    rows = list(events.between(*shown.bounds_of_weeks(zone))[: MOST + 1])
    told = list(zip(rows, event_cards(territory, rows), strict=True))[:MOST]
    begins, ends = shown.bounds(zone)
    cards = [card for event, card in told if event.starts_at < ends and event.over_at > begins]
    later = None if cards else events.filter(starts_at__gte=ends).order_by("starts_at").first()
    this_month = today.replace(day=1)
    goes_back = cards or shown.first >= this_month or events.filter(starts_at__lt=begins).exists()
    goes_on = cards or shown.first <= this_month or later
    path = path_in(territory, agenda)
    context = {
        "agenda": agenda,
        "address": path,
        "translations": translations.of_view(request, territory),
        "breadcrumbs": [(path, agenda.title)],
        "month": shown,
        "weeks": squares(shown, told, zone, today),
        "cards": cards,
        "is_cut": len(rows) > MOST,
        "listing": SimpleNamespace(towns=towns, town=town),
        "previous": step(shown.previous.first) if goes_back else None,
        "next": step(shown.next.first) if goes_on else None,
        "now": None if shown.holds(today) else step(today),
        "later": later and step(timezone.localdate(later.starts_at)),
    }
    return render(request, "pages/agenda/month.html", context)


def squares(
    shown: Month, told: list[tuple[Event, Card]], zone: tzinfo, today: date
) -> list[list[Square]]:
    """The weeks of a month with their events."""
    weeks = [
        [Square(day, not shown.holds(day), day == today) for day in week] for week in shown.weeks
    ]
    by_day = {square.day: square for week in weeks for square in week}
    for event, card in told:
        first, *_rest = days = days_of(event.starts_at, event.over_at, zone)
        for day in days:
            if square := by_day.get(day):
                has_hour = day == first and not event.all_day
                hour = hour_words(event.starts_at, zone) if has_hour else ""
                square.lines.append(Line(hour, card))
    return weeks


def plausible_year(text: str) -> int:
    """The year of an address; Http404 for one that nobody means."""
    if int(text) not in clock.PLAUSIBLE:
        raise Http404
    return int(text)


def step(day: date) -> Step | None:
    """The month of a day; None where there are no more years."""
    first = day.replace(day=1)
    return Step(first, month_path(first)) if first.year in clock.PLAUSIBLE else None


def month_path(day: date) -> str:
    """Where the month of a day answers, in the language being spoken."""
    return reverse("agenda:month", kwargs={"year": f"{day:%Y}", "month": f"{day:%m}"})
