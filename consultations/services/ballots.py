"""Casting a ballot, and finding it again by its receipt."""

import hashlib
import secrets
import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from site_core.kernel import territories

from ..models import Ballot, Poll, PollOption, RollEntry
from ..policies import why_not_vote

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that looks like something else
GROUPS, LETTERS = 4, 4  # 80 bits


class Refused(PermissionDenied):
    """The ballot is not taken; the sentence says why."""


@transaction.atomic
def cast_ballot(*, poll: Poll, voter: Any, choice: int, submission: uuid.UUID) -> str:
    """Put a person's ballot into the box of a poll of the territory in scope; gives its receipt.

    The moment is that of the database, once the roll holds the voter: what comes at the closing
    second is refused, whatever time it took. The same form sent twice gives an empty receipt: the
    first one was shown and is kept nowhere. Raises Refused, ValidationError for an unknown choice.
    """
    territory = territories.here()
    poll = original(poll)
    if not (territory.holds(poll) and poll.live):
        raise Refused(_("This poll does not exist here."))
    if voter.is_authenticated and was_sent(poll, voter, submission):
        return ""
    if refusal := why_not_vote(voter, poll, timezone.now()):
        raise Refused(refusal)
    option = option_of(poll, choice)
    try:
        with transaction.atomic():
            entry = RollEntry.objects.create(
                territory=territory,
                poll=poll,
                voter=voter,
                day=timezone.localdate(),
                submission=submission,
            )
    except IntegrityError as error:
        raise Refused(_("You have voted already: your ballot is in the box.")) from error
    if not poll.opens_at <= moment_of(entry) < poll.closes_at:
        raise Refused(_("This poll is closed: the ballot box takes nothing more."))
    receipt = new_receipt()
    Ballot(territory=territory, poll=poll, option=option, receipt=digest(receipt)).save()
    return receipt


def is_counted(*, poll: Poll, receipt: str) -> bool:
    """Whether a ballot with this receipt, typed as people do, is in the box of a poll."""
    return bool(Ballot.objects.filter(poll=original(poll), receipt=digest(receipt)).exists())


def original(poll: Poll) -> Poll:
    """The poll that holds the box: its first translation, so that each person has one vote."""
    translations = Poll.objects.filter(translation_key=poll.translation_key)
    return translations.order_by("pk").first() or poll


def option_of(poll: Poll, choice: int) -> PollOption:
    """The answer with this number, in whatever language it was chosen; ValidationError."""
    chosen = PollOption.objects.filter(
        pk=choice, poll__translation_key=poll.translation_key
    ).first()
    option = chosen and poll.options.filter(translation_key=chosen.translation_key).first()
    if option is None:
        raise ValidationError(_("Choose one of the answers."))
    found: PollOption = option
    return found


def was_sent(poll: Poll, voter: Any, submission: uuid.UUID) -> bool:
    """Whether this very form was counted before."""
    sent = RollEntry.objects.filter(poll=poll, voter=voter, submission=submission)
    return bool(sent.exists())


def moment_of(entry: RollEntry) -> datetime:
    """The clock that all processes share: the database's, as it reads a row that was written."""
    moment: datetime = (
        RollEntry.objects.annotate(now=Now()).values_list("now", flat=True).get(pk=entry.pk)
    )
    return moment


def new_receipt() -> str:
    """A receipt that nobody guesses and everybody can copy by hand."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _letter in range(LETTERS)) for _group in range(GROUPS)
    )


def digest(receipt: str) -> str:
    """What is kept of a receipt, whatever its case and its separators."""
    plain = "".join(letter for letter in receipt.upper() if letter in ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()
