"""Mails that leave after an act."""

from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from members.services import refuse_mail
from site_core.kernel import mail, policies, territories
from site_core.kernel.addresses import public_url
from site_core.kernel.mail import Fate
from site_core.kernel.models import Role, Territory

from .models import ContactMessage, Notification, NotificationChoice
from .notification_kinds import (
    ANSWER,
    REMOVED,
    NotificationKind,
    is_readable,
    registry,
    sentence_of,
)


@task()
def mail_contact_message(territory_id: int, message_id: int) -> None:
    """Bring a message to the territory's inbox, else to its referents; once."""
    territory = Territory.objects.select_related("site__root_page").get(pk=territory_id)
    with territories.enter(territory), translation.override(settings.LANGUAGE_CODE):
        message = ContactMessage.objects.filter(pk=message_id, mailed_at=None).first()
        inbox = inbox_of(territory)
        if message is None or not inbox:
            return
        context = mail.signature(territory) | {
            "territory": territory,
            "message": message,
            "list_url": public_url(territory.hostname) + reverse("contact_messages:index"),
        }
        subject = render_to_string("emails/messaging/contact_subject.txt", context)
        EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("emails/messaging/contact.txt", context),
            from_email=mail.sender(territory),
            to=inbox,
            reply_to=[message.email],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()
        ContactMessage.objects.filter(pk=message.pk).update(mailed_at=timezone.now())


@task()
def mail_notification(territory_id: int, notification_id: int) -> None:
    """Tell one member by mail what they are told of on the site; once, and only what is there."""
    territory = Territory.objects.select_related("site__root_page").get(pk=territory_id)
    with territories.enter(territory), translation.override(settings.LANGUAGE_CODE):
        rows = Notification.objects.filter(pk=notification_id, mail_due_at__isnull=False)
        row = rows.select_related("membership__user", "page", "comment", "who").first()
        if row is None or not rows.update(mail_due_at=None):
            return
        kind, member = registry.kinds[row.kind], row.membership
        user, readable = member.user, is_readable(row, territory)
        if territory.state != Territory.State.ACTIVE or not user.is_active or user.mail_refused_at:
            return
        if not kind.duty and (not readable or not is_wanted(kind, member)):
            return
        start = public_url(territory.hostname)
        said = sentence_of(row)
        context = mail.signature(territory) | {
            "said": said,
            "words": row.comment.comment if row.comment and kind is ANSWER else "",
            "reason": row.comment.removal_reason if row.comment and kind is REMOVED else "",
            "url": start + reverse("messaging:notification", kwargs={"public_id": row.public_id})
            if readable
            else "",
            "duty": kind.duty,
            "choices_url": start + reverse("messaging:preferences"),
        }
        message = EmailMessage(
            subject=" ".join(f"[{mail.place_name(territory)}] {said}".split()),
            body=render_to_string("emails/messaging/notification.txt", context),
            from_email=mail.sender(territory),
            to=[user.email],
            reply_to=mail.answered_by(territory),
            headers={
                "Auto-Submitted": "auto-generated",
                "Message-ID": f"<{row.public_id}@{mail.domain()}>",
            },
        )
        with closing(mail.connect()) as connection:
            fate = mail.hand_over(message, connection)
        if fate is Fate.NO_SUCH_BOX:
            refuse_mail(user=user)
        if fate in (Fate.REFUSED, Fate.DOWN):
            Notification.objects.filter(pk=row.pk).update(mail_due_at=timezone.now())


def is_wanted(kind: NotificationKind, member: Any) -> bool:
    """Whether a member still wants this kind by mail: what they chose, and no pause."""
    chosen = NotificationChoice.objects.filter(kind=kind.name, membership=member).first()
    by_mail = chosen.by_mail if chosen else kind.by_mail
    return by_mail and not member.is_pausing(timezone.localdate())


def inbox_of(territory: Territory) -> list[str]:
    """Where what is written to a territory arrives: its contact, else each of its referents."""
    if territory.contact_email:
        return [territory.contact_email]
    return list(policies.people_of(territory, Role.REFERENT).values_list("email", flat=True))
