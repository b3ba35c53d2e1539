"""Polls, declared for the home page and whatever else lists content."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from site_core.kernel.clock import Phase
from site_core.kernel.content import Card, ContentKind, MapPoint, registry
from site_core.kernel.map_points import points_of
from site_core.kernel.models import Territory

from .cards import poll_cards, when_of
from .models import Poll


def current_polls(territory: Territory, limit: int) -> Iterable[Card]:
    """The cards of the open polls, then of those announced; the first to close can be answered.

    Two queries.
    """
    rows = Poll.objects.shown_here(territory).current(timezone.now())
    polls = list(rows.for_cards()[:limit])
    cards = list(poll_cards(territory, polls))
    if cards and cards[0].state == Phase.OPEN:
        cards[0] = replace(cards[0], choices=tuple(polls[0].papers))
    return cards


def points_of_polls(territory: Territory) -> Iterable[MapPoint]:
    """Where the polls that are open or announced are about; one query."""
    rows = Poll.objects.shown_here(territory).current(timezone.now())
    fields = ("opens_at", "closes_at")
    return points_of("poll", territory, rows, when_label=when_of, fields=fields)


POLL = ContentKind(
    name="poll",
    label=_("Poll"),
    section="polls",
    heading=_("What can I have a say in?"),
    empty=_("No question is open for now."),
    all_label=_("See all consultations"),
    index_path="/consultations/",
    for_cards=current_polls,
    card_template="cards/poll.html",
    slug="sondage",
    plural=_("Polls"),
    model=Poll,
    cards=poll_cards,
    steps=(("/contact/", _("Suggest a question")),),
    span=lambda poll: (poll.opens_at, poll.closes_at),
    list_class="poll-lines",
    limit=4,
    order=3,
    followable=True,
    points=points_of_polls,
)


def declare() -> None:
    """Make them known; called once, when the app is ready."""
    registry.register(POLL)
