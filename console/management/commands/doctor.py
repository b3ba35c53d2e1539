"""Examine the deployment."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from console.doctor import examine, mend


class Command(BaseCommand):
    help = (
        "Examine the deployment: trees, sites, roles, links between territories, migrations, "
        "audit chains, files, search. Says what is wrong and how to mend it."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """How to answer, and whether to mend."""
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--fix",
            action="store_true",
            help="mend what can be mended safely: rows of django_site, rights of roles",
        )

    def handle(self, **options: Any) -> None:
        """Examine, mend when asked to, and examine again; CommandError when something is wrong."""
        diagnosis = examine()
        mended = mend(diagnosis) if options["fix"] else []
        if mended:
            diagnosis = examine()
        if options["json"]:
            answer = {
                "ok": diagnosis.healthy,
                "checks": diagnosis.checks,
                "findings": [finding.as_json() for finding in diagnosis.findings],
                "mended": [finding.as_json() for finding in mended],
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            for finding in mended:
                self.stdout.write(_("Mended: %(fault)s") % {"fault": finding})
            for finding in diagnosis.findings:
                self.stdout.write(f"{finding}\n  → {finding.mend}")
        if not diagnosis.healthy:
            count = len(diagnosis.findings)
            raise CommandError(
                ngettext("%(n)s thing to mend.", "%(n)s things to mend.", count) % {"n": count}
            )
        if not options["json"]:
            self.stdout.write(_("All is well: %(checks)s checks.") % {"checks": diagnosis.checks})
