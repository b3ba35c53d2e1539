"""Who a mail comes from, and who answers it: the territory, never another one."""

import logging
import re
import smtplib
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from .addresses import public_url
from .models.territory import Territory

NO_SUCH_BOX = re.compile(r"5\.(1\.(1|2|3|6|10)|2\.1)(?![.\d])")
REFUSALS = (smtplib.SMTPDataError, smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused)
PATIENCE = 120  # seconds; RFC 5321, 4.5.3.2, advises minutes
logger = logging.getLogger("kikalu.mail")


def place_name(territory: Territory | None) -> str:
    """The name a mail is signed with; that of the network where there is no territory."""
    name = territory.name if territory else settings.WAGTAIL_SITE_NAME
    return " ".join(str(name).split())


def sender(territory: Territory | None) -> str:
    """`"<territory>" <slug@KIKALU_MAIL_DOMAIN>`, as the From header of RFC 5322 quotes it."""
    if territory is None:
        return str(settings.DEFAULT_FROM_EMAIL)
    quoted = place_name(territory).replace("\\", "").replace('"', "")
    return f'"{quoted}" <{territory.slug}@{settings.MAIL_DOMAIN}>'


def answered_by(territory: Territory | None) -> list[str]:
    """The Reply-To: the territory's contact, when it has one."""
    return [territory.contact_email] if territory and territory.contact_email else []


def signature(territory: Territory | None) -> dict[str, str]:
    """What `emails/ending.txt` says below every mail: the place, and who answers for it, where."""
    hostname = territory.hostname if territory else settings.OPERATOR_HOST
    return {
        "place": place_name(territory),
        "home_url": public_url(hostname),
        "publisher": settings.PUBLISHER,
    }


def domain() -> str:
    """The domain that mails are from."""
    return str(settings.MAIL_DOMAIN)


class Fate(Enum):
    """What became of a mail that was handed to a mail server."""

    LEFT = "left"
    NO_SUCH_BOX = "no such box"
    REFUSED = "refused"  # this one, for now
    UNKNOWN = "unknown"  # it was cut short: nobody knows whether it left
    DOWN = "down"  # no mail server answers


def connect() -> Any:
    """A connection to the mail server for many mails, by somebody who has the time to wait."""
    return get_connection(timeout=PATIENCE)


def hand_over(message: EmailMessage, connection: Any) -> Fate:
    """Give a mail to the server, and say what became of it; the reason is in the log."""
    try:
        connection.open()
    except OSError as error:
        logger.warning("No mail server answers: %r", error)
        return Fate.DOWN
    try:
        connection.send_messages([message])
    except REFUSALS as error:
        connection.close()
        if is_refused_for_good(error):
            return Fate.NO_SUCH_BOX
        logger.warning("A mail was refused: %r", error)
        return Fate.REFUSED
    except OSError as error:
        connection.close()
        logger.warning("A mail was cut short: %r", error)
        return Fate.UNKNOWN
    return Fate.LEFT


def is_refused_for_good(error: Exception) -> bool:
    """Whether a mail server said that there is no such box, and not only that it is not now."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        tells_no_such_box(reason.decode(errors="replace"))
        for _code, reason in error.recipients.values()
    )


def tells_no_such_box(reason: str) -> bool:
    """Whether an answer means that an address is wrong or closed, by its status (RFC 3463).

    Without one it may as well be about who sends, or what: nobody's letters stop for that.
    """
    return bool(NO_SUCH_BOX.match(reason))
