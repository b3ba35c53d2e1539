"""Every row that belongs to a territory, in whatever table: what a neighbour may not touch."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site as DjangoSite
from django.db import connection, models
from wagtail.models import Collection, Page, Site

from members.models import User
from site_core.kernel import scoping
from site_core.kernel.models import RoleGroup, Territory

# Tables of the deployment: nothing in them is one territory's.
SHARED = frozenset(
    {
        "auth.Permission",
        "contenttypes.ContentType",
        "django_comments_xtd.BlackListedDomain",
        "django_tasks_database.DBTaskResult",
        "kernel.ClosedChain",
        "kernel.OperatorHead",
        "kernel.OperatorLink",
        "kernel.OperatorPart",
        "members.FormerAddress",
        "members.SignInFailure",
        "sessions.Session",
        "taggit.Tag",
        "wagtail_localize.String",
        "wagtail_localize.Template",
        "wagtailadmin.Admin",
        "wagtailcore.Locale",
        "wagtailembeds.Embed",
    }
)
GENERIC = ("object_id", "object_pk")
VOLATILE = frozenset({"last_login"})
WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
NOBODY_S = frozenset({"django_session"})
Model = type[models.Model]
Row = dict[str, Any]
Rows = dict[Model, dict[Any, Row]]


def tables() -> list[Model]:
    """Every model that has a table of its own and may hold rows of a territory."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.managed and model._meta.label not in SHARED
    ]


def root_of(model: Model) -> Model:
    """The model whose key a row of this model shares: Page for every kind of page."""
    above = [parent for parent in model._meta.parents if not parent._meta.abstract]
    return root_of(above[0]) if above else model


def stored(tables: Iterable[Model]) -> dict[Model, list[Row]]:
    """Every row of these models, the columns of their own tables only."""
    return {
        model: list(
            model._base_manager.order_by("pk").values(
                *(column.attname for column in model._meta.local_concrete_fields)
            )
        )
        for model in tables
    }


class Belongings:
    """The rows of a territory by table and key: its own, those of its people, and what hangs there.

    A row hangs on another when one of its keys, declared or generic, points to it. They are what
    they were when this was made; `changes` compares.
    """

    def __init__(self, territory: Territory, people: Iterable[User]) -> None:
        self.kinds = {kind.pk: kind.model_class() for kind in ContentType.objects.all()}
        with scoping.everywhere():
            self.owned = seeds(territory, people)
            translated = Page.objects.filter(pk__in=self.owned[Page])
            self.translated = set(translated.values_list("translation_key", flat=True))
            self.rows = self.found_in(stored(tables()), self.owned)

    def changes(self, written: Iterable[str]) -> list[str]:
        """What differs now, in the tables that were written to: one line a row."""
        touched = [model for model in tables() if model._meta.db_table in set(written)]
        with scoping.everywhere():
            now = stored(touched)
        owned = {model: set(keys) for model, keys in self.owned.items()}
        after = self.found_in(now, owned)
        return [
            f"{model._meta.label} {key}: {'changed' if key in old and key in new else 'moved'}"
            for model in touched
            for old, new in [(self.rows.get(model, {}), after.get(model, {}))]
            for key in old.keys() | new.keys()
            if old.get(key) != new.get(key)
        ]

    def found_in(self, rows: dict[Model, list[Row]], owned: dict[Model, set[Any]]) -> Rows:
        """The rows among these that belong; `owned`, the keys known to belong, grows with them."""
        found: Rows = {}
        grown = True
        while grown:
            grown = False
            for model, all_of_model in rows.items():
                mine = owned.setdefault(root_of(model), set())
                here = found.setdefault(model, {})
                for row in all_of_model:
                    key = row[model._meta.pk.attname]
                    if key not in here and (key in mine or self.hangs(model, row, owned)):
                        mine.add(key)
                        here[key] = {name: row[name] for name in row.keys() - VOLATILE}
                        grown = True
        return found

    def hangs(self, model: Model, row: Row, owned: dict[Model, set[Any]]) -> bool:
        """Whether a key of this row points to a row that is already known to belong."""
        for column in model._meta.local_concrete_fields:
            if column.is_relation and row[column.attname] in owned.get(
                root_of(column.related_model), ()
            ):
                return True
        if row.get("translation_key") in self.translated:
            return True
        kind = self.kinds.get(row.get("content_type_id", 0))
        number = next((str(row[name]) for name in GENERIC if name in row), "")
        return bool(kind and number.isdecimal() and int(number) in owned.get(root_of(kind), ()))


def seeds(territory: Territory, people: Iterable[User]) -> dict[Model, set[Any]]:
    """The rows that are a territory's by themselves; all others hang on one of them."""
    homes = (Page.objects.filter(path__startswith=home.path) for home in territory.homes)
    return {
        Territory: {territory.pk},
        Site: {territory.site_id},
        DjangoSite: keys_of(DjangoSite.objects.filter(domain=territory.hostname)),
        Collection: keys_of(Collection.objects.descendant_of(territory.collection, inclusive=True)),
        Group: set(
            RoleGroup.all_rows.filter(territory=territory).values_list("group_id", flat=True)
        ),
        Page: set().union(*map(keys_of, homes)),
        User: {person.pk for person in people},
    }


def keys_of(rows: Any) -> set[Any]:
    """The keys of some rows."""
    return set(rows.values_list("pk", flat=True))


@contextmanager
def watching() -> Iterator[set[str]]:
    """The names of the tables that are written to meanwhile, sessions apart."""
    written: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITE.match(sql):
            written.update({found[1]} - NOBODY_S)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written
