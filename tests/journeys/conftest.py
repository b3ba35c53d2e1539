"""A live server and a real browser."""

from tests.chromium import chromium, visit
from tests.live_server import a, b, c, db, live, places, static_root

__all__ = ["a", "b", "c", "chromium", "db", "live", "places", "static_root", "visit"]
