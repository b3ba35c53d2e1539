"""Thousands of territories at once: rows as the services make them, without one call for each.

Signals are skipped, so these pages are neither in the search index nor in the reference index.
"""

import itertools
import uuid
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site as DjangoSite
from django.db import connection, transaction
from django.db.models import DateTimeField
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, Site

from agenda.models import Agenda, Event
from blog.models import Blog, BlogIndex, Post
from console.due import analyse_tables
from consultations.models import ConsultationIndex
from members.models import GroupIndex
from site_core.kernel import scoping
from site_core.kernel.models import Territory, Topic, Town
from territory_pages.models import HomePage
from theming.models import Theme
from theming.presets import NEUTRAL

BATCH = 1_000
SECTIONS = (
    (BlogIndex, "blogs"),
    (GroupIndex, "groupes"),
    (Agenda, "agenda"),
    (ConsultationIndex, "consultations"),
)


def fill(total: int) -> None:
    """Bring the deployment to `total` territories, in batches of one thousand."""
    missing = total - Territory.objects.count()
    start = Territory.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    numbers = iter(range(start + 1, start + 1 + missing))
    while batch := list(itertools.islice(numbers, BATCH)):
        with transaction.atomic(), scoping.everywhere():
            open_batch(batch)
    analyse_tables()


def open_batch(numbers: list[int]) -> None:
    """The rows of these territories, a few statements for all of them."""
    root = Page.objects.get(depth=1)
    last = root.get_last_child()
    locale = Locale.get_default()
    path = last.path if last else None
    homes, others = [], []
    for number in numbers:
        path = Page(path=path)._inc_path() if path else Page._get_path(root.path, 2, 1)
        home, *rest = tree(number, path, locale)
        homes.append(home)
        others += rest
    Page.objects.bulk_create([*homes, *others], batch_size=500)
    Page.objects.filter(pk=root.pk).update(numchild=root.numchild + len(homes))
    for kind in (HomePage, *(section for section, _slug in SECTIONS), Blog, Post, Event):
        complete(kind)
    collections = add_collections(numbers)
    sites = Site.objects.bulk_create(
        Site(hostname=f"t{n}.localhost", site_name=f"Territoire {n}", root_page=home)
        for n, home in zip(numbers, homes, strict=True)
    )
    DjangoSite.objects.bulk_create(
        DjangoSite(domain=site.hostname, name=site.site_name) for site in sites
    )
    territories = Territory.objects.bulk_create(
        Territory(name=f"Territoire {n}", slug=f"territoire-{n}", site=site, collection=collection)
        for n, site, collection in zip(numbers, sites, collections, strict=True)
    )
    fill_rows(territories)


def fill_rows(territories: Iterable[Territory]) -> None:
    """A commune, a topic and a theme for each."""
    rows = list(territories)
    Town.objects.bulk_create(
        Town(territory=one, code="69096", name=one.name, slug=one.slug) for one in rows
    )
    Topic.objects.bulk_create(Topic(territory=one, name="Culture", slug="culture") for one in rows)
    Theme.objects.bulk_create(Theme(territory=one, preset=NEUTRAL) for one in rows)


def tree(number: int, path: str, locale: Locale) -> Iterator[Page]:
    """A home, its four sections, a blog with a post, and an event tomorrow."""
    url = f"/territoire-{number}/"
    yield page(HomePage, path, url, f"Territoire {number}", locale, len(SECTIONS))
    for step, (kind, slug) in enumerate(SECTIONS, start=1):
        children = int(kind in {BlogIndex, Agenda})
        below = Page._get_path(path, 3, step)
        yield page(kind, below, f"{url}{slug}/", slug.title(), locale, children)
        if kind is BlogIndex:
            blog = Page._get_path(below, 4, 1)
            yield page(Blog, blog, f"{url}{slug}/blog/", "Un blog", locale, 1)
            post = Page._get_path(blog, 5, 1)
            yield page(Post, post, f"{url}{slug}/blog/billet/", "Un billet", locale, 0)
        elif kind is Agenda:
            event = Page._get_path(below, 4, 1)
            yield page(Event, event, f"{url}{slug}/fete/", "Une fête", locale, 0)


def page(  # noqa: PLR0917 - one column after the other
    kind: Any, path: str, url: str, title: str, locale: Locale, children: int
) -> Page:
    """One published row of the tree."""
    when = timezone.now() + timedelta(days=1 if kind is Event else 0)
    return Page(
        path=path,
        depth=len(path) // Page.steplen,
        numchild=children,
        title=title,
        draft_title=title,
        slug=url.rstrip("/").rpartition("/")[2],
        url_path=url,
        content_type=ContentType.objects.get_for_model(kind),
        translation_key=uuid.uuid4(),
        locale=locale,
        live=True,
        first_published_at=when,
        last_published_at=when,
    )


def complete(kind: Any) -> None:
    """The part of these pages that their own table holds: each column's default."""
    fields = [
        field
        for field in kind._meta.local_concrete_fields
        if not field.primary_key and not field.null
    ]
    quote = connection.ops.quote_name
    table = quote(kind._meta.db_table)
    columns = ", ".join(["page_ptr_id", *(quote(field.column) for field in fields)])
    values, params = ["id"], []
    for field in fields:
        if isinstance(field, DateTimeField):
            values.append("first_published_at")
            continue
        values.append("%s")
        default = field.get_default()
        params.append(field.get_db_prep_save("" if default is None else default, connection))
    content_type = ContentType.objects.get_for_model(kind).pk
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)} "  # noqa: S608
            "FROM wagtailcore_page p WHERE content_type_id = %s AND NOT EXISTS "
            f"(SELECT 1 FROM {table} c WHERE c.page_ptr_id = p.id)",
            [*params, content_type],
        )


def add_collections(numbers: list[int]) -> list[Collection]:
    """One collection of files a territory, last under the root."""
    root = Collection.get_first_root_node()
    last = root.get_last_child()
    path = last.path if last else None
    rows = []
    for number in numbers:
        path = Collection(path=path)._inc_path() if path else Collection._get_path(root.path, 2, 1)
        rows.append(Collection(path=path, depth=2, numchild=0, name=f"Territoire {number}"))
    Collection.objects.bulk_create(rows)
    Collection.objects.filter(pk=root.pk).update(numchild=root.numchild + len(rows))
    return rows
