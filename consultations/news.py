"""Who answered a consultation or follows it is told that it closed, and what was decided."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from wagtail.signals import page_published

from members.models import Follow, Membership
from messaging.models import Notification
from messaging.notification_kinds import NotificationKind, registry
from messaging.notifications import tell_many
from site_core.kernel import scoping, territories
from site_core.kernel.models import Territory

from .models import Poll, RollEntry

CLOSED = registry.register(
    NotificationKind(
        name="closed",
        label=_("A consultation that I answered or follow is closed"),
        sentence=_("“%(what)s” is closed: see what was answered"),
    )
)
DECIDED = registry.register(
    NotificationKind(
        name="decided",
        label=_("What is decided after a consultation that I answered or follow"),
        sentence=_("What was decided after “%(what)s”"),
        by_mail=True,
    )
)
WEEK = timedelta(days=7)
LATEST = timedelta(days=2)  # after the closing: what closed before is no news


def concerned(poll: Poll) -> Any:
    """The members who answered a poll of the territory in scope, or follow it."""
    voters = RollEntry.objects.filter(poll=poll, voter__isnull=False).values("voter")
    followers = Follow.objects.filter(page=poll).values("membership")
    return Membership.objects.filter(Q(user__in=voters) | Q(pk__in=followers))


def tell_closings(now: datetime | None = None) -> None:
    """Tell of the polls that closed, each once, in every territory that is open."""
    now = now or timezone.now()
    with scoping.everywhere():
        told = Notification.objects.filter(kind=CLOSED.name, at__gt=now - 2 * LATEST)
        closed = Poll.objects.live().filter(closes_at__gt=now - LATEST, closes_at__lte=now)
        polls = list(closed.exclude(pk__in=told.values("page")))
    for poll in polls:
        territory = territories.territory_of_path(poll.path)
        if territory is not None and territory.state == Territory.State.ACTIVE:
            with territories.enter(territory):
                tell_many(CLOSED, concerned(poll), poll)


def is_fresh(poll: Poll) -> bool:
    """Whether something was decided, lately: an old decision that is corrected is no news."""
    since = timezone.localdate() - WEEK
    return bool(poll.outcome and poll.answered_on and poll.answered_on > since)


@task()
def tell_decision(territory_id: int, poll_id: int) -> None:
    """Tell what was decided after a poll, once."""
    territory = Territory.objects.select_related("site__root_page").get(pk=territory_id)
    with territories.enter(territory):
        poll = Poll.objects.in_territory(territory).live().filter(pk=poll_id).first()
        if poll is not None and is_fresh(poll):
            tell_many(DECIDED, concerned(poll), poll)


@receiver(page_published, sender=Poll)
def follow_decision(instance: Poll, **_kwargs: Any) -> None:
    """An outcome is told by a worker, however often its poll is published."""
    territory = territories.territory_of_path(instance.path)
    if territory is not None and is_fresh(instance):
        tell_decision.enqueue(territory.pk, instance.pk)
