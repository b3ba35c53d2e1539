"""A territory in one more language, page by page."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.operations import translate_object

from agenda.models import Event
from blog.models import Post
from site_core.kernel import ground, hosts, territories
from site_core.kernel.models import Territory, Town
from territory_pages.models import HomePage
from territory_pages.services import translate_home
from tests.factories import make_blog, make_editor, make_event, make_post, make_referent
from tests.measure import path_of, queries
from tests.screens import editor_fields

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


@pytest.fixture
def english(a: Territory, django_capture_on_commit_callbacks: Callable[..., object]) -> HomePage:
    """Our territory, opened in English."""
    with django_capture_on_commit_callbacks(execute=True):
        return translate_home(territory=a, language="en")


def in_english(territory: Territory, page: Page, title: str) -> Page:
    """The page's English version, published."""
    with territories.enter(territory):
        english = Locale.objects.get(language_code="en")
        translate_object(page, [english])
        version = page.get_translation(english)
        version.title = version.draft_title = title
        version.save_revision().publish()
        return version


def test_a_front_page_in_english_says_that_there_is_more_in_french(
    a: Territory, browse: Browse, english: HomePage
) -> None:
    before = queries(browse(a), "/en/")
    with territories.enter(a):
        town = Town.objects.first()
    make_post(a, blog=make_blog(a, town=town))
    html = browse(a).get("/en/").content.decode()
    assert html.count("Not in English yet, but in French:") == 1
    shown = re.findall(r'data-section="(\w+)"', html)
    assert shown == ["events", "polls", "groups", "outcomes", "elsewhere"]
    ways = html.partition('data-section="elsewhere"')[2].partition("</section>")[0]
    assert re.findall('href="([^"]+)">(.+?)</a>', ways) == [
        ("/blogs/", "Posts"),
        ("/blogs/?liste=blogs", "Map"),
    ]
    assert queries(browse(a), "/en/") <= before + 1


def test_only_a_territory_whose_home_is_translated_answers_in_english(
    a: Territory, b: Territory, browse: Browse, english: HomePage
) -> None:
    page = browse(a).get("/en/")
    assert page.status_code == 200
    html = page.content.decode()
    assert '<html lang="en">' in html
    assert page.headers["Content-Language"] == "en"
    assert browse(b).get("/en/").status_code == 404
    assert browse(b).get("/en/agenda/").status_code == 404


