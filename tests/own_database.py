"""A database of one's own on PostgreSQL, for tests that start processes and kill them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.factories.places import open_places

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60


@dataclass(frozen=True)
class OwnDatabase:
    """A copy of the database of the tests, with its places, that processes may write to."""

    url: str
    data: Path

    def connect(self, **options: Any) -> psycopg.Connection[Any]:
        """A connection beside theirs."""
        return psycopg.connect(self.url, **options)

    def start(self, *command: str) -> subprocess.Popen[str]:
        """`manage.py` with this command, on this database."""
        environment = os.environ | {"DATABASE_URL": self.url, "KIKALU_DATA": str(self.data)}
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "manage.py", *command],
            cwd=ROOT,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """The command, until it ends."""
        process = self.start(*command)
        out, err = process.communicate(timeout=PATIENCE)
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def value(self, sql: str, *values: Any) -> Any:
        """The one value of a query."""
        with self.connect() as conn:
            row = conn.execute(sql, values).fetchone()
        return row and row[0]

    def wait_for_nobody(self) -> None:
        """Until no process is connected any more: those that were killed are gone."""
        deadline = monotonic() + PATIENCE
        sql = (
            "SELECT count(*) FROM pg_stat_activity, pg_sleep(0.05) "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        while self.value(sql):
            assert monotonic() < deadline, "somebody stays"

    def wait_for_waiters(self, count: int) -> None:
        """Until so many processes wait for a lock."""
        deadline = monotonic() + PATIENCE
        sql = (
            "SELECT count(*) FROM pg_stat_activity, pg_sleep(0.05) "
            "WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        while self.value(sql) < count:
            assert monotonic() < deadline, "nobody waits"


@contextmanager
def own_database(data: Path) -> Iterator[OwnDatabase]:
    """The database, dropped afterwards with whoever is still connected to it."""
    wanted: dict[str, Any] = connection.settings_dict
    name = f"{wanted['NAME']}_own"
    account = f"{wanted['USER']}:{wanted['PASSWORD']}" if wanted["PASSWORD"] else wanted["USER"]
    server = f"postgres://{account}@{wanted['HOST']}:{wanted['PORT']}"
    connection.close()  # a database is copied when nobody is connected to it
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{wanted["NAME"]}"')
        try:
            yield OwnDatabase(f"{server}/{name}", data)
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def own(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[OwnDatabase]:
    """A copy of the database of the tests that other processes may write to."""
    with django_db_blocker.unblock():
        open_places()  # again, when a test before this one emptied the tables
        with own_database(tmp_path) as database:
            yield database
