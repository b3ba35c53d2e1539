"""Pages kept in memory for visitors: never stale, never somebody else's."""

import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from messaging.services import post_comment
from site_core.kernel import hosts, page_cache, scoping, territories
from site_core.kernel.models import District, Territory, Topic, Town
from site_core.kernel.page_cache import Kept, PageCacheMiddleware, Shelf, shelf
from tests.factories import make_member, make_post, make_referent
from theming.services import apply_theme

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Commit = Callable[..., Any]


@pytest.fixture(autouse=True)
def keeping(settings: LazySettings, places: Any) -> Iterator[None]:
    """Pages are kept, as outside of the tests, on hosts that were asked for before."""
    settings.PAGE_CACHE_SECONDS = 60
    shelf.clear()
    for hostname in places:
        hosts.find(hostname)
    yield
    shelf.clear()


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    """Do something and what follows its commit."""

    def commit(act: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return act()

    return commit


def read(client: Client, path: str = "/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def is_kept(client: Client, path: str = "/") -> bool:
    """Whether a second visit asks the database nothing."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries) == 0


def test_a_page_read_twice_costs_no_query_and_gives_no_cookie(a: Territory, browse: Any) -> None:
    visitor = browse(a)
    first = visitor.get("/")
    with CaptureQueriesContext(connection) as queries:
        second = visitor.get("/")
    assert len(queries) == 0
    assert second.content == first.content
    assert not first.cookies
    assert not second.cookies
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert second.headers["Cache-Control"] == "no-cache"


def test_a_kept_page_travels_light(a: Territory, browse: Any) -> None:
    visitor = browse(a)
    plain = visitor.get("/")
    packed = visitor.get("/", headers={"accept-encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert (
        "Content-Encoding"
        not in visitor.get("/", headers={"accept-encoding": "br, gzip;q=0"}).headers
    )
    known = visitor.get("/", headers={"if-none-match": plain.headers["ETag"]})
    assert (known.status_code, known.content) == (304, b"")


@pytest.mark.parametrize(
    "change",
    [
        lambda a: make_post(a, title="Nouveau billet"),
        lambda a: a.site.root_page.specific.save(),
        lambda a: apply_theme(territory=a, preset="ardoise"),
        lambda _a: Topic.objects.first().save(),
        lambda _a: Topic.objects.first().delete(),
        lambda _a: Topic.objects.update(sort_order=4),
        lambda _a: Topic.objects.all().delete(),
        lambda a: Topic.objects.bulk_create([Topic(territory=a, name="Neuf", slug="neuf")]),
        lambda _a: Topic.objects.bulk_update([Topic.objects.first()], ["name"]),
        lambda _a: District.objects.create(town=Town.objects.first(), name="Le Haut"),
        lambda a: a.save(),
    ],
)
def test_what_changes_is_seen_at_the_next_request(
    a: Territory, b: Territory, browse: Any, commit: Commit, change: Callable[[Territory], Any]
) -> None:
    visitor, neighbour = browse(a), browse(b)
    assert is_kept(visitor)
    assert is_kept(neighbour)
    with territories.enter(a):
        commit(lambda: change(a))
    hosts.find("a.localhost")
    with CaptureQueriesContext(connection) as queries:
        visitor.get("/")
    assert len(queries) > 0, "the page before the change was shown"
    with CaptureQueriesContext(connection) as queries:
        neighbour.get("/")
    assert len(queries) == 0, "the neighbour's pages were drawn again for nothing"


def test_a_publication_a_withdrawal_and_a_comment_are_seen_at_once(
    a: Territory, browse: Any, commit: Commit
) -> None:
    visitor = browse(a)
    assert "Le lavoir" not in read(visitor)
    with territories.enter(a):
        post = commit(lambda: make_post(a, title="Le lavoir"))
    assert "Le lavoir" in read(visitor)
    address = post.get_url()
    assert "Quel beau lavoir" not in read(visitor, address)
    member = make_member(a)
    with territories.enter(a):
        commit(lambda: post_comment(page=post, author=member, text="Quel beau lavoir"))
    assert "Quel beau lavoir" in read(visitor, address)
    with territories.enter(a):
        commit(post.unpublish)
    assert "Le lavoir" not in read(visitor)
    assert visitor.get(address).status_code == 404


def test_hosts_and_languages_do_not_mix(
    a: Territory, b: Territory, browse: Any, commit: Commit
) -> None:
    with territories.enter(a):
        commit(lambda: make_post(a, title="Billet du pays mornantais"))
    assert "Billet du pays mornantais" in read(browse(a))
    assert "Billet du pays mornantais" not in read(browse(b))
    assert browse(a).get("/en/").status_code == 404


def test_somebody_signed_in_reads_their_own_page_and_leaves_none(a: Territory, browse: Any) -> None:
    person = make_member(a, name="Jeanne Canari")
    signed_in, visitor = browse(a, person), browse(a)
    visitor.get("/")
    assert "/deconnexion/" in read(signed_in)
    assert "/deconnexion/" not in read(visitor)
    shelf.clear()
    assert "/deconnexion/" in read(signed_in)
    assert not shelf.pages
    assert "/deconnexion/" not in read(visitor)


@pytest.mark.parametrize(
    "path", ["/?q=1", "/connexion/", "/inscription/", "/nulle-part/", "/blogs/?page=2", "/admin/"]
)
def test_what_is_not_the_same_for_everybody_is_not_kept(
    a: Territory, browse: Any, path: str
) -> None:
    browse(a).get(path)
    assert not shelf.pages


def test_a_page_for_some_is_not_kept(a: Territory, browse: Any, commit: Commit) -> None:
    post = make_post(a, title="Entre nous")
    with territories.enter(a):
        commit(
            lambda: PageViewRestriction.objects.create(
                page=post, restriction_type="password", password="sésame"
            )
        )
        address = post.get_url()
    hosts.find("a.localhost")
    browse(a).get(address)
    assert not shelf.pages


def test_a_suspension_closes_kept_pages_at_once(a: Territory, browse: Any, commit: Commit) -> None:
    visitor = browse(a)
    assert is_kept(visitor)
    with scoping.everywhere():
        commit(lambda: territories.suspend(territory=a, reason="Travaux", by=make_referent(a)))
    assert visitor.get("/").status_code == 503


def test_a_page_is_drawn_again_when_time_has_passed(
    a: Territory, browse: Any, settings: LazySettings
) -> None:
    settings.PAGE_CACHE_SECONDS = 1e-9
    assert not is_kept(browse(a))


def test_another_process_says_that_something_changed(
    a: Territory, browse: Any, settings: LazySettings
) -> None:
    visitor = browse(a)
    assert is_kept(visitor)
    act = (
        "import django; django.setup();"
        f"from site_core.kernel import page_cache; page_cache.changed({a.pk})"
    )
    place = {"KIKALU_DATA": str(settings.DATA_DIR)}
    subprocess.run([sys.executable, "-W", "ignore", "-c", act], env=os.environ | place, check=True)
    with CaptureQueriesContext(connection) as queries:
        visitor.get("/")
    assert len(queries) > 0


def test_many_who_come_together_have_a_page_drawn_once(a: Territory) -> None:
    started, finish, drawn = threading.Event(), threading.Event(), []

    def draw(_request: HttpRequest) -> HttpResponse:
        drawn.append(1)
        started.set()
        finish.wait(5)
        return HttpResponse(b"La une")

    middleware = PageCacheMiddleware(draw)
    answers: list[HttpResponse] = []

    def ask() -> None:
        answers.append(middleware(RequestFactory().get("/", headers={"host": "a.localhost"})))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    threads[0].start()
    assert started.wait(5)
    for thread in threads[1:]:
        thread.start()
    finish.set()
    for thread in threads:
        thread.join(5)
    assert [answer.content for answer in answers] == [b"La une"] * 6
    assert len(drawn) == 1


def test_the_pages_read_least_go_first_when_memory_is_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_cache, "MOST_BYTES", 30)
    kept = Kept(generation="0", until=float("inf"), headers={}, body=b"0123456789", packed=b"")
    own = Shelf()
    for name in "abc":
        own.put((name, False, "/"), kept)
    own.find(("a", False, "/"), "0")
    own.put(("d", False, "/"), kept)
    own.put(("d", False, "/"), kept)
    assert [key[0] for key in own.pages] == ["c", "a", "d"]
    assert own.bytes == 30
