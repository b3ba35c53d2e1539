"""What people's words changed, for the front page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from site_core.kernel.addresses import page_path
from site_core.kernel.models import Territory

from .models import Poll

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """A closed consultation: what was asked, by how many it was answered, what came of it.

    `decision` is empty as long as the answer is awaited; `day` is then the day when it is due.
    """

    id: int
    question: str
    url: str
    place: str
    ballots: int
    text: str
    decision: str
    day: date
    is_overdue: bool


def latest_outcomes(territory: Territory) -> Iterator[Outcome]:
    """The last ones that a visitor may read; one query."""
    now = timezone.now()
    last = Poll.objects.shown_here(territory).by_outcome(now).values("pk")[:SHOWN]
    # Ballots are counted for these alone, not for all that could have been among them.
    rows = Poll.objects.filter(pk__in=last).with_ballots().by_outcome(now)
    for poll in rows.for_cards():
        if home := territory.home_of(poll):
            yield Outcome(
                id=poll.pk,
                question=poll.title,
                url=page_path(poll, home),
                place=poll.place,
                ballots=poll.ballots,
                text=poll.outcome,
                decision=poll.get_decision_display(),
                day=poll.answered_on or poll.promised_for,
                is_overdue=poll.is_overdue,
            )
