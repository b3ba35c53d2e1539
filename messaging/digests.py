"""The letters of news: to whom, when, what, and never twice.

Each member has a moment when the next one is due (`Membership.digest_due_at`). Whoever moves it on
has the turn, however many processes try; what is then found is what a visitor may read now.
"""

import logging
import smtplib
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone, translation

from members.feed import News, criteria_of, published, with_criteria
from members.matching import Reason, matching
from members.models import Frequency, Membership
from members.services import refuse_mail
from site_core.kernel import mail, scoping, territories
from site_core.kernel.listing import cards_of
from site_core.kernel.models import Territory

from .digest_mail import written
from .models import Digest

BATCH = 100  # members whose letters are made together
FURTHEST = timedelta(days=7)  # that a letter looks back, after an outage too
AGAIN_AFTER = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=2)
LONGEST = 15  # items told in one letter; the feed has the rest
ABOUT_ONE_LETTER = (
    smtplib.SMTPDataError,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
)
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
    sent = 0
    with translation.override(settings.LANGUAGE_CODE), closing(get_connection()) as connection:
        for territory in where:
            try:
                with territories.enter(territory):
                    for has_left in send_in(territory, now, connection):
                        sent += has_left
            except MailIsDownError as error:
                logger.warning("No letter leaves now, the next run tries again: %s", error)
                break
            except Exception:
                logger.exception("The letters of %s failed", territory.slug)
    return sent


def send_in(territory: Territory, now: datetime, connection: Any) -> Iterator[bool]:
    """Send those of the territory in scope that failed a while ago, then those that are due.

    Whether each left. Raises MailIsDownError when no mail server answers.
    """
    edition = Edition(territory, now, connection)
    return (deliver(edition, turn) for turn in chain(failed_turns(now), turns(now)))


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


def deliver(edition: Edition, turn: Turn) -> bool:
    """Write one letter and hand it over; whether it left. Nothing to tell is nothing sent.

    Raises MailIsDownError when no mail server answers; a letter that it does not take is tried
    again later, unless it says that there is no such box.
    """
    digest, member = turn
    told = edition.news_of(member, digest.since, digest.until)
    rows = Digest.objects.filter(pk=digest.pk)
    if not told:
        rows.update(done_at=timezone.now())
        return False
    message = written(edition.territory, digest, member, told[:LONGEST], len(told))
    try:
        edition.connection.open()
        edition.connection.send_messages([message])
    except OSError as error:  # SMTPException is one
        edition.connection.close()
        if mail.is_refused_for_good(error):
            refuse_mail(user=member.user)
            return False
        rows.update(has_failed=True)
        if isinstance(error, ABOUT_ONE_LETTER):
            logger.warning("A letter of %s did not leave: %r", edition.territory.slug, error)
            return False
        raise MailIsDownError(repr(error)) from error
    rows.update(done_at=timezone.now(), count=len(told))
    return True
