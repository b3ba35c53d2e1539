"""Verify the audit chains."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from console.management.files import why_unreadable
from site_core.kernel import audit
from site_core.kernel.audit_verification import Seal, chains, verify_chain
from site_core.kernel.models import ClosedChain, Territory


class Command(BaseCommand):
    help = (
        "Verify the audit chains, from the first link to the last: the operator's and every "
        "territory's. Keep what --json prints on another machine: compared with it later "
        "(--against), even a chain rewritten as a whole is found."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which chains, and how to answer."""
        parser.add_argument("--territory", metavar="SLUG", help="only this territory's chain")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--against",
            metavar="FILE",
            help="what --json printed earlier: those links must still be there",
        )

    def handle(self, **options: Any) -> None:
        """Verify; CommandError when a chain is broken."""
        seals = seals_of(options["against"])
        reports, broken = [], 0
        for territory in wanted(options["territory"]):
            report = verify_chain(territory, seals.get(audit.chain_of(territory).name))
            broken += not report.whole
            if options["json"]:
                reports.append(report.as_json())
            elif not report.whole:
                self.stdout.write(
                    _("%(chain)s: link %(number)s: %(reason)s")
                    % {
                        "chain": report.slug,
                        "number": report.broken_at,
                        "reason": report.reason,
                    }
                )
            seals.pop(report.chain, None)
        for name in () if options["territory"] else sorted(seals):
            if not ended_as_known(name, seals[name]):
                broken += 1
                reports.append({"whole": False, "chain": name, "reason": _("The chain is gone.")})
                if not options["json"]:
                    self.stdout.write(_("%(chain)s: the chain is gone.") % {"chain": name})
        if options["json"]:
            answer = {"ok": not broken, "chains": reports}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if broken:
            raise CommandError(_("Broken chains: %(count)s.") % {"count": broken})
        if not options["json"]:
            self.stdout.write(_("Every chain is whole."))


def ended_as_known(name: str, seal: Seal) -> bool:
    """Whether a chain that is no longer there was closed, after the link that was known."""
    closed = ClosedChain.objects.filter(chain=name, sequence__gte=seal.sequence).first()
    return closed is not None and (closed.sequence > seal.sequence or closed.digest == seal.digest)


def wanted(slug: str | None) -> Iterator[Territory | None]:
    """The chain asked for, or all; CommandError when there is none of that name."""
    if not slug:
        yield from chains()
        return
    territory = Territory.objects.filter(slug=slug).first()
    if territory is None:
        raise CommandError(_("No territory has the short name “%(slug)s”.") % {"slug": slug})
    yield territory


def seals_of(path: str | None) -> dict[str, Seal]:
    """The last link of each chain in an earlier report; CommandError when it cannot be read."""
    if not path:
        return {}
    try:
        answer = json.loads(Path(path).read_text())
        return {chain["chain"]: Seal(chain["links"], chain["digest"]) for chain in answer["chains"]}
    except OSError as error:
        raise CommandError(
            _("The file %(file)s cannot be read: %(why)s.")
            % {"file": path, "why": why_unreadable(error)}
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(
            _("%(file)s is not what verify_audit --json printed: %(why)s")
            % {"file": path, "why": error}
        ) from error
