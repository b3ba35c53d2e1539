"""Ways around the triggers of the audit chains, for those who play the forger."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

CHAIN_TABLES = (
    "kernel_auditpart",
    "kernel_auditlink",
    "kernel_audithead",
    "kernel_operatorpart",
    "kernel_operatorlink",
    "kernel_operatorhead",
    "kernel_closedchain",
)


@contextmanager
def triggers_set_aside() -> Iterator[None]:
    """What somebody with the database's own password can do: nothing refuses anything."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = [(name, sql) for name, table, sql in cursor.fetchall() if table in CHAIN_TABLES]
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def forge(sql: str, *values: object) -> None:
    """Run one statement on the chains that nothing refuses."""
    with triggers_set_aside(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def empty_chains() -> None:
    """Make room for the flush that follows a test with real transactions."""
    with triggers_set_aside(), connection.cursor() as cursor:
        for table in CHAIN_TABLES:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
