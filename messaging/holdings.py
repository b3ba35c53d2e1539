"""What this app holds about people: their words, what they were told, what they wrote to us."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from members.holdings import days
from members.services import addresses_held
from site_core.kernel.personal_data import (
    ACCOUNT,
    CHOICE,
    SERVICE,
    Erasure,
    Holding,
    declare,
    forget,
)

from .models import ContactMessage, Digest, Notification, NotificationChoice, TerritoryComment


def comments_of(person: Any) -> Any:
    """What a person said under texts."""
    rows = TerritoryComment.objects.filter(user=person)
    return rows.select_related("territory").order_by("pk")


def erase_comments(erasure: Erasure) -> None:
    """The place of a comment stays, so that answers to it can be read; its words as was chosen.

    What was taken away before was public no more: it goes in any case.
    """
    rows = TerritoryComment.objects.filter(user=erasure.person)
    gone = rows.filter(is_removed=True) if erasure.keeps else rows
    gone.update(comment="", is_removed=True, removal_reason="", capacity="")
    rows.update(
        user=None, user_name="", user_email="", user_url="", ip_address=None, capacity_title=""
    )


def hide_comments(person: Any) -> list[int]:
    """Take a person's comments from under the texts, for a while."""
    rows = TerritoryComment.objects.filter(user=person, is_removed=False)
    keys = list(rows.values_list("pk", flat=True))
    TerritoryComment.objects.filter(pk__in=keys).update(is_removed=True)
    return keys


def show_comments(keys: Collection[int]) -> None:
    """Put them back."""
    TerritoryComment.objects.filter(pk__in=keys).update(is_removed=False)


def messages_from(addresses: Collection[str]) -> Any:
    """What was written to territories from these addresses, in whatever case."""
    written = Q(pk__in=())
    for address in addresses:
        written |= Q(email__iexact=address)
    return ContactMessage.objects.filter(written).order_by("pk")


def erase_messages(erasure: Erasure) -> None:
    """Messages to territories go whole: name, address and words are all personal."""
    messages_from(erasure.addresses).delete()


def notifications_of(person: Any) -> Any:
    """What a person was told of."""
    rows = Notification.objects.filter(membership__user=person)
    return rows.select_related("territory", "page").order_by("pk")


def purge_messages(now: datetime, is_rehearsal: bool) -> int:
    """Messages that were answered, or not, long ago."""
    until = now - timedelta(days=settings.RETENTION_DAYS["contact_messages"])
    return forget(ContactMessage.objects.filter(sent_at__lt=until), is_rehearsal)


def purge_notifications(now: datetime, is_rehearsal: bool) -> int:
    """What was seen a while ago, and what nobody looked at for long."""
    seen = now - timedelta(days=settings.RETENTION_DAYS["notifications_seen"])
    until = now - timedelta(days=settings.RETENTION_DAYS["notifications"])
    old = Q(seen_at__lt=seen) | Q(at__lt=until)
    return forget(Notification.objects.filter(old), is_rehearsal)


def purge_letters(now: datetime, is_rehearsal: bool) -> int:
    """That a letter left, long ago."""
    until = now - timedelta(days=settings.RETENTION_DAYS["letters"])
    return forget(Digest.objects.filter(due_at__lt=until), is_rehearsal)


def register() -> None:
    """Say what this app holds."""
    kept = settings.RETENTION_DAYS
    declare(
        Holding(
            name="comments",
            label=_("Your comments"),
            purpose=_("to publish what you write"),
            basis=ACCOUNT,
            kept=_("until you take them away, or as you choose when you close your account"),
            links=("django_comments.Comment.user", "django_comments.CommentFlag.user"),
            rows=comments_of,
            words={
                "territory": _("territory"),
                "submit_date": _("written"),
                "comment": _("text"),
                "capacity": _("in the name of"),
                "capacity_title": _("title"),
                "is_removed": _("removed"),
                "removal_reason": _("why it was removed"),
            },
            erase=erase_comments,
            is_words=True,
            hide=hide_comments,
            show=show_comments,
        ),
        Holding(
            name="notifications",
            label=_("What you were told of"),
            purpose=_("to tell you what concerns you"),
            basis=CHOICE,
            kept=format_lazy(
                _("{seen} once seen, {all} at most"),
                seen=days(kept["notifications_seen"]),
                all=days(kept["notifications"]),
            ),
            links=("messaging.Notification.membership", "messaging.Notification.who"),
            rows=notifications_of,
            words={
                "territory": _("territory"),
                "kind": _("kind"),
                "page": _("page"),
                "at": _("date"),
                "seen_at": _("seen"),
            },
            purge=purge_notifications,
        ),
        Holding(
            name="notification_choices",
            label=_("What you chose to be told of"),
            purpose=_("to tell you no more than you want"),
            basis=CHOICE,
            links=("messaging.NotificationChoice.membership",),
            rows=lambda person: NotificationChoice.objects.filter(
                membership__user=person
            ).select_related("territory"),
            words={
                "territory": _("territory"),
                "kind": _("kind"),
                "on_screen": _("on the site"),
                "by_mail": _("by mail"),
            },
        ),
        Holding(
            name="letters",
            label=_("The letters that were sent to you"),
            purpose=_("to send none twice"),
            basis=CHOICE,
            kept=days(kept["letters"]),
            links=("messaging.Digest.membership",),
            rows=lambda person: (
                Digest.objects.filter(membership__user=person)
                .select_related("territory")
                .order_by("pk")
            ),
            words={
                "territory": _("territory"),
                "due_at": _("date"),
                "done_at": _("sent"),
                "count": _("how many"),
            },
            purge=purge_letters,
        ),
        Holding(
            name="contact_messages",
            label=_("What you wrote to a territory"),
            purpose=_("to answer you"),
            basis=SERVICE,
            kept=days(kept["contact_messages"]),
            links=("messaging.ContactMessage.email",),
            rows=lambda person: messages_from(addresses_held(person)).select_related("territory"),
            words={
                "territory": _("territory"),
                "sent_at": _("sent"),
                "name": _("name"),
                "email": _("e-mail address"),
                "body": _("message"),
            },
            erase=erase_messages,
            purge=purge_messages,
        ),
    )
