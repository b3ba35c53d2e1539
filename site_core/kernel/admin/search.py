"""The search of Wagtail's admin, where no question breaks the database's own search.

modelsearch 1.3 puts each word between quotation marks for SQLite, and forgets those that are typed:
one of them is then a syntax error. Words never hold any, so they are left out of the question.
"""

from typing import Any

from wagtail.search.backends.database import SearchBackend as DatabaseSearchBackend


class QuotesLeftOut:
    """Of any backend: searches for what is typed without its quotation marks."""

    def _search(self, compiler: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(query, str):
            query = " ".join(query.replace('"', " ").split())
        return super()._search(compiler, query, *args, **kwargs)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:
    """The backend of the database in use."""
    kind = type(DatabaseSearchBackend(params))
    return type(kind.__name__, (QuotesLeftOut, kind), {})(params)
