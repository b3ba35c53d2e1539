"""Mails about an account that no request sends: they come from a territory, by its name."""

import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from site_core.kernel import mail
from site_core.kernel.models import Territory

logger = logging.getLogger(__name__)


def send(template: str, email: str, territory: Territory | None, **facts: Any) -> bool:
    """Send one of `emails/members/`; whether the mail server took it."""
    here = mail.signature(territory)
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string(f"emails/members/{template}_subject.txt", {**facts, **here})
        message = EmailMessage(
            subject=f"[{here['place']}] {' '.join(subject.split())}",
            body=render_to_string(f"emails/members/{template}_message.txt", {**facts, **here}),
            from_email=mail.sender(territory),
            to=[email],
            reply_to=mail.answered_by(territory),
            headers={"Auto-Submitted": "auto-generated"},
        )
    try:
        message.send()
    except OSError as error:  # SMTPException is one
        logger.error("A mail about an account was not sent: %s", type(error).__name__)
        return False
    return True
