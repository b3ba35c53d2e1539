"""Who did what, for whom and why: an append-only chain for each territory and for the operator.

`record` is called by services, inside the transaction of the act, as their last step: the end of
the chain stays locked until that transaction ends. Who needs both chains writes the territory's
first, so that nobody waits in a circle. Votes are never recorded.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from . import scoping
from .models.audit import (
    AuditHead,
    AuditLink,
    AuditPart,
    ClosedChain,
    Head,
    Link,
    OperatorHead,
    OperatorLink,
    OperatorPart,
    Part,
)
from .models.territory import Territory

ACTOR, ACTING_FOR, ACT = "actor", "acting_for", "act"
ERASE, CLOSE = "audit.erase", "territory.delete"
OPERATOR = "operator"
ACTION = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
LONGEST_LABEL = 200
AT_ONCE = 500

LABELS: dict[str, Any] = {
    ERASE: gettext_lazy("Personal data erased from the log"),
    CLOSE: gettext_lazy("Territory deleted"),
    "audit.export": gettext_lazy("Log exported"),
    "role.appoint": gettext_lazy("Role given"),
    "role.dismiss": gettext_lazy("Role taken back"),
    "territory.open": gettext_lazy("Territory opened"),
    "territory.suspend": gettext_lazy("Territory suspended"),
    "territory.resume": gettext_lazy("Territory open again"),
}


@dataclass(frozen=True)
class Target:
    """What an act was done to, when no object is at hand; `person` is an account's number."""

    kind: str
    id: str
    label: str = ""
    person: int | None = None


@dataclass(frozen=True)
class Chain:
    """The rows of one chain; `name` is part of every digest, so that no link fits elsewhere."""

    name: str
    territory: Territory | None
    links: Any
    parts: Any
    heads: Any
    row: dict[str, Any]

    @property
    def start(self) -> str:
        """What the first link follows."""
        return digest_of({"chain": self.name})


def describe(action: str, label: Any) -> None:
    """Give an action of an app the words that people read."""
    LABELS[action] = label


def record(
    *,
    action: str,
    territory: Territory | None = None,
    actor: Any = None,
    target: models.Model | Target | None = None,
    acting_for: Any = None,
    why: str = "",
    before: Any = None,
    after: Any = None,
    **details: Any,
) -> Link:
    """Add an act to a territory's chain, or to the operator's when there is no territory.

    `action` is a dotted lower-case name, else ValueError; `acting_for` is an account or the name
    of somebody who has none. Facts are what JSON can say, dates and decimals; else TypeError.
    """
    if not ACTION.fullmatch(action):
        raise ValueError(f"{action!r} is not the name of an act, such as role.appoint.")
    chain = chain_of(territory)
    reference = _reference(target)
    facts: dict[str, tuple[dict[str, Any], int | None]] = {}
    if actor is not None and actor.pk is not None:
        facts[ACTOR] = {"id": actor.pk, "name": actor.get_full_name()}, actor.pk
    if isinstance(acting_for, str) and acting_for:
        facts[ACTING_FOR] = {"name": acting_for}, None
    elif acting_for:
        facts[ACTING_FOR] = {"id": acting_for.pk, "name": acting_for.get_full_name()}, acting_for.pk
    act: dict[str, Any] = {"why": why, "before": before, "after": after, "details": details}
    if reference is not None:
        act["target"] = {"kind": reference.kind, "id": reference.id, "label": reference.label}
    said = {name: value for name, value in act.items() if value not in (None, "", {})}
    facts[ACT] = said, reference.person if reference else None
    with opened(territory), transaction.atomic():
        return _append(chain, action, facts)


def chain_of(territory: Territory | None) -> Chain:
    """A territory's chain, or the operator's."""
    if territory is None:
        heads = OperatorHead.objects
        return Chain(OPERATOR, None, OperatorLink.objects, OperatorPart.objects, heads, {})
    return Chain(
        str(territory.public_id),
        territory,
        AuditLink.objects,
        AuditPart.objects,
        AuditHead.objects,
        {"territory": territory},
    )


def opened(territory: Territory | None) -> AbstractContextManager[None]:
    """The scope in which a territory's chain is read; the operator's needs none."""
    return scoping.scope(territory) if territory else nullcontext()


def _reference(target: models.Model | Target | None) -> Target | None:
    if target is None or isinstance(target, Target):
        return target
    is_person = isinstance(target, get_user_model())
    person = target.pk if is_person else getattr(target, "user_id", None)
    label = str(target)[:LONGEST_LABEL]
    return Target(target._meta.label_lower, str(target.pk), label, person)


