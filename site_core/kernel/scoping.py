"""The wall between territories: which territories this thread of work may see and write.

The scope is a context variable. Default managers read it when their SQL is compiled, so a queryset
built in one territory and run in another shows the other's rows, and one run in no territory
raises. Writes are refused when a row, or a row it points to, lives elsewhere. See docs/tenancy.md.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed
from django.dispatch import Signal, receiver

# Sent with `territories`, the ids of those whose rows were written without a signal for each row.
rows_written = Signal()
Scope = object  # None (closed) | EVERYWHERE | frozenset[int] of territory ids
EVERYWHERE = object()
_scope: ContextVar[Any] = ContextVar("territories", default=None)


class NoScope(RuntimeError):
    """No territory in scope, or not exactly one where one is needed."""


class ForeignTerritory(RuntimeError):
    """A write or a link would cross the wall between two territories."""


@contextmanager
def reopen(value: Scope) -> Iterator[None]:
    """Work under a scope taken earlier with `snapshot()`."""
    token = _scope.set(value)
    try:
        yield
    finally:
        _scope.reset(token)


def snapshot() -> Scope:
    """The scope as it is now, to carry over to a stream or a worker."""
    return _scope.get()


def several(territories: Iterable[Any]) -> AbstractContextManager[None]:
    """Read several territories at once (objects or ids): a referent's worklist."""
    return reopen(frozenset(getattr(territory, "pk", territory) for territory in territories))


def scope(territory: Any) -> AbstractContextManager[None]:
    """Work in one territory (object or id)."""
    return several([territory])


def everywhere() -> AbstractContextManager[None]:
    """Work in all territories: only for the operator's console and the framework's own jobs."""
    return reopen(EVERYWHERE)


def closed() -> AbstractContextManager[None]:
    """Work in no territory: any scoped query raises NoScope."""
    return reopen(None)


def allowed() -> Any:
    """EVERYWHERE or the ids in scope; NoScope when closed."""
    if (value := _scope.get()) is None:
        raise NoScope("A scoped query ran outside of any territory.")
    return value


def current() -> int:
    """The id of the one territory in scope; NoScope when there is none or more than one."""
    value = allowed()
    if value is EVERYWHERE or len(value) != 1:
        raise NoScope("Exactly one territory must be in scope here.")
    return int(next(iter(value)))


def require(territory_id: int | None) -> None:
    """Refuse to go on, with ForeignTerritory, unless this territory is in scope."""
    if (value := allowed()) is not EVERYWHERE and territory_id not in value:
        raise ForeignTerritory(f"Territory {territory_id} is not in scope.")


@models.ForeignKey.register_lookup
class InScope(models.Lookup):
    """`territory__in_scope=True`, resolved when the SQL is compiled; search backends read it."""

    lookup_name = "in_scope"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """The territory column restricted to the ids in scope."""
        if (value := allowed()) is EVERYWHERE:
            return "1=1", []
        if not value:
            return "1=0", []
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN ({', '.join(['%s'] * len(value))})", [*params, *sorted(value)]


def is_scoped(model: type[models.Model]) -> bool:
    """Whether rows of this model belong to one territory."""
    return isinstance(getattr(model, "all_rows", None), AllRows)


