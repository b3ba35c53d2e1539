"""What the tests of the console share."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.own_database import own

__all__ = ["own", "said"]


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
