"""The letters of news: to whom, when, what, and never twice.

Each member has a moment when the next one is due (`Membership.digest_due_at`). Whoever moves it on
has the turn, however many processes try; what is then found is what a visitor may read now.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Subquery
from django.utils import timezone, translation

from members.feed import News, criteria_of, published, with_criteria
from members.matching import Reason, matching
from members.models import Frequency, Membership
from members.services import refuse_mail
from site_core.kernel import mail, scoping, territories
from site_core.kernel.listing import cards_of
from site_core.kernel.mail import Fate
from site_core.kernel.models import Territory
from site_core.kernel.models.page_rows import PLAIN_PAGES

from .digest_mail import written
from .models import Digest

BATCH = 100  # members whose letters are made together
FIRST = timedelta(days=7)  # that the first letter looks back
FURTHEST = timedelta(days=31)  # that any letter does, after an outage too
AGAIN_AFTER = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=2)
LONGEST = 15  # items told in one letter; the feed has the rest
PATIENCE = 3  # letters cut short one after the other: then the server is down
logger = logging.getLogger("kikalu.digests")


class MailIsDownError(Exception):
    """No mail server answers: what is due stays due."""


class Edition:
    """What is new in a territory, and its cards, read again every so many letters.

    `connection` is that to the mail server: one for all letters.
    """

    def __init__(self, territory: Territory, now: datetime, connection: Any) -> None:
        self.territory, self.connection = territory, connection
        self.items = published(territory, now - FURTHEST - GIVE_UP_AFTER, now)
        self.left = self.cut_short = 0

    def news_of(self, member: Membership, since: datetime, until: datetime) -> list[News]:
        """What a member asked for between two moments and a visitor may read, newest first."""
        if not self.left:
            self.cards = cards_of(self.territory, [(item.kind, item.page) for item in self.items])
            self.left = BATCH
        self.left -= 1
        fresh = (item for item in self.items if since < item.at <= until)
        asked = [
            (item, why)
            for item, why in matching(criteria_of(member), fresh)
            if item.page in self.cards
        ]
        rows = PLAIN_PAGES.in_territory(self.territory).visible()
        readable = set(
            rows.filter(pk__in=[item.page for item, _why in asked]).values_list("pk", flat=True)
        )
        return [
            News(*self.cards[item.page], item.at, why is Reason.FOLLOWED)
            for item, why in asked
            if item.page in readable
        ]


class Turn(NamedTuple):
    """A letter to write, and to whom."""

    digest: Digest
    member: Membership


class Run(NamedTuple):
    """How many letters left, and how many could not, or held up all that wait behind them.

    What could not leave is tried again.
    """

    sent: int
    failed: int


def send_due(now: datetime | None = None) -> Run:
    """Send what is due in every territory that is open.

    Safe at any time and twice at once. A territory where it fails does not hold up the others; a
    mail server that does not answer ends the run, and what is due waits for the next one.
    """
    now = now or timezone.now()
    with scoping.everywhere():
        due = Membership.objects.filter(digest_due_at__lte=now).values("territory")
        failed = failed_rows(now).values("territory")
        places = Territory.objects.filter(state=Territory.State.ACTIVE)
        where = list(
            (places.filter(pk__in=due) | places.filter(pk__in=failed))
            .select_related("site__root_page")
            .order_by("pk")
        )
    fates: Counter[bool | None] = Counter()
    with translation.override(settings.LANGUAGE_CODE), closing(mail.connect()) as connection:
        for territory in where:
            try:
                with territories.enter(territory):
                    for has_left in send_in(territory, now, connection):
                        fates[has_left] += 1
            except MailIsDownError:
                fates[False] += 1
                break
            except Exception:
                logger.exception("The letters of %s failed", territory.slug)
                fates[False] += 1
    return Run(fates[True], fates[False])


def send_in(territory: Territory, now: datetime, connection: Any) -> Iterator[bool | None]:
    """Send what is due in the territory in scope, then what failed a while ago.

    Whether each left; None for what is not to leave. Raises MailIsDownError when no mail server
    answers.
    """
    edition = Edition(territory, now, connection)
    return (deliver(edition, turn) for turn in chain(turns(now), failed_turns(now)))


def turns(now: datetime) -> Iterator[Turn]:
    """The letters that are due, each taken by this process alone."""
    while members := list(due_members(now)[:BATCH]):
        for member in members:
            if not (turn := take(member, now)):
                continue
            if may_be_written_to(member, now):
                yield turn
            else:
                Digest.objects.filter(pk=turn.digest.pk).delete()


def due_members(now: datetime) -> Any:
    """Members whose letter is due, with what they ask for and until when they were told.

    Not those to whom an earlier letter may be leaving at this moment: it is known soon what of it.
    """
    leaving = Digest.objects.filter(
        membership=OuterRef("pk"), done_at=None, has_failed=False, tried_at__gt=now - AGAIN_AFTER
    )
    told = Digest.objects.filter(membership=OuterRef("pk"), done_at__isnull=False)
    until = told.order_by().values("membership").annotate(last=Max("until")).values("last")
    rows = Membership.objects.filter(~Exists(leaving), digest_due_at__lte=now)
    rows = rows.select_related("user", "territory")
    return with_criteria(rows.annotate(told_until=Subquery(until)).order_by("digest_due_at", "pk"))


@transaction.atomic
def take(member: Any, now: datetime) -> Turn | None:
    """The turn of a member, unless somebody else has it by now."""
    due, rows = member.digest_due_at, Membership.objects.filter(pk=member.pk)
    member.plan_digest(now)
    if not rows.filter(digest_due_at=due).update(digest_due_at=member.digest_due_at):
        return None
    since = member.told_until or max(member.joined_at, now - FIRST)
    # What failed before is told in this one.
    Digest.objects.filter(membership=member, done_at=None).update(has_failed=False)
    digest, is_new = Digest.objects.get_or_create(
        membership=member,
        due_at=due,
        defaults={"since": max(since, now - FURTHEST), "until": now, "tried_at": now},
    )
    return Turn(digest, member) if is_new else None


def failed_turns(now: datetime) -> Iterator[Turn]:
    """The letters that the mail server did not take a while ago, each tried by one process."""
    rows = failed_rows(now)
    while failed := {digest.membership_id: digest for digest in rows.order_by("pk")[:BATCH]}:
        members = Membership.objects.filter(pk__in=failed).select_related("user", "territory")
        for member in with_criteria(members):
            digest = failed[member.pk]
            known = rows.filter(pk=digest.pk, tried_at=digest.tried_at)
            if known.update(has_failed=False, tried_at=now) and may_be_written_to(member, now):
                yield Turn(digest, member)


def failed_rows(now: datetime) -> Any:
    """The letters that no server took, which are to be tried again."""
    return Digest.objects.filter(
        done_at=None,
        has_failed=True,
        tried_at__lte=now - AGAIN_AFTER,
        due_at__gt=now - GIVE_UP_AFTER,
    )


def may_be_written_to(member: Membership, now: datetime) -> bool:
    """Whether letters may go to a member: they want some, and not later, and their mail arrives."""
    user, is_pausing = member.user, member.is_pausing(timezone.localdate(now))
    is_wanted = member.frequency != Frequency.NEVER and not is_pausing
    return is_wanted and user.is_active and user.mail_refused_at is None


def deliver(edition: Edition, turn: Turn) -> bool | None:
    """Write one letter and hand it over; whether it left, or None.

    Nothing to tell is nothing sent, and no letter reaches a box that does not exist.

    What is refused, or cannot be written, is tried again later; what was cut short is not, since it
    may have left. Raises MailIsDownError when no mail server answers.
    """
    digest, member = turn
    rows = Digest.objects.filter(pk=digest.pk)
    try:
        told = edition.news_of(member, digest.since, digest.until)
        if not told:
            rows.update(done_at=timezone.now())
            return None
        message = written(edition.territory, digest, member, told[:LONGEST], len(told))
    except Exception:
        logger.exception("A letter of %s could not be written", edition.territory.slug)
        rows.update(has_failed=True)
        return False
    fate = mail.hand_over(message, edition.connection)
    if fate is Fate.LEFT:
        rows.update(done_at=timezone.now(), count=len(told))
        edition.cut_short = 0
        return True
    if fate is Fate.NO_SUCH_BOX:
        refuse_mail(user=member.user)
        return None
    if fate in (Fate.REFUSED, Fate.DOWN):
        rows.update(has_failed=True)
    edition.cut_short += fate is Fate.UNKNOWN
    if fate is Fate.DOWN or edition.cut_short >= PATIENCE:
        raise MailIsDownError
    return False
