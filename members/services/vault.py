"""What the law has a host keep apart for the judge (LCEN, decree 2021-1362): sealed, then gone."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from site_core.kernel import audit, policies
from site_core.kernel.personal_data import told

from ..models import LegalRecord, Membership, User
from ..sealing import Unreadable, seal, unseal

LONGEST_AGENT = 300
Kind = LegalRecord.Kind


def keep_account(*, user: User, memberships: list[Membership], closed_at: datetime) -> None:
    """Keep who somebody said they were, and what else they gave when signing up."""
    identity = {"name": user.name, "email": user.email, "opened": user.date_joined.isoformat()}
    names = [told(row, ("territory", "display_name", "joined_at")) for row in memberships]
    _keep(Kind.IDENTITY, user, identity, closed_at, "legal_identity")
    _keep(Kind.ACCOUNT, user, {"names": names}, closed_at, "legal_account")


def keep_connection(*, user: User, act: str, address: str, agent: str, hostname: str) -> None:
    """Keep from where somebody came in or wrote; the hour is that of the record."""
    facts = {"act": act, "address": address, "agent": agent[:LONGEST_AGENT], "host": hostname}
    _keep(Kind.CONNECTION, user, facts, timezone.now(), "legal_connection")


def summary(person: User) -> Iterator[dict[str, Any]]:
    """How much is kept of each kind about an account, and until when; not what it says."""
    rows = LegalRecord.objects.filter(person__in=digests("person", str(person.pk)))
    counted = rows.order_by("kind").values("kind")
    for row in counted.annotate(number=Count("pk"), until=Max("purge_on")):
        yield {**row, "kind": Kind(row["kind"]).label}


@transaction.atomic
def read(*, email: str, by: User, reason: str) -> list[dict[str, Any]]:
    """What is kept about an address, for the judge who asks; the operator's chain remembers it.

    Raises PermissionDenied for anybody but the operator, ValidationError without a reason.
    """
    if not policies.is_operator(by):
        raise PermissionDenied(_("Only the operator reads what is kept for the judge."))
    if not reason.strip():
        raise ValidationError(_("Say why: the order that asks for it, its date and its number."))
    named = LegalRecord.objects.filter(address__in=digests("address", email.strip().lower()))
    people = named.values("person")
    rows = list(LegalRecord.objects.filter(person__in=people).order_by("at", "pk"))
    audit.record(action="vault.read", actor=by, why=reason.strip(), records=len(rows))
    return [
        {"kind": row.kind, "at": row.at.isoformat(), "until": str(row.purge_on), **_opened(row)}
        for row in rows
    ]


def digests(what: str, value: str) -> list[str]:
    """The keyed digests of a value, by the current secret first, then by the former ones."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [
        salted_hmac(f"members.vault.{what}", value, secret=secret, algorithm="sha256").hexdigest()
        for secret in secrets
    ]


def has_proved(user: User) -> bool:
    """Whether anybody ever showed that they read the address of an account."""
    return bool(EmailAddress.objects.filter(user=user, verified=True).exists() or user.last_login)


def _keep(kind: str, user: User, facts: dict[str, Any], at: datetime, period: str) -> None:
    until: date = timezone.localdate(at) + timedelta(days=settings.RETENTION_DAYS[period])
    LegalRecord.objects.create(
        kind=kind,
        person=digests("person", str(user.pk))[0],
        address=digests("address", user.email)[0],
        sealed=seal(json.dumps(facts)),
        at=at,
        purge_on=until,
    )


def _opened(row: LegalRecord) -> dict[str, Any]:
    try:
        facts: dict[str, Any] = json.loads(unseal(row.sealed))
    except Unreadable:
        return {"unreadable": True}
    return facts
