"""A letter of news as a mail: plain text, and HTML in the colours of the territory."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from members.feed import News
from members.models import Frequency, Membership
from site_core.kernel import mail
from site_core.kernel.addresses import public_url
from site_core.kernel.day_words import date_words
from site_core.kernel.models import Territory
from theming.looks import look_of

from .models import Digest

SALT = "messaging.digest_mail"
WAY_BACK = 3600  # seconds


def written(
    territory: Territory, digest: Digest, member: Membership, told: list[News], count: int
) -> EmailMultiAlternatives:
    """The letter, with the headers by which it is stopped in one click (RFC 8058).

    `told` are the first of `count` items.
    """
    start = public_url(territory.hostname)
    stop = start + reverse("messaging:stop_digest", kwargs={"token": seal(territory, member)})
    context = {
        "territory": territory,
        "place": mail.place_name(territory),
        "member": member,
        "sections": by_kind(told),
        "opening": opening(territory, digest, member, count),
        "more": count - len(told),
        "start": start,
        "feed_url": start + reverse("members_feed"),
        "criteria_url": start + reverse("members_criteria"),
        "stop_url": stop,
        "look": look_of(territory),
        "publisher": settings.PUBLISHER,
    }
    message = EmailMultiAlternatives(
        subject=subject(territory, told[0].card.title, count),
        body=render_to_string("emails/messaging/digest.txt", context),
        from_email=mail.sender(territory),
        to=[member.user.email],
        reply_to=mail.answered_by(territory),
        headers={
            "Message-ID": f"<{digest.public_id}@{mail.domain()}>",
            "List-ID": f"<{territory.slug}.{mail.domain()}>",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "Precedence": "bulk",
        },
    )
    message.attach_alternative(
        render_to_string("emails/messaging/digest.html", context), "text/html"
    )
    return message


def opening(territory: Territory, digest: Digest, member: Membership, count: int) -> str:
    """How many pieces of news it tells, and since when: true of a first letter too."""
    facts = {"number": count, "place": mail.place_name(territory)}
    if digest.since <= member.joined_at:
        said = ngettext(
            "Since you registered, %(number)d piece of news of %(place)s matches your choices.",
            "Since you registered, %(number)d pieces of news of %(place)s match your choices.",
            count,
        )
    else:
        facts["day"] = date_words(timezone.localdate(digest.since))
        said = ngettext(
            "Since %(day)s, %(number)d piece of news of %(place)s matches your choices.",
            "Since %(day)s, %(number)d pieces of news of %(place)s match your choices.",
            count,
        )
    return said % facts


def subject(territory: Territory, title: str, count: int) -> str:
    """What the letter holds, in one line: the newest title, and how many more."""
    rest = count - 1
    more = ngettext("and %(number)d more", "and %(number)d more", rest) % {"number": rest}
    said = f"[{mail.place_name(territory)}] {title}" + (f", {more}" if rest else "")
    return " ".join(said.split())


def by_kind(told: list[News]) -> list[tuple[Any, list[News]]]:
    """The news under the name of its kind, the kind of the newest first."""
    kinds: dict[str, list[News]] = {}
    for news in told:
        kinds.setdefault(news.kind.name, []).append(news)
    return [(rows[0].kind.plural, rows) for rows in kinds.values()]


def seal(territory: Territory, member: Membership) -> str:
    """What a letter may do to its reader's choices, and no more: it is stopped, or goes on."""
    return signer(territory).sign(str(member.pk))


def unseal(territory: Territory, token: str) -> int:
    """The membership that a letter of this territory was sent to; 0, which nobody has, if none."""
    try:
        return int(signer(territory).unsign(token))
    except (signing.BadSignature, ValueError):
        return 0


def signer(territory: Territory) -> signing.Signer:
    """Signs for one territory."""
    return signing.Signer(salt=f"{SALT}:{territory.public_id}")


def seal_stop(territory: Territory, member: Membership) -> str:
    """How often letters left before they are stopped now; empty when they were stopped already."""
    if member.frequency == Frequency.NEVER:
        return ""
    return stops(territory).sign(f"{member.pk} {member.frequency}")


def before_stop(territory: Territory, member: Membership, sealed: str) -> str:
    """How often letters left before somebody stopped them less than an hour ago; else empty."""
    try:
        key, frequency = stops(territory).unsign(sealed, max_age=WAY_BACK).split()
    except signing.BadSignature:
        return ""
    return frequency if key == str(member.pk) else ""


def stops(territory: Territory) -> signing.TimestampSigner:
    """Signs, with the hour, for one territory."""
    return signing.TimestampSigner(salt=f"{SALT}.stop:{territory.public_id}")
