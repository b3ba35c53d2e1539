"""The database is the one that the code expects: migrations, tables, second wall, triggers."""

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from site_core.kernel import composite_keys
from site_core.kernel.models import (
    AuditHead,
    AuditLink,
    OperatorHead,
    OperatorLink,
    TerritoryOwned,
)
from site_core.kernel.models.append_only import Refuse

from .findings import Finding, report

OURS = (
    "agenda", "blog", "console", "consultations", "kernel", "members", "messaging",
    "territory_pages", "theming",
)  # fmt: skip
UNLISTED = {"rowid"}  # SQLite has it in every table, and lists it in none
HALF_COPIED = "new__"  # SQLite copies a table to change it
COLUMNS = {
    "sqlite": "SELECT m.name, c.name FROM sqlite_master m, pragma_table_xinfo(m.name) c "
    "WHERE m.type = 'table'",
    "postgresql": "SELECT table_name, column_name FROM information_schema.columns "
    "WHERE table_schema = current_schema()",
}
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
}


def migrations_are_applied() -> list[Finding]:
    """All of them, and none that this code does not know."""
    loader = MigrationLoader(connection)
    waiting = sorted(loader.graph.nodes.keys() - loader.applied_migrations.keys())
    known = set(loader.disk_migrations) | {
        replaced for migration in loader.disk_migrations.values() for replaced in migration.replaces
    }
    unknown = [
        f"{app}.{name}"
        for app, name in sorted(loader.applied_migrations)
        if app in loader.migrated_apps and (app, name) not in known
    ]
    return [
        *report(
            "D501",
            _("A migration has not run."),
            _("Run migrate."),
            [f"{app}.{name}" for app, name in waiting],
        ),
        *report(
            "D502",
            _("The database is newer than this code: it has migrations that are unknown here."),
            _("Start the version of the code that made them."),
            unknown,
        ),
    ]


def tables_are_those_of_the_models() -> list[Finding]:
    """No table or column is missing, and none of ours is left over from a migration cut short."""
    expected: dict[str, set[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            columns = {str(field.column) for field in model._meta.local_concrete_fields}
            expected.setdefault(model._meta.db_table, set()).update(columns)
    present: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS[connection.vendor])
        for table, column in cursor.fetchall():
            present.setdefault(table, set(UNLISTED)).add(column)
    missing, left_over = [], []
    for table, columns in expected.items():
        if table not in present:
            missing.append(table)
            continue
        missing += [f"{table}.{column}" for column in sorted(columns - present[table])]
        if table.startswith(OURS):
            strange = present[table] - columns - UNLISTED
            left_over += [f"{table}.{column}" for column in sorted(strange)]
    prefixes = (HALF_COPIED, *(f"{label}_" for label in OURS))
    left_over += sorted(
        table for table in present.keys() - expected.keys() if table.startswith(prefixes)
    )
    return [
        *report(
            "D503",
            _("A table or column is missing: a migration was cut short."),
            _("Restore the last copy of the database, then run migrate."),
            missing,
        ),
        *report(
            "D504",
            _("A table or column is in no model: a migration was cut short."),
            _("Look what it holds before you drop it."),
            left_over,
        ),
    ]


def second_wall_stands() -> list[Finding]:
    """On PostgreSQL, every link between rows of a territory is a composite foreign key."""
    scoped: list[Any] = [model for model in apps.get_models() if issubclass(model, TerritoryOwned)]
    return report(
        "D505",
        _("A link is not held inside its territory by the database."),
        _("Add LinkInsideTerritory to a migration, and run it."),
        composite_keys.missing(scoped),
    )


def audit_chains_are_guarded() -> list[Finding]:
    """The triggers that refuse to change a chain are there, and heads know the last link."""
    wanted = {
        constraint.name
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, Refuse)
    }
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    return [
        *report(
            "D506",
            _("A trigger that protects the audit chains is missing or disabled."),
            _("Find out who removed it, run verify_audit, then create it again as its migration."),
            sorted(wanted - present),
        ),
        *report(
            "D507",
            _("The head of an audit chain is not its last link (territory)."),
            _("Run verify_audit: it says where the chain is broken."),
            [*heads_astray(AuditHead, AuditLink), *heads_astray(OperatorHead, OperatorLink)],
        ),
    ]


def heads_astray(heads: Any, links: Any) -> list[str]:
    """The chains whose head does not know their last link; all of them in one query."""
    of_territory = issubclass(links, TerritoryOwned)
    same = {"territory_id": OuterRef("territory_id")} if of_territory else {}
    last = links._meta.base_manager.filter(**same).order_by("-sequence")
    astray = heads._meta.base_manager.annotate(
        last=Subquery(last.values("sequence")[:1]), seal=Subquery(last.values("digest")[:1])
    ).exclude(last=F("sequence"), seal=F("digest"))
    name = "territory__slug" if of_territory else "pk"
    return [str(head) for head in astray.values_list(name, flat=True)]
