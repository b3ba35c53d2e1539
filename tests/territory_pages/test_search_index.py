"""What the search knows follows the pages: at once, and whatever becomes of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from wagtail.models import Locale, Page

from blog.models import Blog, Post
from console.doctor.stores import search_index_is_complete
from site_core.kernel import scoping, territories
from site_core.kernel.content import registry
from site_core.kernel.models import District, Territory, Topic
from territory_pages.models import SearchEntry, SearchTerm, SearchWord
from territory_pages.search.indexing import index_page, index_pages, index_territory
from territory_pages.search.tasks import read_again
from tests.factories import make_blog, make_event, make_group, make_post, make_standard_page
from tests.territory_pages.test_lists import towns
from tests.territory_pages.test_search import found

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
Committed = Callable[..., Any]


@pytest.fixture
def titles(a: Territory, browse: Browse) -> Callable[[str], list[str]]:
    """`titles("marché")`: the titles that a visitor of our territory finds."""
    return lambda q: found(browse(a).get("/recherche/", {"q": q}))


Titles = Callable[[str], list[str]]


def stems(page: Page) -> set[str]:
    """The words kept of a page."""
    return set(SearchWord.all_rows.filter(entry__page_id=page.pk).values_list("stem", flat=True))


def test_a_page_is_found_as_soon_as_it_is_published(a: Territory, titles: Titles) -> None:
    post = make_post(a, title="Le marché", live=False)
    assert titles("marché") == []
    with territories.enter(a):
        post.save_revision().publish()
    assert titles("marché") == ["Le marché"]


def test_a_draft_changes_nothing_until_it_is_published(a: Territory, titles: Titles) -> None:
    post = make_post(a, title="Le marché")
    with territories.enter(a):
        post.title = "Le coquelicot"
        revision = post.save_revision()
        assert titles("coquelicot") == []
        assert titles("marché") == ["Le marché"]
        assert stems(post) & {"coquelicot"} == set()
        revision.publish()
    assert titles("coquelicot") == ["Le coquelicot"]
    assert titles("marché") == []


@pytest.mark.parametrize("plain", [False, True])
def test_a_page_that_is_withdrawn_is_found_no_more(
    plain: bool, a: Territory, titles: Titles
) -> None:
    post = make_post(a, title="Le marché")
    with territories.enter(a):
        (Page.objects.get(pk=post.pk) if plain else post).unpublish()
    assert titles("marché") == []


def test_a_page_that_is_deleted_leaves_nothing(a: Territory, titles: Titles) -> None:
    blog = make_blog(a, title="Un blog")
    post = make_post(a, title="Le marché", blog=blog)
    with territories.enter(a):
        Blog.objects.get(pk=blog.pk).delete()
    assert titles("marché") == []
    for page in (blog, post):
        assert not SearchEntry.all_rows.filter(page_id=page.pk).exists()
        assert stems(page) == set()


def test_a_page_that_moves_inside_its_place_stays_found(a: Territory, titles: Titles) -> None:
    post = make_post(a, title="Le marché")
    with territories.enter(a):
        post.move(make_blog(a), "last-child")
    assert titles("marché") == ["Le marché"]


def test_a_page_that_is_moved_to_another_place_is_found_there(
    a: Territory, b: Territory, titles: Titles, browse: Browse
) -> None:
    blog = make_blog(a, title="Un blog")
    make_post(a, title="Le marché", blog=blog)
    target = make_blog(b).get_parent()
    with scoping.everywhere():
        Page.objects.get(pk=blog.pk).move(target, "last-child")
    assert titles("marché") == []
    assert found(browse(b).get("/recherche/", {"q": "marché"})) == ["Le marché"]


def test_a_copy_is_found_beside_the_original(a: Territory, titles: Titles) -> None:
    group = make_group(a, title="Le marché")
    with territories.enter(a):
        group.copy(update_attrs={"slug": "copie", "title": "Le marché couvert"})
    assert set(titles("marché")) == {"Le marché", "Le marché couvert"}


def test_what_is_undone_is_undone_in_the_search(a: Territory, titles: Titles) -> None:
    post = make_post(a, title="Le marché")
    with territories.enter(a), transaction.atomic():
        post.title = "Le coquelicot"
        post.save()
        transaction.set_rollback(True)
    assert titles("coquelicot") == []
    assert titles("marché") == ["Le marché"]


def test_only_what_changed_is_written(a: Territory) -> None:
    post = make_post(a, title="Le marché de Noël")
    kept = dict(SearchWord.all_rows.filter(entry__page_id=post.pk).values_list("stem", "pk"))
    with territories.enter(a):
        post.title = "Le marché de Pâques"
        post.save()
    after = dict(SearchWord.all_rows.filter(entry__page_id=post.pk).values_list("stem", "pk"))
    assert after["march"] == kept["march"]
    assert set(after) == {"march", "paqu"}


def test_homes_and_sections_are_no_answers(a: Territory) -> None:
    with territories.enter(a):
        for page in Page.objects.filter(path__startswith=a.homes[0].path, depth__lte=3).specific():
            index_page(page)
            is_content = registry.of(type(page)) is not None
            assert SearchEntry.objects.filter(page_id=page.pk).exists() == is_content


def test_a_place_and_a_topic_are_renamed_in_the_search(
    a: Territory, titles: Titles, django_capture_on_commit_callbacks: Committed
) -> None:
    with territories.enter(a):
        district = District.objects.create(town=towns(a)[0], name="La Pavière")
        topic = Topic.objects.create(name="Colombophilie")
    make_post(a, title="Un billet", town=towns(a)[0], district=district, topics=[topic])
    for row, before in ((district, "pavière"), (topic, "colombophilie")):
        assert titles(before) == ["Un billet"]
        with territories.enter(a), django_capture_on_commit_callbacks(execute=True):
            row.name = "Coquelicot"
            row.save()
        assert titles(before) == []
        assert titles("coquelicot") == ["Un billet"]
        with territories.enter(a), django_capture_on_commit_callbacks(execute=True) as unchanged:
            row.save()
        assert not [call for call in unchanged if "read_again" in repr(call)]
        with territories.enter(a), django_capture_on_commit_callbacks(execute=True):
            row.delete()
        assert titles("coquelicot") == []


def test_reading_again_survives_what_went_meanwhile(a: Territory, b: Territory) -> None:
    post, theirs = make_post(a, title="Le marché"), make_post(b, title="Canari")
    read_again.call(a.pk, [post.pk, theirs.pk, 0])
    read_again.call(0, [post.pk])
    with territories.enter(a):
        assert not SearchEntry.objects.filter(page_id=theirs.pk).exists()


def forget(territory: Territory) -> None:
    """As if the search had come after the pages."""
    with scoping.scope(territory):
        for entry in SearchEntry.objects.all():
            entry.delete()


def test_pages_older_than_the_search_are_read_by_a_command(
    a: Territory, b: Territory, titles: Titles, browse: Browse
) -> None:
    make_post(a, title="Le marché")
    make_event(b, title="Le marché")
    forget(a)
    forget(b)
    assert titles("marché") == []
    with scoping.everywhere():
        assert "D602" in {finding.code for finding in search_index_is_complete()}
    call_command("update_index", verbosity=0)
    assert titles("marché") == ["Le marché"]
    assert found(browse(b).get("/recherche/", {"q": "marché"})) == ["Le marché"]
    with scoping.everywhere():
        assert not search_index_is_complete()


def test_a_territory_is_read_whole_or_where_something_is_missing(
    a: Territory, b: Territory, titles: Titles
) -> None:
    make_post(b)
    forget(a)
    make_post(a, title="Le marché")
    missing = index_territory(a, only_missing=True)
    assert missing == 6  # the pages that a territory opens with
    assert index_territory(a, only_missing=True) == 0
    assert titles("mentions légales") == ["Mentions légales"]
    hidden = make_standard_page(a, title="Cachée")
    Page.objects.filter(pk=hidden.pk).update(live=False)
    with territories.enter(a):
        SearchTerm.objects.create(stem="oublie")
    assert index_territory(a) == 8
    with territories.enter(a):
        assert not SearchTerm.objects.filter(stem="oublie").exists()
        assert SearchTerm.objects.filter(stem="march").exists()
        assert not SearchEntry.objects.filter(page_id=hidden.pk).exists()


def test_entries_and_words_are_rows_of_their_territory(a: Territory, b: Territory) -> None:
    mine, theirs = make_post(a, title="Marché"), make_post(b, title="Canari")
    with scoping.scope(a):
        assert SearchEntry.objects.filter(page_id=mine.pk).exists()
        assert not SearchEntry.objects.filter(page_id=theirs.pk).exists()
        assert not SearchWord.objects.filter(stem="canar").exists()
        entry = SearchEntry.all_rows.get(page_id=theirs.pk)
        with pytest.raises(scoping.ForeignTerritory):
            entry.save()
        with pytest.raises(scoping.ForeignTerritory):
            SearchWord.objects.create(entry=entry, stem="vol", form="vol", weight=1)
        assert SearchTerm.objects.filter(stem="march").exists()
        assert not SearchTerm.objects.filter(stem="canar").exists()
    for model in (SearchEntry, SearchTerm, SearchWord):
        with pytest.raises(scoping.NoScope):
            model.objects.exists()
    assert str(entry) == f"post {theirs.pk}"
    assert str(SearchWord.all_rows.filter(entry=entry).order_by("stem").first()) == "canar"
    assert str(SearchTerm.all_rows.get(territory=b, stem="canar")) == "canar"


def test_a_translation_is_read_in_its_language(
    a: Territory, django_capture_on_commit_callbacks: Committed
) -> None:
    post = make_post(a, title="Les marchés")
    assert stems(post) == {"march"}
    english = Locale.objects.get(language_code="en")
    Page.objects.filter(pk=post.pk).update(locale=english, title="The markets")
    index_pages(a, [post.pk])
    assert stems(post) == {"market"}
    assert Post.objects.get(pk=post.pk).locale == english
