"""A lock that one process holds at a time, on all machines that share the database."""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection


@contextmanager
def held(name: str) -> Iterator[bool]:
    """Hold the lock of this name while inside; False, without it, when another process has it.

    It ends with the process that holds it, however that ends. PostgreSQL keeps it for the session;
    a database in a file is of one machine, where a locked file does.
    """
    with (advisory if connection.vendor == "postgresql" else locked_file)(name) as mine:
        yield mine


@contextmanager
def advisory(name: str) -> Iterator[bool]:
    """A lock of PostgreSQL, which the session holds."""
    key = key_of(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def key_of(name: str) -> int:
    """The number that PostgreSQL knows the lock by."""
    return zlib.crc32(f"kikalu:{name}".encode())


@contextmanager
def locked_file(name: str) -> Iterator[bool]:
    """A lock on a file of the data folder, which the process holds."""
    path = settings.DATA_DIR / "locks" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
