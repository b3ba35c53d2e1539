"""The letters of news: to whom, when, what, and never twice.

Each member has a moment when the next one is due (`Membership.digest_due_at`). Whoever moves it on
has the turn, however many processes try; what is then found is what a visitor may read now.
"""

import logging
import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from members.feed import News, criteria_of, published, with_criteria
from members.matching import Reason, matching
from members.models import Membership
from members.services import refuse_mail
from site_core.kernel import scoping, territories
from site_core.kernel.listing import cards_of
from site_core.kernel.models import Territory

from .digest_mail import written
from .models import Digest

BATCH = 100  # members whose letters are made together
FURTHEST = timedelta(days=7)  # that a letter looks back, after an outage too
AGAIN_AFTER = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=2)
LONGEST = 15  # items told in one letter; the feed has the rest
PERMANENT = range(500, 600)  # answers of a mail server that mean never (RFC 5321)
logger = logging.getLogger("kikalu.digests")


class Edition:
    """What is new in a territory, and its cards, read again every so many letters."""

    def __init__(self, territory: Territory, now: datetime) -> None:
        self.territory = territory
        self.items = published(territory, now - FURTHEST - GIVE_UP_AFTER, now)
        self.left = 0

    def news_of(self, member: Membership, since: datetime, until: datetime) -> list[News]:
        """What a member asked for between two moments and a visitor may read, newest first."""
        if not self.left:
            self.cards = cards_of(self.territory, [(item.kind, item.page) for item in self.items])
            self.left = BATCH
        self.left -= 1
        fresh = (item for item in self.items if since < item.at <= until)
        return [
            News(*self.cards[item.page], item.at, why is Reason.FOLLOWED)
            for item, why in matching(criteria_of(member), fresh)
            if item.page in self.cards
        ]


class Turn(NamedTuple):
    """A letter to write, and to whom."""

    digest: Digest
    member: Membership


def send_due(now: datetime | None = None) -> int:
    """Send what is due in every territory that is open; how many letters left.

    Safe at any time and twice at once. A territory where it fails does not hold up the others.
    """
    now = now or timezone.now()
    with scoping.everywhere():
        due = Membership.objects.filter(digest_due_at__lte=now).values("territory")
        failed = Digest.objects.filter(done_at=None, has_failed=True).values("territory")
        places = Territory.objects.filter(state=Territory.State.ACTIVE)
        where = list(
            (places.filter(pk__in=due) | places.filter(pk__in=failed))
            .select_related("site__root_page")
            .order_by("pk")
        )
    sent = 0
    for territory in where:
        try:
            with territories.enter(territory):
                sent += send_in(territory, now)
        except Exception:
            logger.exception("The letters of %s failed; the next run tries again", territory.slug)
    return sent


def send_in(territory: Territory, now: datetime) -> int:
    """The letters of the territory in scope that are due, then those that failed a while ago."""
    edition = Edition(territory, now)
    return sum(deliver(edition, turn) for turn in chain(turns(now), failed_turns(now)))


def turns(now: datetime) -> Iterator[Turn]:
    """The letters that are due, each taken by this process alone."""
    while members := list(due_members(now)[:BATCH]):
        for member in members:
            if (turn := take(member, now)) and may_be_written_to(member, now):
                yield turn


def due_members(now: datetime) -> Any:
    """Members whose letter is due, with what they ask for and until when they were told."""
    told = Digest.objects.filter(membership=OuterRef("pk"), done_at__isnull=False)
    until = told.order_by().values("membership").annotate(last=Max("until")).values("last")
    rows = Membership.objects.filter(digest_due_at__lte=now).select_related("user", "territory")
    return with_criteria(rows.annotate(told_until=Subquery(until)).order_by("digest_due_at", "pk"))


@transaction.atomic
def take(member: Any, now: datetime) -> Turn | None:
    """The turn of a member, unless somebody else has it by now."""
    due, rows = member.digest_due_at, Membership.objects.filter(pk=member.pk)
    member.plan_digest(now)
    if not rows.filter(digest_due_at=due).update(digest_due_at=member.digest_due_at):
        return None
    since = max(filter(None, (member.told_until, member.joined_at, now - FURTHEST)))
    digest, is_new = Digest.objects.get_or_create(
        membership=member,
        due_at=due,
        defaults={"since": since, "until": now, "tried_at": now},
    )
    return Turn(digest, member) if is_new else None


def failed_turns(now: datetime) -> Iterator[Turn]:
    """The letters that the mail server did not take a while ago, each tried by one process."""
    rows = Digest.objects.filter(
        done_at=None,
        has_failed=True,
        tried_at__lte=now - AGAIN_AFTER,
        due_at__gt=now - GIVE_UP_AFTER,
    )
    for digest in rows.order_by("pk")[:BATCH]:
        known = rows.filter(pk=digest.pk, tried_at=digest.tried_at)
        if known.update(has_failed=False, tried_at=now):
            members = Membership.objects.filter(pk=digest.membership_id)
            member = with_criteria(members.select_related("user", "territory")).get()
            if may_be_written_to(member, now):
                yield Turn(digest, member)


def may_be_written_to(member: Membership, now: datetime) -> bool:
    """Whether letters may go to a member: their account is open, their mail arrives, no pause."""
    user, is_pausing = member.user, member.is_pausing(timezone.localdate(now))
    return user.is_active and user.mail_refused_at is None and not is_pausing


def deliver(edition: Edition, turn: Turn) -> bool:
    """Write one letter and hand it over; whether it left. Nothing to tell is nothing sent."""
    digest, member = turn
    told = edition.news_of(member, digest.since, digest.until)
    rows = Digest.objects.filter(pk=digest.pk)
    if not told:
        rows.update(done_at=timezone.now())
        return False
    message = written(edition.territory, digest, member, told[:LONGEST], len(told))
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _reason in error.recipients.values()]
        if all(code in PERMANENT for code in codes):
            refuse_mail(user=member.user)
        else:
            rows.update(has_failed=True)
        return False
    except OSError as error:  # SMTPException is one
        slug = edition.territory.slug
        logger.warning("A letter of %s did not leave: %s", slug, type(error).__name__)
        rows.update(has_failed=True)
        return False
    rows.update(done_at=timezone.now(), count=len(told))
    return True