def test_an_unpublished_home_opens_nothing(
    a: Territory, browse: Browse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        home = translate_home(territory=a, language="en", publish=False)
    assert not home.live
    assert browse(a).get("/en/").status_code == 404
    assert 'hreflang="en"' not in browse(a).get("/").content.decode()


def test_opening_a_language_twice_changes_nothing(a: Territory, english: HomePage) -> None:
    before = Page.objects.count()
    again = translate_home(territory=a, language="en")
    assert again.pk == english.pk
    assert Page.objects.count() == before


def test_the_sections_are_open_in_english_with_french_addresses(
    a: Territory, browse: Browse, english: HomePage
) -> None:
    client = browse(a)
    for path, title in {
        "/en/agenda/": "Agenda",
        "/en/blogs/": "Blogs",
        "/en/groupes/": "Groups",
        "/en/consultations/": "Consultations",
    }.items():
        assert f"<h1>{title}</h1>" in client.get(path).content.decode(), path


def test_each_language_lists_its_own_pages(a: Territory, browse: Browse, english: HomePage) -> None:
    event = make_event(a, title="Fête")
    make_event(a, title="Bal")
    in_english(a, event, "Party")
    client = browse(a)
    for french, translated in (("/", "/en/"), ("/agenda/", "/en/agenda/")):
        ours, theirs = (client.get(path).content.decode() for path in (french, translated))
        assert "Party" not in ours
        assert "Fête" in ours
        assert "Party" in theirs
        assert "Bal" not in theirs
        assert f'href="/en/agenda/{event.slug}/"' in theirs


def test_an_untranslated_page_is_not_found_in_english(
    a: Territory, browse: Browse, english: HomePage
) -> None:
    event = make_event(a)
    client = browse(a)
    assert client.get(path_of(event)).status_code == 200
    assert client.get(f"/en{path_of(event)}").status_code == 404


def test_a_translated_page_and_its_original_name_each_other(
    a: Territory, browse: Browse, english: HomePage
) -> None:
    event = make_event(a, title="Fête")
    version = in_english(a, event, "Party")
    untold = make_event(a, title="Bal")
    client = browse(a)
    for path in (path_of(event), f"/en{path_of(event)}"):
        html = client.get(path).content.decode()
        links = dict(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">', html))
        assert links["fr"].endswith(path_of(event))
        assert links["en"].endswith(f"/en{path_of(event)}")
        assert links["fr"].startswith("http://a.localhost")
    french = client.get(path_of(event)).content.decode()
    assert f'<a href="/en{path_of(event)}" hreflang="en" lang="en">' in french
    assert version.pk != event.pk
    elsewhere = client.get(path_of(untold)).content.decode()
    assert 'rel="alternate" hreflang="en"' not in elsewhere
    assert '<a href="/en/" hreflang="en" lang="en">' in elsewhere


def test_a_post_translated_alone_stands_in_a_blog_that_follows_the_original(
    a: Territory, browse: Browse, english: HomePage
) -> None:
    blog = make_blog(a, title="Carnet")
    version = in_english(a, make_post(a, title="Marché", blog=blog), "Market")
    html = browse(a).get(f"/en/blogs/{blog.slug}/").content.decode()
    assert "Market" in html
    assert "Marché" not in html
    assert version.get_parent().alias_of_id == blog.pk


def test_a_page_translated_too_early_opens_no_language(
    a: Territory, browse: Browse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        in_english(a, make_post(a), "Market")
    assert Post.objects.filter(title="Market").exists()
    assert browse(a).get("/en/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        translate_home(territory=a, language="en")
    assert browse(a).get("/en/").status_code == 200


def test_languages_cost_a_list_nothing(a: Territory, browse: Browse, english: HomePage) -> None:
    hosts.forget()
    client = browse(a)
    in_english(a, make_event(a), "One")
    one = queries(client, "/en/agenda/")
    for title in ("Two", "Three"):
        in_english(a, make_event(a), title)
    assert queries(client, "/en/agenda/") == one


def test_an_editor_translates_a_page_and_submits_it_for_review(
    a: Territory, browse: Browse, english: HomePage
) -> None:
    event = make_event(a, title="Fête")
    client = browse(a, make_editor(a))
    edited = client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
    url = reverse("wagtail_localize:submit_page_translation", args=[event.pk])
    assert url in edited
    sent = client.post(url, {"locales": [Locale.objects.get(language_code="en").pk]}, follow=True)
    assert sent.status_code == 200
    version = Event.objects.get(translation_key=event.translation_key, locale__language_code="en")
    assert not version.live
    assert version.path.startswith(english.path)
    screen = reverse("wagtailadmin_pages:edit", args=[version.pk])
    form = editor_fields(client.get(screen)) | {"title": "Party", "action-submit": "on"}
    client.post(screen, form)
    version.refresh_from_db()
    assert version.current_workflow_state is not None
    assert version.get_latest_revision().content["title"] == "Party"
    assert browse(a).get(f"/en{path_of(event)}").status_code == 404


def test_a_page_of_the_neighbour_cannot_be_translated_from_here(
    a: Territory, b: Territory, browse: Browse, english: HomePage
) -> None:
    event = make_event(b, title="Canari")
    url = reverse("wagtail_localize:submit_page_translation", args=[event.pk])
    client = browse(a, make_editor(a))
    for answer in (
        client.get(url),
        client.post(url, {"locales": [Locale.objects.get(language_code="en").pk]}),
    ):
        assert "Canari" not in answer.content.decode()
    assert Event.objects.filter(translation_key=event.translation_key).count() == 1


def test_a_home_translated_in_the_admin_opens_the_language_when_it_is_published(
    a: Territory, browse: Browse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    home = a.site.root_page
    translator, referent = browse(a, make_referent(a)), browse(a, make_referent(a))
    url = reverse("wagtail_localize:submit_page_translation", args=[home.pk])
    translator.post(url, {"locales": [Locale.objects.get(language_code="en").pk]})
    version = HomePage.objects.get(locale__language_code="en")
    screen = reverse("wagtailadmin_pages:edit", args=[version.pk])
    assert browse(a).get("/en/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        form = editor_fields(referent.get(screen)) | {"introduction": "Welcome"}
        referent.post(screen, form | {"action-publish": "on"})
    version.refresh_from_db()
    assert version.live
    client = browse(a)
    assert "Welcome" in client.get("/en/").content.decode()
    for path in re.findall(r'<li><a href="(/en/[^"]*)"', client.get("/en/").content.decode()):
        assert client.get(path).status_code == 200, path
    assert client.get("/en/consultations/").status_code == 200


def test_the_right_to_translate_comes_back_with_the_ground(a: Territory) -> None:
    rights = Permission.objects.filter(codename="submit_translation")
    rights.delete()
    ground.allow_translating()
    ground.allow_translating()
    assert rights.count() == 1
