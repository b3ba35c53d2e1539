"""Who may vote, and whether a poll may still be changed."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from members.models import Membership
from site_core.kernel import clock

from .models import Ballot, Poll, RollEntry


def why_not_vote(user: Any, poll: Poll, now: datetime) -> str:
    """Why this person cannot vote in this poll now, in a sentence; empty when they can."""
    phase = clock.phase(poll.opens_at, poll.closes_at, now)
    if phase == clock.Phase.UPCOMING:
        return _("This poll is not open yet.")
    if phase == clock.Phase.CLOSED:
        return _("This poll is closed: the ballot box takes nothing more.")
    if not user.is_authenticated:
        return _("Sign in to vote.")
    if not is_member(user):
        return _("Only members of this territory vote here. Join it first.")
    if has_voted(user, poll):
        return _("You have voted already: your ballot is in the box.")
    return ""


def must_join(user: Any, poll: Poll, now: datetime) -> bool:
    """Whether joining the territory is all that this person lacks to vote in this poll."""
    phase = clock.phase(poll.opens_at, poll.closes_at, now)
    return phase == clock.Phase.OPEN and user.is_authenticated and not is_member(user)


def is_member(user: Any) -> bool:
    """Whether this person belongs to the territory in scope."""
    return bool(Membership.objects.filter(user=user).exists())


def has_voted(user: Any, poll: Poll) -> bool:
    """Whether this person is on the roll of a poll."""
    return bool(RollEntry.objects.filter(poll=poll, voter=user).exists())


def voted_in(user: Any) -> Any:
    """The polls on whose roll this person is, in every language."""
    rolls = RollEntry.objects.filter(voter=user)
    return Poll.objects.filter(translation_key__in=rolls.values("poll__translation_key"))


def has_ballots(poll: Poll) -> bool:
    """Whether somebody voted: then the answers to choose from are fixed."""
    return bool(Ballot.objects.filter(poll=poll).exists())
