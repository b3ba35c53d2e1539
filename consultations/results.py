"""What a closed poll's ballots say."""

from dataclasses import dataclass

from django.db.models import Count

from .models import Ballot, Poll, PollOption
from .tally.plurality import Line, leaders, may_be_shown, table


@dataclass(frozen=True, slots=True)
class Results:
    """The count of a poll; without its lines when they would tell who chose what."""

    total: int
    lines: list[Line]
    leaders: list[Line]


def results_of(poll: Poll) -> Results:
    """The count, in two queries; the answers in the language of this page, in their order."""
    counted = Ballot.objects.filter(poll__translation_key=poll.translation_key).values_list(
        "option__translation_key"
    )
    found = dict(counted.annotate(ballots=Count("pk")))
    total = sum(found.values())
    if not may_be_shown(total):
        return Results(total, [], [])
    options: list[PollOption] = list(poll.options.all())
    lines = table(
        [option.label for option in options],
        [found.get(option.translation_key, 0) for option in options],
    )
    return Results(total, lines, leaders(lines))
