"""Is the deployment in good health? Each check is a function that gives what it found.

Every check costs a constant number of queries, whatever the number of territories.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from site_core.kernel import audit, scoping

from . import database, links, people, sites, stores, tree
from .findings import Finding

__all__ = ["Diagnosis", "Finding", "examine", "mend"]

Check = Callable[[], list[Finding]]
# When these find something, the others would fail or lie.
FIRST: tuple[Check, ...] = (
    database.migrations_are_applied,
    database.tables_are_those_of_the_models,
)
THEN: tuple[Check, ...] = (
    sites.system_checks_pass,
    sites.sites_and_domains_are_in_step,
    sites.every_home_has_its_site,
    sites.every_territory_has_its_pages,
    sites.legal_notices_are_complete,
    tree.trees_are_whole,
    tree.addresses_follow_the_tree,
    people.one_workflow_reviews_all,
    people.people_are_in_the_groups_of_their_roles,
    people.groups_have_the_rights_of_their_role,
    links.rows_stay_inside,
    links.pages_stay_inside,
    links.texts_stay_inside,
    database.second_wall_stands,
    database.audit_chains_are_guarded,
    stores.files_are_there,
    stores.search_index_is_complete,
    stores.tasks_succeed,
)


@dataclass(frozen=True)
class Diagnosis:
    """What was found, and how many checks were made."""

    checks: int
    findings: list[Finding]

    @property
    def healthy(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def examine() -> Diagnosis:
    """Make every check; only the first ones when the database is not ready for the others."""
    with scoping.everywhere():
        findings = [finding for check in FIRST for finding in check()]
        if findings:
            return Diagnosis(len(FIRST), findings)
        findings = [finding for check in THEN for finding in check()]
    return Diagnosis(len(FIRST) + len(THEN), findings)


def mend(diagnosis: Diagnosis) -> list[Finding]:
    """Mend what can be mended safely; gives what was mended, which the operator's chain keeps."""
    mended = []
    with scoping.everywhere(), transaction.atomic():
        for finding in diagnosis.findings:
            if finding.fix is not None:
                finding.fix()
                mended.append(finding)
        if mended:
            found = {finding.code: [str(one) for one in finding.found] for finding in mended}
            audit.record(action="doctor.mend", mended=found)
    return mended
