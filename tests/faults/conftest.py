"""A database of one's own for tests that kill."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.own_database import OwnDatabase, own_database


@pytest.fixture
def own(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[OwnDatabase]:
    """A copy of the database of the tests that other processes may write to."""
    with django_db_blocker.unblock(), own_database(tmp_path) as database:
        yield database
