"""Whether an audit chain is whole: read again, link by link, against what each one commits to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .audit import ACT, AT_ONCE, ERASE, OPERATOR, Chain, chain_of, link_digest, opened, part_digest
from .models.audit import ClosedChain, Head, Link
from .models.territory import Territory


@dataclass(frozen=True)
class Seal:
    """What an earlier report said of a chain: the digest that one of its links had."""

    sequence: int
    digest: str


@dataclass
class ChainReport:
    """What `verify_chain` found; `broken_at` is the first link in doubt, None when all is well."""

    chain: str
    slug: str
    links: int = 0
    erased: int = 0
    explained: int = 0
    first_erased: int = 0
    digest: str = ""
    broken_at: int | None = None
    reason: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing was added, changed, moved or removed by a way other than `record`."""
        return self.broken_at is None

    def broken(self, sequence: int, reason: str) -> "ChainReport":
        """The report, with its verdict."""
        self.broken_at, self.reason = sequence, reason
        return self

    def as_json(self) -> dict[str, Any]:
        """What `verify_audit --json` prints of it; `links` and `digest` make a Seal."""
        told = ("chain", "slug", "links", "digest", "erased", "broken_at", "reason")
        return {"whole": self.whole} | {name: getattr(self, name) for name in told}


def verify_chain(territory: Territory | None = None, seal: Seal | None = None) -> ChainReport:
    """Read a chain from its first link to its head, in constant memory, while others add to it.

    Finds what was dropped, changed, reordered, inserted, swapped, moved between territories or cut
    at the end. A chain rewritten as a whole is found with the seal of an earlier report only.
    """
    with opened(territory):
        chain = chain_of(territory)
        report = ChainReport(chain.name, territory.slug if territory else OPERATOR)
        report.digest = chain.start
        before = chain.heads.first()
        for link in chain.links.order_by("sequence").prefetch_related("parts").iterator(AT_ONCE):
            report.links += 1
            if reason := _fault(chain, link, report, (seal, before)):
                return report.broken(report.links, reason)
            report.digest = link.digest
        return _verify_end(chain, report, (seal, before))


def _fault(
    chain: Chain, link: Link, report: ChainReport, known: tuple[Seal | Head | None, ...]
) -> str:
    """Why a link is not the next one, or nothing."""
    if link.sequence != report.links:
        return _("The link is missing or numbered twice.")
    if link.previous != report.digest:
        return _("The link does not follow the one before it.")
    if link.digest != link_digest(chain, link):
        return _("The link was changed, or comes from another chain.")
    if any(end and end.sequence == link.sequence and end.digest != link.digest for end in known):
        return _("The link is not the one that was known under this number.")
    digests: dict[str, str] = json.loads(link.part_digests)
    for part in link.parts.all():  # type: ignore[attr-defined]
        if digests.pop(part.name, "") != part_digest(part):
            return _("The part “%(name)s” was changed or exchanged.") % {"name": part.name}
        if link.action == ERASE and part.name == ACT:
            report.explained += json.loads(part.facts)["details"]["parts"]
    if digests:
        report.first_erased = report.first_erased or link.sequence
        report.erased += len(digests)
    return ""


def _verify_end(
    chain: Chain, report: ChainReport, known: tuple[Seal | Head | None, ...]
) -> ChainReport:
    """Compare with the head, read before and after the links, for others may have added some."""
    after = chain.heads.first()
    longest = max(end.sequence if end else 0 for end in known)
    number, digest = (after.sequence, after.digest) if after else (0, chain.start)
    unknown = report.links > number or (report.links == number and report.digest != digest)
    closed = ClosedChain.objects.filter(chain=chain.name) if chain.territory else None
    doubts = (
        (report.links < longest, report.links + 1, _("Links are missing at the end.")),
        (unknown, report.links, _("The head of the chain does not know this link.")),
        (
            report.erased > report.explained,
            report.first_erased,
            _("A part is missing that no erasure explains."),
        ),
        (
            closed is not None and closed.exists(),
            report.links,
            _("The chain was closed, yet its territory remains."),
        ),
    )
    for doubt, sequence, reason in doubts:
        if doubt:
            return report.broken(sequence, reason)
    return report


def chains() -> Iterator[Territory | None]:
    """Every chain there is: the operator's, then each territory's."""
    yield None
    yield from Territory.objects.order_by("pk").iterator(AT_ONCE)
