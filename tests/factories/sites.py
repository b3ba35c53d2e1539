"""Plain Wagtail sites, many at once, and a counter of queries."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, Site


def add_home(slug: str) -> Page:
    """A page just below the root of the tree."""
    return add_page(Page.get_first_root_node(), slug)


def add_page(parent: Page, slug: str) -> Page:
    """A page of no particular type under a parent, in the default language."""
    parent = Page.objects.get(pk=parent.pk)
    return parent.add_child(instance=Page(title=slug, slug=slug, locale=Locale.get_default()))


def add_sites(count: int) -> None:
    """Many sites at once, as a bulk load makes them: no signal is sent."""
    root = Page.get_first_root_node()
    last = root.get_last_child()
    number = int(last.path[-Page.steplen :], 36) if last else 0
    homes = Page.objects.bulk_create(
        Page(
            title=f"Home {number + n}",
            draft_title=f"Home {number + n}",
            slug=f"home-{number + n}",
            url_path=f"/home-{number + n}/",
            path=Page._get_path(root.path, 2, number + n),
            depth=2,
            locale=Locale.get_default(),
        )
        for n in range(1, count + 1)
    )
    Site.objects.bulk_create(
        Site(hostname=f"{home.slug}.test", port=80, root_page_id=home.pk) for home in homes
    )
    Page.objects.filter(pk=root.pk).update(numchild=root.numchild + count)


def queries(act: Callable[[], Any]) -> int:
    """How many queries an act makes."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def same_with_many_sites(act: Callable[[], Any]) -> int:
    """How many queries an act makes; it must make as many after 1,990 sites more."""
    act()  # fills what is computed once in a process
    few = queries(act)
    add_sites(1_990)
    assert queries(act) == few
    return few
