"""Whether this process lives, and whether it can serve: for a supervisor or a load balancer."""

import uuid

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse

_migrated = False


def alive() -> HttpResponse:
    """The process answers; it touches nothing else."""
    return JsonResponse({"status": "ok"})


def ready() -> HttpResponse:
    """Database, cache and migrations: 200 when all serve, else 503 naming what does not."""
    found = {"database": database(), "cache": cache_answers(), "migrations": migrations()}
    good = all(found.values())
    return JsonResponse(
        {"status": "ok" if good else "failing", **found}, status=200 if good else 503
    )


def database() -> bool:
    """Whether the database answers a query."""
    try:
        connection.ensure_connection()
        return connection.is_usable()
    except DatabaseError:
        return False


def cache_answers() -> bool:
    """Whether the cache gives back what it was given."""
    value = uuid.uuid4().hex
    try:
        cache.set("health", value, 10)
        return cache.get("health") is not None
    except (OSError, ConnectionError):
        return False


def migrations() -> bool:
    """Whether every migration has run; remembered once true, for this code never goes back."""
    global _migrated  # noqa: PLW0603 - a fact about this process
    if not _migrated:
        try:
            executor = MigrationExecutor(connection)
            _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError:
            return False
    return _migrated
