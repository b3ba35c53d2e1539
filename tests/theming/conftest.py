"""Two neighbours, each with a home page and a host."""

from collections.abc import Callable

import pytest
from wagtail.models import Page

from site_core.kernel.models import Territory
from site_core.kernel.territories import open_territory

OpenPlace = Callable[[str, str], Territory]


@pytest.fixture
def open_place(db: None) -> OpenPlace:
    """Open a territory by slug and name, without the rest of its provisioning."""

    def opened(slug: str, name: str) -> Territory:
        root = Page.objects.get(depth=1)
        home = root.add_child(instance=Page(title=name, slug=slug))
        return open_territory(name=name, slug=slug, hostname=f"{slug}.localhost", home=home)

    return opened


@pytest.fixture
def valley(open_place: OpenPlace) -> Territory:
    """The place under test."""
    return open_place("vallee", "La Vallée")


@pytest.fixture
def plateau(open_place: OpenPlace) -> Territory:
    """Its neighbour."""
    return open_place("plateau", "Le Plateau")
