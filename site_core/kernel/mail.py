"""Who a mail comes from, and who answers it: the territory, never another one."""

import re
import smtplib

from django.conf import settings

from .models.territory import Territory

ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")
NO_SUCH_BOX = re.compile(r"5\.(1\.\d+|2\.1)$")


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


def domain() -> str:
    """The domain that mails are from."""
    return str(settings.MAIL_DOMAIN)


def is_refused_for_good(error: OSError) -> bool:
    """Whether a mail server said that there is no such box, and not only that it is not now."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        tells_no_such_box(code, reason.decode(errors="replace"))
        for code, reason in error.recipients.values()
    )


def tells_no_such_box(code: int, reason: str) -> bool:
    """Whether an answer means that an address is wrong or closed.

    By its enhanced status (RFC 3463): a refusal of the sender or of the text is 5.7 or 5.6, not the
    fault of who should have read it. By its code where there is none (RFC 5321, 4.2.3).
    """
    status = ENHANCED.match(reason)
    return bool(NO_SUCH_BOX.match(status[0])) if status else code in (550, 551, 553)
