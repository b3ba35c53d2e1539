"""Three real places and the network site, opened once; every test works on copies of their rows."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site as DjangoSite
from django.core.cache import cache
from django.db import connection
from django.test import Client
from wagtail.models import Site

from site_core.kernel import hosts, scoping
from site_core.kernel.models import Territory
from tests.factories.chains import empty_chains
from tests.factories.places import PLACES, open_places


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs PostgreSQL on SQLite."""
    if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser come last: they really write, and empty the tables afterwards."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Open the places once for the whole run.

    pytest-django makes a database of tests only when a test that is marked django_db is asked for.
    """
    with django_db_blocker.unblock():
        name = str(connection.settings_dict["NAME"])
        assert "test_" in name or "memorydb" in name, "Ask for a test marked django_db too."
        open_places()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """No test sees what another one left in a cache or in scope."""
    cache.clear()
    hosts.forget()
    DjangoSite.objects.clear_cache()
    with scoping.closed():
        yield


@pytest.fixture(autouse=True)
def _chains_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """SQLite empties tables row by row after a test with transactions; our triggers refuse that."""
    mark = request.node.get_closest_marker("django_db")
    transactional = mark is not None and mark.kwargs.get("transaction")
    if connection.vendor != "sqlite" or not (
        transactional or {"transactional_db", "live_server"} & set(request.fixturenames)
    ):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    empty_chains()


@pytest.fixture
def places(db: None) -> dict[str, Territory]:
    """The three territories by hostname; opened again after a test that emptied the tables."""
    if not Site.objects.filter(hostname="a.localhost").exists():
        open_places()
    # A test that emptied the tables made this process forget them; a server asks once.
    ContentType.objects.get_for_models(*apps.get_models())
    found = Territory.objects.select_related("site__root_page", "collection")
    return {place.site.hostname: place for place in found if place.site.hostname in PLACES}


@pytest.fixture
def a(places: dict[str, Territory]) -> Territory:
    """Our territory: eleven communes around Mornant."""
    return places["a.localhost"]


@pytest.fixture
def b(places: dict[str, Territory]) -> Territory:
    """The neighbour, whose words must never be seen in ours."""
    return places["b.localhost"]


@pytest.fixture
def c(places: dict[str, Territory]) -> Territory:
    """A third place, which shares a referent with ours."""
    return places["c.localhost"]


@pytest.fixture
def browse() -> Callable[..., Client]:
    """`browse(territory, user)`: a visitor, or a person signed in, on that host."""

    def browse(place: Territory | None = None, user: Any = None, **options: Any) -> Client:
        hostname = place.site.hostname if place else settings.OPERATOR_HOST
        client = Client(headers={"host": hostname}, **options)
        if user is not None:
            client.force_login(user)
            session = client.session
            session["_host"] = hostname
            session.save()
        return client

    return browse
