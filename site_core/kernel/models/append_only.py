"""Rows that the database itself refuses to change or delete, whatever code asks it to."""

from typing import Any

from django.db import models
from django.db.backends.ddl_references import Statement, Table

REFUSED = "This row is part of an audit chain: it is never changed."


class Refuse(models.BaseConstraint):
    """A trigger that refuses UPDATE or DELETE on a table, unless a condition holds.

    It stands among the constraints of its model, so that a migration creates it and SQLite, which
    copies a table to change it, gives the copy its trigger too. `unless` is an SQL condition both
    databases understand; it may name OLD and NEW. A refused statement raises IntegrityError.
    """

    def __init__(self, *, name: str, operation: str, unless: str = "") -> None:
        super().__init__(name=name)
        self.operation = operation
        self.unless = unless

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, str]]:
        """What a migration writes."""
        path = f"{type(self).__module__}.{type(self).__name__}"
        kwargs = {"name": self.name, "operation": self.operation, "unless": self.unless}
        return path, (), kwargs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refuse) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((self.name, self.operation, self.unless))

    def constraint_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]
        """Nothing inside CREATE TABLE; the trigger follows once the table has its final name."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(  # type: ignore[override]
        self, model: Any, schema_editor: Any
    ) -> Statement:
        """The trigger, and on PostgreSQL the function that it calls."""
        template = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
        return Statement(
            template,
            name=schema_editor.quote_name(self.name),
            table=Table(model._meta.db_table, schema_editor.quote_name),
            operation=self.operation,
            unless=self.unless or "1 = 0",
            row="NEW" if self.operation == "UPDATE" else "OLD",
            refused=schema_editor.quote_value(REFUSED),
        )

    def remove_sql(  # type: ignore[override]
        self, model: Any, schema_editor: Any
    ) -> Statement:
        """Drops the trigger; SQLite never asks, it makes the table anew."""
        return Statement(
            "DROP TRIGGER %(name)s ON %(table)s; DROP FUNCTION %(name)s()",
            name=schema_editor.quote_name(self.name),
            table=Table(model._meta.db_table, schema_editor.quote_name),
        )

    def validate(self, *_args: Any, **_kwargs: Any) -> None:
        """Nothing to say about a row before it is written."""


SQLITE = (
    "CREATE TRIGGER %(name)s BEFORE %(operation)s ON %(table)s WHEN NOT (%(unless)s) "
    "BEGIN SELECT RAISE(ABORT, %(refused)s); END"
)
POSTGRESQL = (
    "CREATE FUNCTION %(name)s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF %(unless)s THEN RETURN %(row)s; END IF; "
    "RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = %(refused)s; "
    "END $$; "
    "CREATE TRIGGER %(name)s BEFORE %(operation)s ON %(table)s "
    "FOR EACH ROW EXECUTE FUNCTION %(name)s()"
)
