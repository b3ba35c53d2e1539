"""Who answered a consultation or follows it is told when it closed, and what was decided."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from consultations.models import Poll
from consultations.news import tell_closings
from consultations.services import cast_ballot
from members import services as people
from members.models import User
from messaging.models import Notification
from site_core.kernel import scoping
from site_core.kernel.models import Territory
from tests.factories import make_member, make_poll

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def told(user: User, territory: Territory) -> list[str]:
    """The kinds of what somebody was told."""
    with scoping.scope(territory):
        rows = Notification.objects.filter(membership__user=user).order_by("pk")
        return list(rows.values_list("kind", flat=True))


@pytest.fixture
def poll(a: Territory) -> Any:
    """A poll that Karim answered, that Zoé follows, and that Lucie does not know."""
    poll = make_poll(a, title="Où mettre la halle ?")
    with scoping.scope(a):
        option = poll.options.first()
    voter, follower = make_member(a, name="Karim B."), make_member(a, name="Zoé")
    make_member(a, name="Lucie")
    with scoping.scope(a):
        cast_ballot(poll=poll, voter=voter, choice=option.pk, submission=uuid.uuid4())
        people.follow(user=follower, target=poll)
    poll.people = [voter, follower]
    return poll


def close(poll: Poll, *, ago: timedelta = timedelta(hours=1)) -> None:
    """Let it have closed."""
    now = timezone.now()
    Poll.objects.filter(pk=poll.pk).update(opens_at=now - timedelta(days=30), closes_at=now - ago)


def test_the_closing_is_told_once_to_who_answered_and_who_follows(a: Territory, poll: Any) -> None:
    tell_closings()
    assert [told(one, a) for one in poll.people] == [[], []], "it is open"
    close(poll)
    for _time in range(2):
        tell_closings()
    assert [told(one, a) for one in poll.people] == [["closed"], ["closed"]]
    with scoping.scope(a):
        assert Notification.objects.count() == 2


def test_what_closed_long_ago_in_a_suspended_place_or_is_withdrawn_is_not_told(
    a: Territory, poll: Any
) -> None:
    close(poll, ago=timedelta(days=5))
    tell_closings()
    close(poll)
    Territory.objects.filter(pk=a.pk).update(state=Territory.State.SUSPENDED)
    tell_closings()
    Territory.objects.filter(pk=a.pk).update(state=Territory.State.ACTIVE)
    Poll.objects.filter(pk=poll.pk).update(live=False)
    tell_closings()
    assert [told(one, a) for one in poll.people] == [[], []]


def test_what_was_decided_is_told_once_and_by_mail(a: Territory, b: Territory, poll: Any) -> None:
    close(poll)
    with scoping.scope(a):
        fresh = Poll.objects.get(pk=poll.pk)
        fresh.save_revision().publish()
        assert not mail.outbox
        fresh.outcome, fresh.decision = "La halle ira place du Marché.", Poll.Decision.ADOPTED
        for _time in range(2):
            fresh.save_revision().publish()
    assert [told(one, a) for one in poll.people] == [["decided"], ["decided"]]
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(p.email for p in poll.people)
    with scoping.scope(b):
        assert not Notification.objects.exists()
