"""The product on a port of its own, with the stylesheet and scripts that people receive.

Its rows are really written, so that the server's threads see them: the tables are emptied after
the last test of a module, as after every test with transactions.
"""

import sys
import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.signals import got_request_exception
from django.db import connection
from django.test.testcases import QuietWSGIRequestHandler
from django.test.utils import override_settings

from site_core.kernel import hosts, scoping
from site_core.kernel.models import Territory
from tests.factories.places import PLACES, open_places

STATIC_FILES = "theming.storage.BundledStaticFilesStorage"


class Server(ThreadedWSGIServer):
    """Django's own; closing it waits for its threads, hence for their database connections."""

    daemon_threads = False


class LiveServer:
    """The server, and the errors that its requests ended with."""

    def __init__(self) -> None:
        address = ("127.0.0.1", 0)
        self.http = Server(address, QuietWSGIRequestHandler, allow_reuse_address=False)
        self.http.set_app(WSGIHandler())
        self.port = self.http.server_address[1]
        self.errors: list[BaseException] = []
        got_request_exception.connect(self.keep_error)
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.05,))
        self.thread.start()

    def keep_error(self, sender: Any, **_kwargs: Any) -> None:
        """Remember what a view raised, so that the test that caused it fails."""
        if error := sys.exc_info()[1]:
            self.errors.append(error)

    def address(self, host: str, path: str = "/") -> str:
        """The whole address of a path on one of our hosts."""
        return f"http://{host}:{self.port}{path}"

    def close(self) -> None:
        """Stop, once the last answer is sent."""
        got_request_exception.disconnect(self.keep_error)
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture(scope="session")
def static_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files as they are served, collected once a run."""
    folder = tmp_path_factory.mktemp("static")
    with static_files_in(folder):
        call_command("collectstatic", interactive=False, stdout=StringIO())
    return folder


def static_files_in(folder: Path) -> Any:
    """The storage of production, in this folder."""
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": STATIC_FILES}}
    return override_settings(STATIC_ROOT=folder, STORAGES=storages)


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The places, in a database where everything is really written, for the tests of one module."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: several threads write at once")
    with django_db_blocker.unblock(), scoping.closed():
        forget_everything()
        open_places()
        yield
        call_command("flush", interactive=False, verbosity=0)
        connection.close()


@pytest.fixture(scope="module")
def live(db: None, static_root: Path) -> Iterator[LiveServer]:
    """The server, for the tests of one module."""
    with static_files_in(static_root):
        server = LiveServer()
        with override_settings(PUBLIC_PORT=server.port):
            yield server
        server.close()


def forget_everything() -> None:
    """No page, host or count remembered from before."""
    cache.clear()
    hosts.forget()


def opened(hostname: str) -> Territory:
    """One of the places, read anew."""
    return Territory.objects.select_related("site__root_page", "collection").get(
        site__hostname=hostname
    )


@pytest.fixture(scope="module")
def places(live: LiveServer) -> dict[str, Territory]:
    """The three territories by hostname."""
    return {hostname: opened(hostname) for hostname in PLACES}


@pytest.fixture(scope="module")
def a(places: dict[str, Territory]) -> Territory:
    """Our territory."""
    return places["a.localhost"]


@pytest.fixture(scope="module")
def b(places: dict[str, Territory]) -> Territory:
    """The neighbour."""
    return places["b.localhost"]


@pytest.fixture(scope="module")
def c(places: dict[str, Territory]) -> Territory:
    """A third place, which shares a referent with ours."""
    return places["c.localhost"]
