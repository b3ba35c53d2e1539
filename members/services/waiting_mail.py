"""Mails about accounts that are tried again while they are of use: the mail server was down."""

import json
from contextlib import closing
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.utils import timezone

from site_core.kernel import mail
from site_core.kernel.mail import Fate

from ..models import WaitingMail
from ..sealing import Unreadable, seal, unseal

AGAIN_AFTER = timedelta(minutes=1)
BATCH = 200  # in one run
PARTS = ("subject", "body", "from_email", "to", "reply_to", "extra_headers")


def keep(message: EmailMessage, lifetime: timedelta) -> None:
    """Keep a mail that could not leave, sealed, for as long as it is of use."""
    [email] = message.to
    WaitingMail.objects.create(
        email=email,
        sealed=seal(json.dumps({part: getattr(message, part) for part in PARTS})),
        until=timezone.now() + lifetime,
    )


def send_waiting(now: datetime | None = None) -> int:
    """Try them again, each by one process; how many left. What is of no use any more goes."""
    now, sent = now or timezone.now(), 0
    WaitingMail.objects.filter(until__lte=now).delete()
    due = WaitingMail.objects.filter(tried_at__lte=now - AGAIN_AFTER).order_by("pk")[:BATCH]
    with closing(mail.connect()) as connection:
        for row in due:
            rows = WaitingMail.objects.filter(pk=row.pk, tried_at=row.tried_at)
            if not rows.update(tried_at=now):
                continue
            try:
                message = opened(row)
            except Unreadable:  # sealed by a secret that nobody kept
                WaitingMail.objects.filter(pk=row.pk).delete()
                continue
            fate = mail.hand_over(message, connection)
            if fate is Fate.DOWN:
                break
            if fate is not Fate.REFUSED:
                WaitingMail.objects.filter(pk=row.pk).delete()
            sent += fate is Fate.LEFT
    return sent


def opened(row: WaitingMail) -> EmailMessage:
    """The mail as it was."""
    facts = json.loads(unseal(row.sealed))
    headers = facts.pop("extra_headers")
    return EmailMessage(**facts, headers=headers)
