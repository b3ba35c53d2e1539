"""Where pages are, and how much work an address costs."""

from typing import Any
from urllib.parse import urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries(client: Client, path: str) -> int:
    """The queries of a second visit: host, theme and copies of pictures are known by then."""
    assert client.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    return len(seen)


def path_of(page: Any) -> str:
    """The path at which Wagtail itself says that a page answers."""
    return urlsplit(page.get_url()).path
