"""Mails that another mail server sends back later, in a report for machines (RFC 3464)."""

import re
import uuid
from email.message import EmailMessage
from typing import Any

from members.models import User
from members.services import refuse_mail
from site_core.kernel import mail, scoping

from .models import Digest, Notification


def read_report(report: EmailMessage) -> User | None:
    """Stop the letters of the account that a mail of ours did not reach; None when it says no such.

    The report has to hold the number of that mail, which only those who had it know: nobody stops
    the letters of somebody else by writing a report. A full box or a refused text stops nothing.
    """
    if not any(is_gone(block) for block in blocks_of(report)):
        return None
    user = addressee(number_of(report))
    if user is not None:
        refuse_mail(user=user)
    return user


def blocks_of(report: EmailMessage) -> list[Any]:
    """The blocks of fields of a report: one about the mail, then one for each recipient."""
    parts = [part for part in report.walk() if part.get_content_type() == "message/delivery-status"]
    return [block for part in parts for block in part.iter_parts()]


def is_gone(block: Any) -> bool:
    """Whether the box of this recipient is said not to exist any more."""
    is_final = str(block.get("Action", "")).strip().lower() == "failed"
    return is_final and mail.tells_no_such_box(str(block.get("Status", "")).strip())


def number_of(report: EmailMessage) -> uuid.UUID | None:
    """The number of the mail of ours that came back, from the headers that the report quotes."""
    found = re.search(
        rf"^Message-ID:\s*<([0-9a-f-]{{36}})@{re.escape(mail.domain())}>",
        report.as_string(),
        re.IGNORECASE | re.MULTILINE,
    )
    try:
        return uuid.UUID(found[1]) if found else None
    except ValueError:
        return None


def addressee(number: uuid.UUID | None) -> User | None:
    """Whom a letter or a notification of any territory was sent to."""
    with scoping.everywhere():
        for model in (Digest, Notification):
            rows: Any = model.objects.filter(public_id=number)
            row = rows.select_related("membership__user").first()
            if row is not None:
                user: User = row.membership.user
                return user
    return None
