"""Who a mail comes from, and who answers it: the territory, never another one."""

import smtplib

from django.conf import settings

from .models.territory import Territory

PERMANENT = range(500, 600)  # answers that mean never


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
    """Whether a mail server said that there is no such box (RFC 5321, 4.2.1)."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        code in PERMANENT for code, _reason in error.recipients.values()
    )
