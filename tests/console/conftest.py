"""What the tests of the console share."""

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.own_database import OwnDatabase, own_database


@pytest.fixture
def own(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[OwnDatabase]:
    """A database that other processes may write to."""
    with django_db_blocker.unblock(), own_database(tmp_path) as database:
        yield database


@pytest.fixture
def said() -> Callable[..., tuple[str, str, str]]:
    """`said("command", …)`: what a command prints, what it says beside it, and how it failed."""

    def said(*command: str) -> tuple[str, str, str]:
        out, err, failure = StringIO(), StringIO(), ""
        try:
            call_command(*command, stdout=out, stderr=err)
        except CommandError as error:
            failure = str(error)
        return out.getvalue(), err.getvalue(), failure

    return said
