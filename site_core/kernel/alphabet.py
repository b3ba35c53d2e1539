"""Lists in the order of French dictionaries: accents and capitals last, ligatures as two letters.

PostgreSQL knows it by ICU (Unicode TR 10). SQLite only knows the order of code points, in which
Écully comes after Vienne: there a function of ours gives each name the key that it is sorted by.
"""

import unicodedata
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import Func
from django.dispatch import receiver

from .geography.names import spelled_out

FUNCTION = "kikalu_alphabetical"


class Alphabetical(Func):
    """A text, to be ordered by as people look it up; the same on both databases."""

    arity = 1

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """By ICU."""
        template = '%(expressions)s COLLATE "fr-x-icu"'
        return super().as_sql(compiler, connection, template=template, **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """By the key."""
        return super().as_sql(compiler, connection, function=FUNCTION, **context)


def key(text: str | None) -> str | None:
    """What a text is sorted by: its letters, then its accents, then its capitals."""
    if text is None:
        return None
    spelled = unicodedata.normalize("NFKD", spelled_out(text))
    letters = "".join(c for c in spelled if not unicodedata.combining(c))
    return "\x01".join((letters.casefold(), spelled.casefold(), spelled.swapcase()))


@receiver(connection_created)
def teach_sqlite(connection: Any, **_kwargs: Any) -> None:
    """Give each connection the function that `Alphabetical` calls."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, key, deterministic=True)