def _append(chain: Chain, action: str, facts: dict[str, tuple[dict[str, Any], int | None]]) -> Link:
    """The next link, with its parts; the head is locked first, so links are added in turn.

    On SQLite the transaction itself is the lock. The unique number has the last word: it can only
    refuse when the head was set back by hand, and then recording must fail, not try again.
    """
    head = _locked_head(chain)
    parts = [
        chain.parts.model(
            **chain.row, name=name, salt=secrets.token_hex(16), facts=canonical(said), person=person
        )
        for name, (said, person) in facts.items()
    ]
    link: Link = chain.links.model(
        **chain.row,
        sequence=head.sequence + 1,
        at=timezone.now(),
        action=action,
        part_digests=canonical({part.name: part_digest(part) for part in parts}),
        previous=head.digest,
    )
    link.digest = link_digest(chain, link)
    link.save(force_insert=True)
    for part in parts:
        part.link = link
    chain.parts.bulk_create(parts)
    head.sequence, head.digest = link.sequence, link.digest
    head.save(update_fields=["sequence", "digest"])
    return link


def _locked_head(chain: Chain) -> Head:
    rows = chain.heads.select_for_update()
    head: Head | None = rows.first()
    if head is None:
        key = {} if chain.territory else {"pk": 1}
        first = chain.heads.model(**chain.row, **key, digest=chain.start)
        chain.heads.bulk_create([first], ignore_conflicts=True)
        head = rows.get()
    return head


def canonical(facts: Any) -> str:
    """One text for equal facts: JSON in ASCII, keys sorted, no blanks, times in UTC (RFC 8259)."""
    return json.dumps(
        facts, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_as_text
    )


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal | Promise):
        return str(value)
    raise TypeError(f"A {type(value).__name__} cannot be recorded; say it in text.")


def digest_of(facts: Any) -> str:
    """SHA-256 (FIPS 180-4) of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def part_digest(part: Part) -> str:
    """What a link keeps of a part; without the salt, nobody can guess the part back."""
    return digest_of([part.salt, part.name, part.person, part.facts])


def link_digest(chain: Chain, link: Link) -> str:
    """What the next link and the head keep of a link."""
    return digest_of(
        {
            "chain": chain.name,
            "sequence": link.sequence,
            "at": link.at,
            "action": link.action,
            "parts": link.part_digests,
            "previous": link.previous,
        }
    )


@transaction.atomic
def erase_payloads_of(
    user: Any, *, by: Any = None, also: Iterable[tuple[Territory | None, str, int]] = ()
) -> int:
    """Erase what the chains say of a person, before their account is deleted; how many parts.

    Acts done by the person stay, without their name. Acts done to them keep their author, kind and
    time. `also` are things of theirs that are gone, as (territory, label of the model, key): what
    was done to these is erased too. Each chain records how many parts it lost, so that
    verification expects no others.
    """
    quoted: dict[int | None, list[str]] = {}
    for place, kind, key in also:
        said = canonical({"id": str(key), "kind": kind})[:-1]
        quoted.setdefault(place.pk if place else None, []).append(said)
    named = AuditPart.all_rows.filter(person=user.pk).order_by("territory_id")
    numbers = named.values_list("territory_id", flat=True).distinct()
    wanted = {*numbers, *(number for number in quoted if number)}
    chains: list[Territory | None] = [*Territory.objects.filter(pk__in=wanted).order_by("pk")]
    erased = 0
    for territory in [*chains, None]:
        with opened(territory):
            chain = chain_of(territory)
            _locked_head(chain)
            about = models.Q(person=user.pk)
            for said in quoted.get(territory.pk if territory else None, ()):
                about |= models.Q(name=ACT, facts__contains=f'"target":{said}')
            gone, _by_model = chain.parts.filter(about).delete()
            if gone:
                actor = by if by != user else None
                record(territory=territory, actor=actor, action=ERASE, parts=gone)
            erased += gone
    return erased


@transaction.atomic
def close_chain(*, territory: Territory, actor: Any, why: str) -> ClosedChain:
    """End a territory's chain, in the transaction that deletes the territory, and only there.

    The operator's chain keeps the number and digest of the last link; from then on the database
    lets the links of this territory go with it.
    """
    with scoping.scope(territory):
        head = _locked_head(chain_of(territory))
    end = {"sequence": head.sequence, "digest": head.digest}
    closed = ClosedChain.objects.create(
        territory_number=territory.pk,
        chain=territory.public_id,
        name=territory.name,
        closed_at=timezone.now(),
        **end,
    )
    record(actor=actor, action=CLOSE, target=territory, why=why, before=end)
    return closed
