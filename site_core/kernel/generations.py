"""Counters that every process reads before it trusts what it remembers.

A cache entry is stored under the generation that was read *before* its rows were loaded; bumping
the generation after a commit makes every process forget it at its next request. With Redis the
counters live there; otherwise each is a file under the data folder, read with one `stat`.
"""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction


def current(key: str) -> str:
    """The generation of `key` now; an unknown key has the generation "0"."""
    if settings.REDIS_URL:
        return str(cache.get(_cache_key(key), "0"))
    try:
        found = _file(key).stat()
    except FileNotFoundError:
        return "0"
    return f"{found.st_ino}.{found.st_mtime_ns}"


def bump(key: str) -> None:
    """Make every process forget what it keeps under `key`, once this transaction commits."""
    transaction.on_commit(lambda: _bump(key))


def _bump(key: str) -> None:
    if settings.REDIS_URL:
        cache.set(_cache_key(key), uuid.uuid4().hex, timeout=None)
        return
    file = _file(key)
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{uuid.uuid4().hex}")
    fresh.touch()
    fresh.replace(file)


def _cache_key(key: str) -> str:
    return f"generation:{key}"


def _file(key: str) -> Path:
    return settings.DATA_DIR / "generations" / key.replace("/", "_").replace(":", "_")