def scoped_keys(model: type[models.Model]) -> list[Any]:
    """The foreign keys of a model that point to rows of a territory."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.many_to_one and is_scoped(field.related_model)  # type: ignore[arg-type]
    ]


class GuardedQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Reads as the manager decides; refuses to write or link across territories."""

    def in_scope(self) -> "GuardedQuerySet":
        """Only the rows of the territories in scope."""
        return self.filter(territory__in_scope=True)

    def strangers(self, rows: list[Any]) -> Iterator[tuple[Any, Any]]:
        """Each (row, foreign key) whose target lives in another territory; one query a key."""
        for key in scoped_keys(self.model):
            ids = {getattr(row, key.attname) for row in rows} - {None}
            if not ids:
                continue
            targets = key.related_model.all_rows.filter(pk__in=ids)
            homes = dict(targets.values_list("pk", "territory_id"))
            for row in rows:
                target = getattr(row, key.attname)
                if target is not None and homes.get(target, row.territory_id) != row.territory_id:
                    yield row, key

    def guard(self, rows: list[Any]) -> list[Any]:
        """The rows, once each is known to be in scope and linked inside its territory."""
        for row in rows:
            row.settle()
            require(row.territory_id)
        for _row, key in self.strangers(rows):
            raise ForeignTerritory(f"{self.model.__name__}.{key.name} points to another territory.")
        return rows

    def tell(self, territories: Iterable[int]) -> None:
        """Say whose rows are written."""
        rows_written.send(self.model, territories=territories)

    def bulk_create(
        self, objs: Iterable[Any], *args: Any, update_conflicts: bool = False, **kwargs: Any
    ) -> list[Any]:
        """As Django's, guarded; an upsert is refused: it could overwrite a foreign row."""
        if update_conflicts:
            raise ForeignTerritory("An upsert could overwrite a row of another territory.")
        created = super().bulk_create(self.guard(list(objs)), *args, **kwargs)
        self.tell({row.territory_id for row in created})
        return created

    def bulk_update(
        self, objs: Iterable[Any], fields: Iterable[str], *args: Any, **kwargs: Any
    ) -> int:
        """As Django's, guarded."""
        rows = self.guard(list(objs))
        changed = super().bulk_update(rows, fields, *args, **kwargs)
        self.tell({row.territory_id for row in rows})
        return changed

    def update(self, **values: Any) -> int:
        """As Django's: a row never moves, and a new target must live beside it.

        Also reached by `related.add()` and SET_NULL cascades, which must be whole: not scoped.
        """
        if values.keys() & {"territory", "territory_id"}:
            raise ForeignTerritory("A row never moves to another territory.")
        rows = self
        for key in scoped_keys(self.model):
            target = values.get(key.name, values.get(key.attname))
            # A Case comes from bulk_update, which has guarded its rows already.
            if target is None or isinstance(target, models.Case):
                continue
            if hasattr(target, "resolve_expression"):
                raise ForeignTerritory(f"{key.name} cannot be set from an expression.")
            target_rows = key.related_model.all_rows.filter(pk=getattr(target, "pk", target))
            rows = rows.filter(territory_id=target_rows.values("territory_id")[:1])
        scope = snapshot()
        owners = rows.order_by().values_list("territory_id", flat=True).distinct()
        touched = scope if isinstance(scope, frozenset) else set(owners)
        changed = super(GuardedQuerySet, rows).update(**values)
        self.tell(touched)
        return changed

    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's, for the rows in scope only."""
        return super(GuardedQuerySet, self.in_scope()).delete()

    def _update(self, values: Any) -> int:
        """The UPDATE that `Model.save()` sends: never touches a row out of scope."""
        changed: int = super(GuardedQuerySet, self.in_scope())._update(values)  # type: ignore[misc]
        return changed

    update.alters_data = True  # type: ignore[attr-defined]
    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class AllRows(models.Manager.from_queryset(GuardedQuerySet)):  # type: ignore[misc]
    """Base manager: reads everything, so that cascades are whole; guards writes."""


class InScopeManager(models.Manager.from_queryset(GuardedQuerySet)):  # type: ignore[misc]
    """Default manager: only what is in scope, decided when the SQL is compiled."""

    def get_queryset(self) -> Any:
        """The rows of the territories in scope."""
        return super().get_queryset().filter(territory__in_scope=True)


@receiver(m2m_changed)
def guard_links(
    instance: Any, action: str, model: type[models.Model], pk_set: set[int], **_kwargs: Any
) -> None:
    """Refuse a many-to-many link to a row of another territory."""
    if action != "pre_add" or not is_scoped(model):
        return
    home = getattr(instance, "territory_id", None)
    if home is None:
        return
    require(home)
    if model.all_rows.filter(pk__in=pk_set).exclude(territory_id=home).exists():  # type: ignore[attr-defined]
        raise ForeignTerritory(f"A {model.__name__} of another territory cannot be linked.")


def stream_in_scope(chunks: Iterable[Any], value: Scope) -> Iterator[Any]:
    """The chunks of a streamed answer, each made under the scope of the request that asked."""
    steps = iter(chunks)
    done = object()
    while True:
        with reopen(value):
            chunk = next(steps, done)
        if chunk is done:
            return
        yield chunk
