"""What can be done with comments and with messages to the territory, one function an act."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_comments_xtd.models import MaxThreadLevelExceededException
from wagtail.models import Page

from members.authors import INHABITANT, voices_of
from members.models import Membership
from site_core.kernel import audit, policies, territories
from site_core.kernel.proxies import neighbourhood

from .models import ContactMessage, NotificationChoice, TerritoryComment
from .notification_kinds import ANSWER, REMOVED, registry
from .notifications import tell
from .policies import can_remove, is_public, why_not_comment
from .tasks import mail_contact_message
from .threads import LONGEST

MOST_MESSAGES = 5  # from one address in WINDOW
WINDOW = timedelta(hours=1)


class TooMany(ValueError):
    """Somebody sends messages faster than a person writes."""


@transaction.atomic
def post_comment(
    *,
    page: Any,
    author: Any,
    text: str,
    answers: TerritoryComment | None = None,
    submission: uuid.UUID | None = None,
    capacity: str = INHABITANT,
) -> TerritoryComment:
    """Add a member's comment under a page of the territory in scope; sent twice, stored once.

    `capacity` is the key of one of the author's voices, frozen in the comment. Raises
    PermissionDenied with the reason, also for a voice that is not theirs, ValidationError when the
    conversation is too deep or too long.
    """
    territory = territories.here()
    if not territory.holds(page) or not is_public(page):
        raise PermissionDenied(_("This page cannot be commented."))
    if refusal := why_not_comment(author, page):
        raise PermissionDenied(refusal)
    submission = submission or uuid.uuid4()
    known: TerritoryComment | None = TerritoryComment.objects.filter(submission=submission).first()
    if known:
        return known
    voice = next((one for one in voices_of(author, territory) if one.key == capacity), None)
    if voice is None:
        raise PermissionDenied(_("You cannot write in this capacity. Choose again."))
    if answers is not None:
        # Answers to one thread take their places in turn.
        TerritoryComment.objects.select_for_update(of=("self",)).get(pk=answers.thread_id)
        if TerritoryComment.objects.filter(thread_id=answers.thread_id).count() >= LONGEST:
            raise ValidationError(
                _("This conversation is long already. Start a new one under the text.")
            )
    comment = TerritoryComment(
        territory=territory,
        content_type=ContentType.objects.get_for_model(page.specific_class),
        object_pk=str(page.pk),
        site=Site.objects.get(domain=territory.hostname),
        user=author,
        comment=text,
        submit_date=timezone.now(),
        parent_id=answers.pk if answers else 0,
        submission=submission,
        capacity=voice.kind,
        capacity_title=voice.title,
    )
    try:
        comment.save()
    except MaxThreadLevelExceededException as error:
        raise ValidationError(
            _("This conversation is already deep. Answer the comment above instead.")
        ) from error
    if answers is not None and answers.user_id != author.pk:
        tell(
            kind=ANSWER,
            members=Membership.objects.filter(user=answers.user_id),
            page=page,
            about=f"comment-{comment.pk}",
            comment=comment,
            who=Membership.objects.filter(user=author).first(),
        )
    return comment


@transaction.atomic
def remove_comment(*, comment: TerritoryComment, by: Any, reason: str = "") -> None:
    """Take a comment away; its place stays, so that answers to it can still be read.

    Raises PermissionDenied, or ValidationError when a referent gives no reason (DSA art. 17).
    """
    territory = territories.here()
    if not can_remove(by, comment, territory):
        raise PermissionDenied(_("You cannot remove this comment."))
    own = comment.user_id == by.pk
    if not own and not reason.strip():
        raise ValidationError(_("Say why: the author will read your reason."))
    # Not by save(), which would hide the answers too.
    TerritoryComment.objects.filter(pk=comment.pk).update(
        is_removed=True, removal_reason=reason.strip()
    )
    if not own:
        comment.refresh_from_db()
        tell(
            kind=REMOVED,
            members=Membership.objects.filter(user=comment.user_id),
            page=Page.objects.get(pk=int(comment.object_pk)),
            about=f"comment-{comment.pk}",
            comment=comment,
        )
    if policies.is_referent(by, territory) and not own:
        audit.record(
            territory=territory, actor=by, action="comment.remove", target=comment, why=reason
        )


@transaction.atomic
def send_contact_message(
    *, name: str, email: str, body: str, address: str, submission: uuid.UUID | None = None
) -> ContactMessage:
    """Keep a message to the territory in scope, then mail it; sent twice, kept once.

    `address` is the network address of the sender, kept as a keyed digest. Raises TooMany.
    """
    territory = territories.here()
    submission = submission or uuid.uuid4()
    origin = salted_hmac(
        "messaging.contact", neighbourhood(address), algorithm="sha256"
    ).hexdigest()
    known: ContactMessage | None = ContactMessage.objects.filter(submission=submission).first()
    if known:
        return known
    recent = ContactMessage.objects.filter(origin=origin, sent_at__gt=timezone.now() - WINDOW)
    if recent.count() >= MOST_MESSAGES:
        raise TooMany(
            _("You sent several messages already. Try again in an hour: nothing you typed is lost.")
        )
    message = ContactMessage(
        territory=territory,
        name=name,
        email=email,
        body=body,
        submission=submission,
        origin=origin,
    )
    message.save()
    mail_contact_message.enqueue(territory.pk, message.pk)
    return message


@transaction.atomic
def choose_channels(*, membership: Membership, channels: Mapping[str, tuple[bool, bool]]) -> None:
    """By which channels, the site then mail, a member of the territory in scope is told of what.

    Raises ValueError for a kind that does not exist, or about which nobody has a choice.
    """
    known = {kind.name for kind in registry.chosen()}
    if unknown := channels.keys() - known:
        raise ValueError(f"There is no choice about {', '.join(sorted(unknown))}.")
    for kind, (on_screen, by_mail) in channels.items():
        NotificationChoice.objects.update_or_create(
            territory=territories.here(),
            membership=membership,
            kind=kind,
            defaults={"on_screen": on_screen, "by_mail": by_mail},
        )
