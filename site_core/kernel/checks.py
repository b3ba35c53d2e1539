"""System checks: what keeps the wall between territories whole, verified at every start."""

from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.search.index import FilterField, Indexed

from .models.owned import TerritoryOwned
from .scoping import AllRows, InScopeManager

# Rows that tell nothing by being unique everywhere: random, or one per row of their own territory.
GLOBAL_UNIQUES = {("group",)}


@register("territories")
def wall_is_whole(**_kwargs: Any) -> list[Error]:
    """Every scoped model keeps the rules of docs/tenancy.md."""
    found = []
    for model in apps.get_models():
        if issubclass(model, TerritoryOwned):
            found += [Error(text, obj=model, id=f"kikalu.{code}") for code, text in faults(model)]
    return found


def faults(model: Any) -> list[tuple[str, str]]:
    """The broken rules of one scoped model, as (code, sentence)."""
    meta = model._meta
    found = []
    if model.__bases__[0] is not TerritoryOwned and not issubclass(
        model.__bases__[0], TerritoryOwned
    ):
        found.append(("E001", "TerritoryOwned must be the first base class."))
    if not isinstance(meta.default_manager, InScopeManager):
        found.append(("E002", "The default manager must be an InScopeManager."))
    if not isinstance(meta.base_manager, AllRows):
        found.append(("E003", "The base manager must be an AllRows manager."))
    found.extend(
        ("E004", f"Unique {names} must start with the territory.")
        for names in unique_sets(meta)
        if names[0] != "territory" and names not in GLOBAL_UNIQUES
    )
    if not any(names[0] == "territory" for names in indexed_sets(meta)):
        found.append(("E007", "An index or a constraint must start with the territory."))
    found.extend(
        ("E005", f"{field.name}: rows under a page are not scoped.")
        for field in meta.local_fields
        if isinstance(field, ParentalKey)
    )
    if issubclass(model, Indexed) and not any(
        isinstance(field, FilterField) and field.field_name == "territory"
        for field in model.search_fields
    ):
        found.append(("E006", 'An indexed model needs FilterField("territory").'))
    return found


def indexed_sets(meta: Any) -> list[tuple[str, ...]]:
    """The column sets that the database can search by, unique or not."""
    indexes = [tuple(name.lstrip("-") for name in index.fields) for index in meta.indexes]
    return [names for names in (*indexes, *unique_sets(meta)) if names]


def unique_sets(meta: Any) -> list[tuple[str, ...]]:
    """The column sets that the database keeps unique, but keys and random identifiers."""
    own = [
        (field.name,)
        for field in meta.local_fields
        if field.unique and not field.primary_key and not isinstance(field, models.UUIDField)
    ]
    constraints = [
        tuple(constraint.fields)
        for constraint in meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields
    ]
    return [*own, *constraints, *(tuple(names) for names in meta.unique_together)]
