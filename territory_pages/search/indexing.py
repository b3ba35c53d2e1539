"""Keeps what the search knows of a page in step with what visitors may read of it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction
from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail.search import index

from site_core.kernel import clock, scoping, territories
from site_core.kernel.content import ContentKind, registry
from site_core.kernel.models import Territory

from .models import SearchEntry, SearchTerm, SearchWord, words_of
from .words import weights

LONGEST_TEXT = 50_000  # letters of a page that the search reads
BOOST = 4  # weight of a text whose field has a boost of 1
PLAIN = 0.5  # the boost of a field that declares none; Wagtail gives titles 2
NAMES = 4  # weight of the names of its commune, district and topics
# Fields that no page shows to visitors as they are written.
UNSHOWN = frozenset({"address"})


def index_page(page: Page) -> None:
    """Make the search know what is public of this page now, or forget the page.

    Reads the page again, for the one in hand may be a draft. Pages that are no content of a
    territory (its home, its sections) are left alone. Once or twice, the result is the same.
    """
    kind = registry.of(page.specific_class) if page.specific_class else None
    territory = territories.territory_of_path(page.path) if kind else None
    if kind is None or territory is None:
        return
    with scoping.scope(territory), transaction.atomic():
        stored = kind.model.objects.published().filter(pk=page.pk).select_related("locale").first()
        if stored is None:
            SearchEntry.objects.filter(page_id=page.pk).delete()
        else:
            write_entry(territory, kind, stored)


def write_entry(territory: Territory, kind: ContentKind, page: Any) -> None:
    """The entry of a published page, with its words; only what changed is written."""
    starts_at, ends_at = span_of(territory, kind, page)
    texts = list(texts_of(page))
    topics = list(page.topics.all()) if hasattr(page, "topics") else []
    places = [getattr(page, "town", None), getattr(page, "district", None)]
    entry, _created = SearchEntry.objects.update_or_create(
        territory=territory,
        page_id=page.pk,
        defaults={
            "kind": kind.name,
            "town": places[0],
            "district": places[1],
            "starts_at": starts_at,
            "ends_at": ends_at,
            "text": "\n".join(text for name, text, _weight in texts if name != "title"),
        },
    )
    entry.topics.set(topics)
    names = [(str(name), NAMES) for name in (*places, *topics) if name]
    read = [(text, weight) for _name, text, weight in texts]
    write_words(entry, weights([*read, *names], page.locale.language_code))


def write_words(entry: SearchEntry, wanted: dict[str, tuple[str, int]]) -> None:
    """The words of an entry, in as few writes as there is to change."""
    rows = words_of(entry).values_list("stem", "form", "weight")
    known = {stem: (form, weight) for stem, form, weight in rows}
    changed = {stem for stem in known.keys() | wanted.keys() if known.get(stem) != wanted.get(stem)}
    if outdated := changed & known.keys():
        words_of(entry).filter(stem__in=outdated)._raw_delete(connection.alias)
    fresh = sorted(changed & wanted.keys())
    SearchWord.objects.bulk_create(
        SearchWord(
            territory_id=entry.territory_id,
            entry=entry,
            stem=stem,
            form=wanted[stem][0],
            weight=wanted[stem][1],
        )
        for stem in fresh
    )
    # In one order, so that two pages written at once never wait for each other.
    SearchTerm.objects.bulk_create(
        (SearchTerm(territory_id=entry.territory_id, stem=stem) for stem in fresh),
        ignore_conflicts=True,
    )


def span_of(territory: Territory, kind: ContentKind, page: Any) -> tuple[Any, Any]:
    """When it happens; for what is only published, the instant when it was."""
    if kind.span:
        return kind.span(page)
    published = page.first_published_at or territory.created_at
    return published, published + clock.INSTANT


def texts_of(page: Any) -> Iterator[tuple[str, str, int]]:
    """(field, text, weight) of all that the page declares as searchable and shows."""
    left = LONGEST_TEXT
    for field in type(page).get_search_fields():
        related = isinstance(field, index.RelatedFields)
        rows = field.get_value(page).all() if related else [page]
        for row in rows:
            for part in field.fields if related else [field]:
                if isinstance(part, index.SearchField) and part.field_name not in UNSHOWN:
                    text = strip_tags(plain(part.get_value(row)))[:left]
                    left -= len(text)
                    yield part.field_name, text, round(BOOST * (part.boost or PLAIN))


def plain(value: Any) -> str:
    """The text of a field's value: blocks give a list of texts, each on a line of its own."""
    if isinstance(value, list | tuple):
        return "\n".join(plain(part) for part in value)
    return str(value or "")


def index_pages(territory: Territory, page_ids: Iterable[int]) -> None:
    """Read these pages of a territory again."""
    with territories.enter(territory):
        for page in Page.objects.filter(pk__in=page_ids).iterator():
            if territory.holds(page):
                index_page(page)


def index_territory(territory: Territory, *, only_missing: bool = False) -> int:
    """Read every published page of a territory again, or those never read; how many there were."""
    count = 0
    with territories.enter(territory):
        known = SearchEntry.objects.values("page")
        for kind in registry:
            rows = kind.model.objects.in_territory(territory).published()
            rows = rows.exclude(pk__in=known) if only_missing else rows
            for page in rows.select_related("locale").iterator(chunk_size=100):
                with transaction.atomic():
                    write_entry(territory, kind, page)
                count += 1
        if not only_missing:
            SearchEntry.objects.exclude(page__live=True, page__expired=False).delete()
            SearchTerm.objects.exclude(stem__in=SearchWord.objects.values("stem")).delete()
    return count
