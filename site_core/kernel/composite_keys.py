"""The second wall, on PostgreSQL: a row can only point to a row of its own territory.

For each scoped key the database holds (territory_id, x_id) → target(territory_id, primary key),
deferred to the commit so that cascades pass. Add `LinkInsideTerritory` to the migration that adds
the key; a system check says when one is missing.
"""

from typing import Any

from django.db import connection, models
from django.db.migrations.operations.base import Operation

from .scoping import scoped_keys


def constraint_name(table: str, column: str) -> str:
    """The name of the composite foreign key of a column."""
    return f"{table}_{column}_inside"[:63]


class LinkInsideTerritory(Operation):
    """Adds the composite foreign key of `model.field`; does nothing on other databases."""

    reversible = True

    def __init__(self, model: str, field: str) -> None:
        self.model, self.field = model, field

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's own state does not know of it."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """One unique index a target, one foreign key a link."""
        if schema_editor.connection.vendor != "postgresql":
            return
        model = to_state.apps.get_model(app_label, self.model)
        field = model._meta.get_field(self.field)
        target, key = field.related_model._meta.db_table, field.related_model._meta.pk.column
        table = model._meta.db_table
        schema_editor.execute(
            f'CREATE UNIQUE INDEX IF NOT EXISTS "{target}_inside" '
            f'ON "{target}" (territory_id, "{key}")'
        )
        schema_editor.execute(
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{constraint_name(table, field.column)}" '
            f'FOREIGN KEY (territory_id, "{field.column}") '
            f'REFERENCES "{target}" (territory_id, "{key}") DEFERRABLE INITIALLY DEFERRED'
        )

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Drop the foreign key; the index stays, other links may need it."""
        if schema_editor.connection.vendor != "postgresql":
            return
        model = from_state.apps.get_model(app_label, self.model)
        table, column = model._meta.db_table, model._meta.get_field(self.field).column
        schema_editor.execute(
            f'ALTER TABLE "{table}" DROP CONSTRAINT "{constraint_name(table, column)}"'
        )

    def describe(self) -> str:
        """What `migrate` prints."""
        return f"Keep {self.model}.{self.field} inside its territory"


def missing(scoped: list[type[models.Model]]) -> list[str]:
    """The links of these models that the database does not hold inside their territory."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'f'")
        present = {name for (name,) in cursor.fetchall()}
    return [
        f"{model._meta.label}.{key.name}"
        for model in scoped
        for key in scoped_keys(model)
        if constraint_name(model._meta.db_table, key.column) not in present
    ]
