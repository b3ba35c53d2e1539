"""A live server with one of everything, and a real browser."""

from typing import Any

import pytest

from site_core.kernel.models import Territory
from tests.browser import grounds
from tests.chromium import chromium, visit
from tests.live_server import a, b, c, db, live, places, static_root

__all__ = ["a", "b", "c", "chromium", "db", "live", "places", "static_root", "visit"]


@pytest.fixture(scope="module")
def numbers(a: Territory) -> dict[str, Any]:
    """Our territory, full; what the addresses need."""
    return grounds.fill(a)
