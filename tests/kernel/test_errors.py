"""What a person reads when a page is withdrawn, or when something broke."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from site_core import urls
from site_core.kernel import scoping, territories
from site_core.kernel.models import GoneAddress, Territory
from site_core.kernel.models.gone import LONGEST
from territory_pages.services import translate_home
from tests.factories import make_blog, make_member, make_post, make_standard_page
from tests.measure import path_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


def broken(request: HttpRequest) -> HttpResponse:
    """A view with a fault in it."""
    raise RuntimeError("a fault")


urlpatterns = [path("casse/", broken), *urls.urlpatterns]
handler500 = "site_core.errors.server_error"


def delete(territory: Territory, page: Page) -> None:
    """The page is deleted by somebody at work in its territory."""
    with territories.enter(territory):
        Page.objects.get(pk=page.pk).specific.delete()


def published(territory: Territory, **fields: Any) -> Any:
    """A page that had readers."""
    return make_standard_page(territory, first_published_at=timezone.now(), **fields)


def test_a_deleted_page_says_that_it_was_withdrawn(
    a: Territory, b: Territory, browse: Browse
) -> None:
    page = published(a, title="Une promesse", slug="promesse")
    delete(a, page)
    answer = browse(a).get("/promesse/")
    assert answer.status_code == 410
    html = answer.content.decode()
    assert "retirée" in html
    assert 'data-territory="mornantais"' in html
    assert "Une promesse" not in html
    assert browse(b).get("/promesse/").status_code == 404
    assert browse(a).get("/autre-chose/").status_code == 404


def test_what_nobody_ever_read_leaves_no_trace(a: Territory, browse: Browse) -> None:
    page = make_standard_page(a, slug="brouillon", live=False)
    delete(a, page)
    assert browse(a).get("/brouillon/").status_code == 404


def test_what_stood_under_a_deleted_page_is_withdrawn_too(a: Territory, browse: Browse) -> None:
    blog = make_blog(a, first_published_at=timezone.now())
    post = make_post(a, blog=blog)
    paths = [path_of(blog), path_of(post)]
    delete(a, blog)
    assert [browse(a).get(path).status_code for path in paths] == [410, 410]


def test_a_page_published_again_at_the_address_is_read_and_then_only_hidden(
    a: Territory, browse: Browse
) -> None:
    delete(a, published(a, slug="foire"))
    page = make_standard_page(a, slug="foire", live=False)
    client = browse(a)
    assert client.get("/foire/").status_code == 410
    with territories.enter(a):
        page.save_revision(user=make_member(a)).publish()
    assert client.get("/foire/").status_code == 200
    with territories.enter(a):
        Page.objects.get(pk=page.pk).specific.unpublish()
    assert client.get("/foire/").status_code == 404


def test_a_redirect_from_the_address_has_the_last_word(a: Territory, browse: Browse) -> None:
    delete(a, published(a, slug="ancien"))
    Redirect.objects.create(old_path="/ancien", site=a.site, redirect_link="/agenda/")
    assert browse(a).get("/ancien/").status_code == 301


def test_a_page_in_english_is_withdrawn_at_its_own_address(
    a: Territory, browse: Browse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        home = translate_home(territory=a, language="en")
    page = published(a, slug="promise", title="A promise")
    with territories.enter(a):
        page.locale = Locale.objects.get(language_code="en")
        page.save()
        page.move(home, pos="last-child")
    delete(a, page)
    client = browse(a)
    assert client.get("/en/promise/").status_code == 410
    assert client.get("/promise/").status_code in {301, 404}


def test_what_is_deleted_outside_a_territory_is_simply_gone(a: Territory, browse: Browse) -> None:
    page = published(a, slug="rangement")
    with scoping.everywhere():
        Page.objects.get(pk=page.pk).specific.delete()
    assert browse(a).get("/rangement/").status_code == 404


def test_an_endless_address_is_not_remembered(a: Territory, browse: Browse) -> None:
    parent = published(a, slug="x" * 200)
    with territories.enter(a):
        child = parent.add_child(
            instance=type(parent)(
                title="Long",
                slug="y" * 200,
                locale=parent.locale,
                first_published_at=timezone.now(),
            )
        )
    assert len(path_of(child)) > LONGEST
    delete(a, child)
    with scoping.scope(a):
        assert not GoneAddress.objects.exists()
    assert browse(a).get(path_of(child)).status_code == 404


def test_what_is_not_found_costs_one_question_more(a: Territory, browse: Browse) -> None:
    client = browse(a)
    delete(a, published(a, slug="promesse"))
    client.get("/rien/")
    assert client.get("/rien/").status_code == 404
    assert queries_of(client, "/promesse/") <= queries_of(client, "/rien/")


def queries_of(client: Client, address: str) -> int:
    """The queries of an address, whatever it answers."""
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


@pytest.mark.urls("tests.kernel.test_errors")
def test_a_fault_is_told_in_the_frame_of_the_place(a: Territory, browse: Browse) -> None:
    answer = browse(a, raise_request_exception=False).get("/casse/")
    assert answer.status_code == 500
    html = answer.content.decode()
    assert 'data-territory="mornantais"' in html
    assert html.count("<h1") == 1
    assert "a fault" not in html


@pytest.mark.urls("tests.kernel.test_errors")
def test_a_fault_is_told_even_without_a_database(
    a: Territory, browse: Browse, django_db_blocker: Any
) -> None:
    client = browse(a, raise_request_exception=False)
    assert client.get("/casse/").status_code == 500
    with django_db_blocker.block():
        framed = client.get("/casse/")
        cache.clear()
        bare = client.get("/casse/")
    for answer, frames in ((framed, 1), (bare, 0)):
        assert answer.status_code == 500
        html = answer.content.decode()
        assert "Une erreur de notre côté" in html
        assert html.count("data-territory") == frames


def test_what_is_too_long_is_told_so(a: Territory, browse: Browse) -> None:
    answer = browse(a).post("/contact/ecrire/", {"message": "x" * 6_000_000})
    assert answer.status_code == 413
    assert "ce que vous avez écrit y est encore" in answer.content.decode()
