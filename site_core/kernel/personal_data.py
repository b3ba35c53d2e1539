"""What is held about people: each app declares it once, and every promise is kept from that.

A `Holding` says what is kept, why, on which basis and for how long (RGPD, articles 13 and 30); how
a person is given it (articles 15 and 20), how it is erased (article 17), and what of it is old
enough to go. The page of one's own data, the archive, the erasure and `purge_expired` loop over the
holdings and name no app. A test finds every column that leads to a person and is in none of them.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import audit, scoping
from .models.territory import Territory

ACCOUNT = _("what we agreed on when you opened your account")
CHOICE = _("your choice, which you may change")
SERVICE = _("the public service that the site gives")
SAFETY = _("keeping accounts and the site safe")
LAW = _("a duty set by law")
FOR_LIFE = _("as long as you have your account")
BATCH = 500  # rows that are deleted in one transaction
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Erasure:
    """One person who goes, or with a `territory` who leaves it.

    `keeps` is their choice: what they published stays, without their name. `gone` gathers what was
    deleted, as (territory, label of the model, key), so that nothing quotes it any more.
    """

    person: Any
    keeps: bool
    territory: Territory | None = None
    addresses: frozenset[str] = frozenset()
    gone: list[tuple[Territory | None, str, int]] = field(default_factory=list)


def nothing(_erasure: Erasure) -> None:
    """What goes with the account by itself: its keys cascade."""


def none(_person: Any) -> Iterable[Any]:
    """Nothing to hand over."""
    return ()


def no_ids(_person: Any) -> list[int]:
    """Nothing to hide."""
    return []


def not_shown(_keys: Collection[int]) -> None:
    """Nothing was hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One kind of things that are held about a person.

    `links` are the columns that lead to them, `app.Model.column`. `rows` gives what is handed over,
    each with the attributes or keys that `words` names for people; `files` their own files.
    `erase` takes away what does not go with the account by itself; `is_words` says that it is what
    they published, about which they choose. `hide` and `show` are for the days in which a closed
    account may still come back. `purge` takes away what is too old, and counts it; with True it
    only counts.
    """

    name: str
    label: Any
    purpose: Any
    basis: Any
    kept: Any = FOR_LIFE
    links: Collection[str] = ()
    words: Mapping[str, Any] = field(default_factory=dict)
    rows: Callable[[Any], Iterable[Any]] = none
    files: Callable[[Any], Iterable[Any]] = none
    erase: Callable[[Erasure], None] = nothing
    is_words: bool = False
    is_last: bool = False
    hide: Callable[[Any], list[int]] = no_ids
    show: Callable[[Collection[int]], None] = not_shown
    purge: Callable[[datetime, bool], int] | None = None


HOLDINGS: dict[str, Holding] = {}


def declare(*holdings: Holding) -> None:
    """Say what an app holds, as often as it starts; ValueError for a name that another one took."""
    for holding in holdings:
        known = HOLDINGS.get(holding.name)
        if known is not None and known.label != holding.label:
            raise ValueError(f"{holding.name} is declared twice.")
        HOLDINGS[holding.name] = holding


def collect(person: Any) -> dict[str, list[dict[str, Any]]]:
    """All that is held about a person, in every territory, in words of JSON."""
    with scoping.everywhere():
        return {
            name: [told(row, holding.words) for row in holding.rows(person)]
            for name, holding in HOLDINGS.items()
            if holding.words
        }


def files_of(person: Any) -> Iterator[Any]:
    """The files that a person gave us."""
    with scoping.everywhere():
        found = [file for holding in HOLDINGS.values() for file in holding.files(person)]
    yield from found


def told(row: Any, words: Iterable[str]) -> dict[str, Any]:
    """What JSON can say of a row: its attributes, or its keys, by their names."""
    read = row.get if isinstance(row, dict) else lambda name: getattr(row, name)
    return {name: plain(read(name)) for name in words}


def plain(value: Any) -> Any:
    """A value as JSON says it; rows by their names, times as in RFC 3339."""
    if value is None or isinstance(value, str | bool | int | float | dict | list):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if hasattr(value, "all"):
        return [str(one) for one in value.all()]
    return str(value)


def hide(person: Any) -> dict[str, list[int]]:
    """Hide what a person published; the keys of what was hidden, for `show`."""
    with scoping.everywhere():
        hidden = {name: holding.hide(person) for name, holding in HOLDINGS.items()}
    return {name: keys for name, keys in hidden.items() if keys}


def show(hidden: Mapping[str, list[int]]) -> None:
    """Show again what `hide` hid."""
    with scoping.everywhere():
        for name, keys in hidden.items():
            HOLDINGS[name].show(keys)


@transaction.atomic
def erase(erasure: Erasure) -> None:
    """Take away what is held about a person but does not go with their account by itself.

    With a territory in it, only what they published there: the account stays.
    """
    territory = erasure.territory
    with scoping.scope(territory) if territory else scoping.everywhere():
        for holding in sorted(HOLDINGS.values(), key=lambda one: one.is_last):
            if holding.is_words or holding.is_last or territory is None:
                holding.erase(erasure)
    if territory is None:
        audit.erase_payloads_of(erasure.person, also=erasure.gone)


def purge(now: datetime, *, is_rehearsal: bool = False) -> dict[str, int]:
    """Take away what is too old at this moment; how many rows of each kind went.

    Raises RuntimeError with the names of what failed, once all the rest is done.
    """
    counts, failed = {}, []
    for name, holding in HOLDINGS.items():
        if holding.purge is not None:
            try:
                with scoping.everywhere():
                    counts[name] = holding.purge(now, is_rehearsal)
            except Exception:
                logger.exception("What is too old of %s was not taken away", name)
                failed.append(name)
    if failed:
        raise RuntimeError(f"Not purged: {', '.join(failed)}.")
    return counts


def forget(rows: Any, is_rehearsal: bool) -> int:
    """Delete rows by batches that no other request waits for; how many there were."""
    if is_rehearsal:
        return int(rows.count())
    gone = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            rows.model._default_manager.filter(pk__in=keys).delete()
        gone += len(keys)
    return gone
