"""One row of a territory's lists takes the place of another, in all that refers to it."""

from collections.abc import Iterator
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from .events import merging


@transaction.atomic
def merge(gone: Any, into: Any) -> None:
    """Let `into`, of the same model and territory, stand wherever `gone` does, which may then go.

    Without `into` nothing does. What the apps above do first, they do at `events.merging`.
    """
    merging.send(sender=type(gone), gone=gone, into=into)
    if into is not None:
        for column in columns_to(type(gone)):
            move(column, gone, into)


def is_used(row: Any) -> bool:
    """Whether anything refers to a row."""
    return any(
        column.model._default_manager.filter(**{column.name: row}).exists()
        for column in columns_to(type(row))
    )


def columns_to(model: type[models.Model]) -> list[Any]:
    """The columns that refer to a model, those of the tables between two models too."""
    relations: Any = model._meta.get_fields(include_hidden=True)
    return [each.field for each in relations if each.auto_created and each.one_to_many]


def move(column: Any, gone: Any, into: Any) -> None:
    """Let a column refer to the other row; what would then stand twice stands once."""
    every = column.model._default_manager
    rows = every.filter(**{column.name: gone})
    for names in beside(column):
        same = {name: OuterRef(name) for name in names}
        rows.filter(Exists(every.filter(**{column.name: into}, **same))).delete()
    rows.update(**{column.name: into})


def beside(column: Any) -> Iterator[list[str]]:
    """The names of the columns with which this one is unique, rule by rule."""
    meta = column.model._meta
    for rule in (*meta.unique_together, *(each.fields for each in meta.total_unique_constraints)):
        if column.name in rule:
            yield [name for name in rule if name != column.name]
