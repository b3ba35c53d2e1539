"""Accounts that go by themselves: never confirmed, no longer used, or closed for some days."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from site_core.kernel.addresses import public_url
from site_core.kernel.models import Territory, TerritoryRole

from ..account_mail import send
from ..models import AccountClosing, User
from .leaving import erase_account, mailed_from, memberships_of, way_back

BATCH = 100  # in one run
logger = logging.getLogger(__name__)


def purge_accounts(now: datetime, is_rehearsal: bool) -> int:
    """Remind or warn, then erase: accounts never confirmed, and those that nobody uses."""
    reminded = [
        (unconfirmed(now, "unconfirmed_reminder").filter(reminded_at=None), "confirm_reminder"),
        (inactive(now).filter(never_told()), "inactive_notice"),
    ]
    erased = [due_unconfirmed(now), due_inactive(now)]
    if is_rehearsal:
        return sum(rows.count() for rows in erased)
    gone = sum(erase_all(rows, now) for rows in erased)
    for rows, template in reminded:
        remind_all(rows, template, now)
    return gone


def purge_closed(now: datetime, is_rehearsal: bool) -> int:
    """Erase the accounts whose owners closed them, once it can no longer be undone."""
    due = AccountClosing.objects.filter(closed_at__lte=now - way_back())
    if is_rehearsal:
        return int(due.count())
    found = due.select_related("user").order_by("pk")[:BATCH]
    return erase_each([(closing.user, closing.keeps_words) for closing in found], now)


def unconfirmed(now: datetime, period: str) -> Any:
    """Accounts opened long enough ago by people who never showed that they read their address."""
    until = now - timedelta(days=settings.RETENTION_DAYS[period])
    asked = EmailAddress.objects.filter(verified=False).values("user")
    proved = EmailAddress.objects.filter(verified=True).values("user")
    rows = ordinary().filter(pk__in=asked, last_login=None, date_joined__lte=until)
    return rows.exclude(pk__in=proved)


def inactive(now: datetime) -> Any:
    """Accounts of people who have not come in for long."""
    until = now - timedelta(days=settings.RETENTION_DAYS["inactive"])
    never_proved = EmailAddress.objects.filter(verified=False).values("user")
    rows = ordinary().annotate(seen=Coalesce("last_login", "date_joined")).filter(seen__lte=until)
    return rows.exclude(pk__in=never_proved, last_login=None)


def never_told() -> Q:
    """Not told of the erasure since they came in last."""
    return Q(reminded_at=None) | Q(reminded_at__lt=F("seen"))


def due_unconfirmed(now: datetime) -> Any:
    """Those who were reminded, and still did not."""
    return unconfirmed(now, "unconfirmed").exclude(reminded_at=None)


def due_inactive(now: datetime) -> Any:
    """Those who were told a while ago, and did not come in since."""
    told = now - timedelta(days=settings.RETENTION_DAYS["notice"])
    return inactive(now).filter(reminded_at__lte=told, reminded_at__gte=F("seen"))


def ordinary() -> Any:
    """Open accounts of people who have no duty here: those of staff never go by themselves."""
    staff = TerritoryRole.all_rows.values("user")
    rows = User.objects.filter(is_active=True, is_superuser=False, is_staff=False)
    return rows.exclude(pk__in=staff)


def erase_all(rows: Any, now: datetime) -> int:
    """Erase these accounts, as many as a run takes; what they published stays, without a name."""
    return erase_each([(user, True) for user in rows.order_by("pk")[:BATCH]], now)


def erase_each(accounts: Iterable[tuple[User, bool]], now: datetime) -> int:
    """Erase each of these accounts, with whether its words stay; one failure stops no other."""
    gone = 0
    for user, keeps_words in accounts:
        try:
            gone += erase_account(user=user, keeps_words=keeps_words, now=now)
        except Exception:
            logger.exception("Account %s was not erased; it is tried again", user.pk)
    return gone


def remind_all(rows: Any, template: str, now: datetime) -> None:
    """Tell people once what becomes of their account; a mail that fails is tried again."""
    for user in rows.order_by("pk")[:BATCH]:
        known = User.objects.filter(pk=user.pk, reminded_at=user.reminded_at)
        if not known.update(reminded_at=now):
            continue  # another process did
        territory: Territory | None = mailed_from(user, memberships_of(user))
        hostname = territory.hostname if territory else settings.OPERATOR_HOST
        facts = {
            "days": settings.RETENTION_DAYS["notice"],
            "sign_in_url": f"{public_url(hostname)}/connexion/",
        }
        if not send(template, user.email, territory, **facts):
            User.objects.filter(pk=user.pk, reminded_at=now).update(reminded_at=user.reminded_at)
