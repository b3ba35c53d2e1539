"""What members say under a text, and what anybody writes to the territory."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.models import XtdComment

from members.models import Membership
from site_core.kernel.content import AUTHOR_KINDS
from site_core.kernel.models import TerritoryOwned
from site_core.kernel.scoping import ForeignTerritory

LONGEST_TITLE = 255  # a title, or the name of a group


class TerritoryComment(TerritoryOwned, XtdComment):
    """A comment of one territory, on a page of the same territory, by one of its members."""

    submission = models.UUIDField(
        default=uuid.uuid4,
        editable=False,
        help_text=_("The form it was sent with: sent twice, it is stored once."),
    )
    capacity = models.CharField(
        _("in the name of"),
        max_length=10,
        blank=True,
        choices=AUTHOR_KINDS.items(),
        help_text=_("As it was when the comment was sent, whatever its author becomes."),
    )
    capacity_title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    removal_reason = models.CharField(_("why it was removed"), max_length=300, blank=True)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "submission"), name="one_comment_a_submission"
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As comments-xtd's, once the comment it answers is known to be beside it.

        `parent_id` is a plain integer there: unguarded, an answer could reach another territory.
        """
        if self.parent_id and self.parent_id != self.pk:
            self.settle()
            beside = TerritoryComment.all_rows.filter(
                pk=self.parent_id, territory_id=self.territory_id, object_pk=self.object_pk
            )
            if not beside.exists():
                raise ForeignTerritory("The answered comment is not under the same page.")
        super().save(*args, **kwargs)


class Digest(TerritoryOwned):
    """One letter of news to one member: taken by one process, sent once, or told to have failed.

    It tells what was published after `since`, until `until`. `done_at` says that it left, or that
    there was nothing to tell (`count` 0). One that is neither done nor failed was cut short on its
    way to the mail server, and is not tried again: the next letter begins where it began.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    tried_at = models.DateTimeField()
    has_failed = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    count = models.PositiveSmallIntegerField(default=0)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "membership", "due_at"), name="one_letter_a_due_moment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.due_at:%Y-%m-%d}"


class Notification(TerritoryOwned):
    """Something one member is told of, once: what it is about may be gone when it is read.

    `about` tells it from any other of its kind: told twice, it is kept once. `mail_due_at` is since
    when its mail waits to leave; none leaves where it is empty.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=60)
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    comment = models.ForeignKey(
        TerritoryComment, models.CASCADE, null=True, related_name="notifications"
    )
    who = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    mail_due_at = models.DateTimeField(null=True)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [
            models.Index(fields=("territory", "membership", "-at"), name="notifications_of_member"),
            # Of all territories at once: `run_due` asks which mails still wait.
            models.Index(
                fields=("mail_due_at",),
                condition=models.Q(mail_due_at__isnull=False),
                name="notifications_to_mail",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "membership", "kind", "about"), name="told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class NotificationChoice(TerritoryOwned):
    """What one member chose about a kind of notification, where it is not the usual."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    on_screen = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=False)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("choice about a kind of notification")
        verbose_name_plural = _("choices about kinds of notifications")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "membership", "kind"), name="one_choice_a_kind"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class ContactMessage(TerritoryOwned):
    """What somebody wrote to a territory through its contact form: kept first, mailed next."""

    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail address"), help_text=_("Where the answer goes."))
    body = models.TextField(_("message"))
    submission = models.UUIDField(default=uuid.uuid4, editable=False)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    mailed_at = models.DateTimeField(
        _("mailed"), null=True, editable=False, help_text=_("Empty while no mail could leave.")
    )
    answered = models.BooleanField(_("answered"), default=False)
    origin = models.CharField(max_length=64, editable=False)  # a keyed digest, see throttling

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("message received")
        verbose_name_plural = _("messages received")
        ordering = ("-sent_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "submission"), name="one_message_a_submission"
            )
        ]
        indexes = [
            models.Index(fields=("territory", "-sent_at"), name="messages_of_territory"),
            models.Index(fields=("origin", "sent_at"), name="messages_by_origin"),
        ]

    def __str__(self) -> str:
        return self.name
