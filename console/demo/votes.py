"""The votes of the demo: believable, through the ballot box, and as secret as any."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random, SystemRandom
from typing import Any

from django.utils import timezone

from console.models import DemoItem
from consultations.policies import why_not_vote
from consultations.services import cast_ballot
from members.models import User

from . import script
from .upkeep import untouched, written_again

VOTERS = tuple(f"habitant{number}" for number in range(11, 31))
LEAST = 6  # ballots in a poll, when the script does not say


def hold(item: DemoItem, poll: script.Poll, people: dict[str, User], draw: Random) -> None:
    """Fill the box of a closed poll and answer it.

    The box of an open poll stays empty: everybody who tries the demo may vote. One that somebody
    edited or answered is left alone: its box was theirs to fill. The territory must be in scope,
    the transaction one in which nobody sees the poll open again.
    """
    item.refresh_from_db()
    if (page := untouched(item)) and not page.outcome:
        with opened_again(page):
            vote(page, poll.ballots, people, draw)
        answer(page, poll)
        written_again(item, page)


def vote(page: Any, ballots: Sequence[int], people: dict[str, User], draw: Random) -> None:
    """Cast so many ballots for each option, as far as there are people who may still vote.

    Who votes and how often each option is chosen follow from the seed. Who chose what does not: the
    seed is public, a ballot is secret.
    """
    now = timezone.now()
    voters = [people[name] for name in VOTERS if not why_not_vote(people[name], page, now)]
    options = list(page.options.all())
    ballots = ballots or drawn(len(options), draw)
    choices = [
        option.pk for option, many in zip(options, ballots, strict=False) for _ in range(many)
    ]
    SystemRandom().shuffle(choices)
    number = min(len(voters), len(choices))
    for voter, choice in zip(draw.sample(voters, number), choices, strict=False):
        cast_ballot(poll=page, voter=voter, choice=choice, submission=uuid.uuid4())


def drawn(options: int, draw: Random) -> list[int]:
    """How many ballots each of so many options gets."""
    chosen = draw.choices(range(options), k=draw.randint(LEAST, len(VOTERS)))
    return [chosen.count(option) for option in range(options)]


@contextmanager
def opened_again(page: Any) -> Iterator[None]:
    """A closed poll, with its box open for a moment."""
    closed_at: datetime = page.closes_at
    page.closes_at = timezone.now() + timedelta(hours=1)
    page.save(update_fields=["closes_at"])
    yield
    page.closes_at = closed_at
    page.save(update_fields=["closes_at"])


def answer(page: Any, poll: script.Poll) -> None:
    """What was decided on a closed poll."""
    page.outcome, page.decision = poll.outcome, poll.decision
    if poll.outcome:
        page.answered_on = timezone.localdate(page.closes_at) + timedelta(days=poll.answered)
