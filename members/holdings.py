"""What this app holds about people: their account, their place in each territory, their proofs."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from site_core.kernel import audit
from site_core.kernel.personal_data import (
    ACCOUNT,
    CHOICE,
    LAW,
    SAFETY,
    SERVICE,
    Erasure,
    Holding,
    declare,
    forget,
)

from .models import (
    AccountClosing,
    Consent,
    FormerAddress,
    LegalRecord,
    MemberCapacity,
    Membership,
    SignInFailure,
    User,
    WaitingMail,
)
from .services import retention, vault
from .services.addresses import WAY_BACK
from .throttling import WINDOW


def in_words(number: int) -> str:
    """A time in words; years when it is whole years."""
    years, rest = divmod(number, 365)
    if years and not rest:
        return ngettext("%(years)d year", "%(years)d years", years) % {"years": years}
    return ngettext("%(days)d day", "%(days)d days", number) % {"days": number}


days = lazy(in_words, str)


def account_of(person: Any) -> list[User]:
    """The account itself."""
    return list(User.objects.filter(pk=person.pk))


def addresses_of(person: Any) -> list[EmailAddress]:
    """Its addresses, proved or not."""
    return list(EmailAddress.objects.filter(user=person).order_by("pk"))


def memberships_of(person: Any) -> list[Membership]:
    """Its place in each territory."""
    return list(Membership.objects.filter(user=person).select_related("territory").order_by("pk"))


def consents_of(person: Any) -> list[Consent]:
    """Which versions of the texts of each territory were accepted."""
    rows = Consent.objects.filter(membership__user=person)
    return list(rows.select_related("territory").order_by("pk"))


def follows_of(person: Any) -> Iterator[dict[str, Any]]:
    """What is followed, wherever it is."""
    for place in memberships_of(person):
        for row in place.follows.select_related("page", "topic", "town").order_by("pk"):
            yield {"territory": place.territory, "what": row.target}


def capacities_of(person: Any) -> list[MemberCapacity]:
    """What referents checked of this person."""
    rows = MemberCapacity.objects.filter(membership__user=person)
    return list(rows.select_related("territory", "group").order_by("pk"))


def legal_of(person: Any) -> Iterator[dict[str, Any]]:
    """That something is kept for the judge, and until when; what it says was given by the person.

    A kind at a time: an account used for years has a row for each sign-in.
    """
    yield from vault.summary(person)


def erase_waiting(erasure: Erasure) -> None:
    """Nothing more leaves to an address of who goes."""
    WaitingMail.objects.filter(email__in=erasure.addresses).delete()


def purge_failures(now: datetime, is_rehearsal: bool) -> int:
    """Attempts that no longer count."""
    return forget(SignInFailure.objects.filter(at__lte=now - WINDOW), is_rehearsal)


def purge_former(now: datetime, is_rehearsal: bool) -> int:
    """Addresses by which no account can be taken back any more."""
    return forget(FormerAddress.objects.filter(left_at__lte=now - WAY_BACK), is_rehearsal)


def purge_sessions(now: datetime, is_rehearsal: bool) -> int:
    """Sessions that are over."""
    return forget(Session.objects.filter(expire_date__lt=now), is_rehearsal)


def purge_legal(now: datetime, is_rehearsal: bool) -> int:
    """What the judge may no longer ask for."""
    return forget(LegalRecord.objects.filter(purge_on__lte=now.date()), is_rehearsal)


def register() -> None:
    """Say what this app holds, and how the log of acts words what is done with it."""
    audit.describe("personal_data.export", _("Own data taken away"))
    audit.describe("vault.read", _("Read what is kept for the judge"))
    kept = settings.RETENTION_DAYS
    declare(
        Holding(
            name="account",
            label=_("Your account"),
            purpose=_("to let you in, and to write to you about your account"),
            basis=ACCOUNT,
            kept=format_lazy(
                _("until you close it; {inactive} without a sign-in, then a mail, then erased"),
                inactive=days(kept["inactive"]),
            ),
            links=("members.User.email",),
            rows=account_of,
            words={
                "name": _("name"),
                "email": _("e-mail address"),
                "date_joined": _("opened"),
                "last_login": _("last sign-in"),
                "mail_refused_at": _("mail came back"),
                "reminded_at": _("told of its erasure"),
            },
            purge=retention.purge_accounts,
        ),
        Holding(
            name="addresses",
            label=_("Your e-mail address, and its proof"),
            purpose=_("to know that it is yours"),
            basis=ACCOUNT,
            links=("account.EmailAddress.user", "account.EmailAddress.email"),
            rows=addresses_of,
            words={"email": _("e-mail address"), "verified": _("proved")},
        ),
        Holding(
            name="former_addresses",
            label=_("The address that your account had before"),
            purpose=_("to give you your account back if somebody else changed it"),
            basis=SAFETY,
            kept=days(WAY_BACK.days),
            links=("members.FormerAddress.user", "members.FormerAddress.email"),
            rows=lambda person: FormerAddress.objects.filter(user=person),
            words={"email": _("e-mail address"), "left_at": _("left")},
            purge=purge_former,
        ),
        Holding(
            name="memberships",
            label=_("Your place in each territory, and what you asked to read"),
            purpose=_("to show your name beside your words, and to send you what you asked for"),
            basis=CHOICE,
            links=("members.Membership.user",),
            rows=memberships_of,
            words={
                "territory": _("territory"),
                "display_name": _("name shown"),
                "joined_at": _("registered since"),
                "towns": _("communes"),
                "districts": _("districts"),
                "topics": _("topics"),
                "kinds": _("kinds of content"),
                "latitude": _("latitude"),
                "longitude": _("longitude"),
                "radius": _("distance"),
                "frequency": _("letter of news"),
                "digest_hour": _("hour of the letter"),
                "digest_weekday": _("day of the weekly letter"),
                "paused_until": _("nothing by mail until"),
                "door": _("came in to"),
                "wish": _("name of the blog or of the group"),
                "feed_key": _("key of your feed"),
            },
        ),
        Holding(
            name="consents",
            label=_("The texts that you accepted"),
            purpose=_("to know by which rules we agreed to live"),
            basis=ACCOUNT,
            links=("members.Consent.membership",),
            rows=consents_of,
            words={
                "territory": _("territory"),
                "text": _("text"),
                "digest": _("fingerprint of the text"),
                "published_at": _("published"),
                "language": _("language"),
                "accepted_at": _("accepted"),
            },
        ),
        Holding(
            name="capacities",
            label=_("In whose name you write"),
            purpose=_("to show who speaks"),
            basis=SERVICE,
            links=("members.MemberCapacity.membership", "members.MemberCapacity.given_by"),
            rows=capacities_of,
            words={
                "territory": _("territory"),
                "kind": _("capacity"),
                "shown_title": _("title"),
                "since": _("since"),
                "ended_at": _("until"),
            },
        ),
        Holding(
            name="follows",
            label=_("What you follow"),
            purpose=_("to tell you what is new there"),
            basis=CHOICE,
            links=("members.Follow.membership",),
            rows=follows_of,
            words={"territory": _("territory"), "what": _("what")},
        ),
        Holding(
            name="second_factor",
            label=_("Your keys and codes"),
            purpose=_("to know that it is you"),
            basis=SAFETY,
            links=("mfa.Authenticator.user",),
            rows=lambda person: Authenticator.objects.filter(user=person),
            words={"type": _("kind"), "created_at": _("added"), "last_used_at": _("last used")},
        ),
        Holding(
            name="closing",
            label=_("The closing of your account"),
            purpose=_("to let you change your mind"),
            basis=ACCOUNT,
            kept=days(kept["closed"]),
            links=("members.AccountClosing.user",),
            rows=lambda person: AccountClosing.objects.filter(user=person),
            words={"closed_at": _("closed"), "keeps_words": _("what you published stays")},
            purge=retention.purge_closed,
        ),
        Holding(
            name="waiting_mail",
            label=_("Mails about your account that could not leave yet"),
            purpose=_("to send them when the mail server is up again"),
            basis=ACCOUNT,
            kept=days(3),
            links=("members.WaitingMail.email",),
            erase=erase_waiting,
        ),
        Holding(
            name="failures",
            label=_("Failed sign-ins"),
            purpose=_("to slow down who guesses passwords"),
            basis=SAFETY,
            kept=format_lazy(
                _("{minutes} minutes, under a code that names nobody"),
                minutes=WINDOW // timedelta(minutes=1),
            ),
            purge=purge_failures,
        ),
        Holding(
            name="sessions",
            label=_("Being signed in, and what was typed when a session ended"),
            purpose=_("to keep you signed in, and to lose nothing of what you write"),
            basis=ACCOUNT,
            kept=days(settings.SESSION_COOKIE_AGE // 86_400),
            purge=purge_sessions,
        ),
        Holding(
            name="legal",
            label=_("Kept apart for the judge, encrypted"),
            purpose=_("to answer an order of a court (LCEN, decree 2021-1362)"),
            basis=LAW,
            kept=_(
                "identity: 5 years after closing; other data of the account: 1 year after "
                "closing; connections: 1 year"
            ),
            links=("members.LegalRecord.person", "members.LegalRecord.address"),
            rows=legal_of,
            words={"kind": _("kind"), "number": _("how many"), "until": _("until")},
            purge=purge_legal,
        ),
    )
