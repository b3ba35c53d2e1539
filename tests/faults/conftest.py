"""A database of one's own for tests that kill."""

from tests.own_database import own

__all__ = ["own"]
