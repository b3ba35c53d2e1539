"""What feed readers get: whole, dated, signed, and of this place alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.feeds import LONGEST
from blog.models import BlogIndex
from site_core.kernel import scoping
from site_core.kernel.content import Card
from site_core.kernel.feeds import signature
from site_core.kernel.models import Role, Territory, Topic
from territory_pages.services import translate_home
from tests.factories import make_blog, make_image, make_member, make_post
from tests.factories.pages import section
from tests.factories.people import with_role
from tests.measure import path_of, queries
from tests.territory_pages.test_languages import in_english
from tests.territory_pages.test_lists import towns

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
DC = "{http://purl.org/dc/elements/1.1/}"
ATOM = "{http://www.w3.org/2005/Atom}"
BOTH = ["/flux.rss", "/blogs/flux.rss"]


def channel(client: Client, path: str) -> ET.Element:
    """The one channel of a feed."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/rss+xml")
    found = ET.fromstring(response.content).find("channel")  # noqa: S314 - our own answer
    assert found is not None
    return found


def titles(client: Client, path: str) -> list[str]:
    """The titles of the items, in their order."""
    return [item.findtext("title") or "" for item in channel(client, path).iter("item")]


@pytest.mark.parametrize("path", BOTH)
def test_a_feed_tells_of_each_post_who_where_when_and_about_what(
    path: str, a: Territory, browse: Browse
) -> None:
    with scoping.scope(a):
        topics = [Topic.objects.create(name=name) for name in ("Forêt", "École")]
    author = with_role(Role.REFERENT, (a,), make_member(a, name="Camille"))
    when = timezone.now() - timedelta(days=2)
    post = make_post(
        a,
        title="L'été & <nous>",
        introduction='Un "mot" < deux',
        town=towns(a)[0],
        owner=author,
        topics=topics,
        first_published_at=when,
    )
    feed = channel(browse(a), path)
    assert feed.findtext("link") == "http://a.localhost/blogs/"
    assert feed.findtext("language") == "fr"
    assert feed.find(f"{ATOM}link").attrib["href"] == f"http://a.localhost{path}"
    (item,) = feed.iter("item")
    assert item.findtext("title") == "L'été &amp; &lt;nous&gt;"
    assert item.findtext("description") == 'Un "mot" &lt; deux'
    assert item.findtext("link") == f"http://a.localhost{path_of(post)}"
    assert item.findtext(f"{DC}creator") == "Camille (référent local)"
    assert item.findtext(f"{DC}coverage") == towns(a)[0].name
    assert {found.text for found in item.iter("category")} == {"Forêt", "École"}
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert f"{when:%d %b %Y %H:%M}" in item.findtext("pubDate")


@pytest.mark.parametrize("path", BOTH)
def test_a_feed_holds_nothing_of_others_unpublished_or_kept(
    path: str, a: Territory, b: Territory, browse: Browse
) -> None:
    make_post(a, title="Visible")
    make_post(a, title="Brouillon", live=False)
    kept = make_post(a, title="Gardé")
    PageViewRestriction.objects.create(page=kept.get_parent(), restriction_type="login")
    make_post(b, title="Canari")
    assert titles(browse(a), path) == ["Visible"]
    assert titles(browse(b), path) == ["Canari"]


def test_a_blog_has_a_feed_of_its_own(a: Territory, b: Territory, browse: Browse) -> None:
    blog = make_blog(a, title="Au jardin", slug="jardin-d-été")
    make_post(a, title="Semis", blog=blog)
    make_post(a, title="Ailleurs")
    make_blog(b, title="Canari", slug="canari")
    hidden = make_blog(a, live=False)
    client = browse(a)
    assert titles(client, f"{path_of(blog)}flux.rss") == ["Semis"]
    assert channel(client, f"{path_of(blog)}flux.rss").findtext("title") == (
        "Au jardin, Pays Mornantais"
    )
    for slug in ("canari", "nulle-part", hidden.slug):
        assert client.get(f"/blogs/{slug}/flux.rss").status_code == 404


def test_a_private_list_of_blogs_has_no_feed(a: Territory, browse: Browse) -> None:
    post = make_post(a)
    index = section(a, BlogIndex)
    PageViewRestriction.objects.create(page=index, restriction_type="login")
    client = browse(a)
    for path in (*BOTH, f"{path_of(post.get_parent())}flux.rss"):
        assert client.get(path).status_code == 404


def test_the_newest_come_first_and_a_feed_stays_short(a: Territory, browse: Browse) -> None:
    blog, now = make_blog(a), timezone.now()
    for age in range(LONGEST + 1):
        made = now - timedelta(hours=age)
        make_post(a, title=f"Il y a {age} h", blog=blog, first_published_at=made)
    assert titles(browse(a), "/flux.rss") == [f"Il y a {age} h" for age in range(LONGEST)]


@pytest.mark.parametrize("of_a_blog", [False, True])
def test_a_feed_costs_the_same_with_one_or_many_posts(
    of_a_blog: bool, a: Territory, browse: Browse
) -> None:
    with scoping.scope(a):
        topic = Topic.objects.create(name="Forêt")
    blog = make_blog(a)
    fields: dict[str, Any] = {"picture": make_image(a), "town": towns(a)[0], "topics": [topic]}
    client = browse(a)
    path = f"{path_of(blog)}flux.rss" if of_a_blog else "/flux.rss"
    make_post(a, blog=blog, owner=make_member(a), **fields)
    few = queries(client, path)
    for _number in range(4):
        make_post(a, blog=blog, owner=make_member(a), **fields)
    assert queries(client, path) == few <= 10


def test_a_reader_that_comes_back_is_told_that_nothing_changed(
    a: Territory, browse: Browse
) -> None:
    client = browse(a)
    empty = client.get("/flux.rss")["ETag"]
    again = client.get("/flux.rss", headers={"if-none-match": empty})
    assert (again.status_code, again.content) == (304, b"")
    make_post(a)
    assert client.get("/flux.rss", headers={"if-none-match": empty}).status_code == 200
    assert client.post("/flux.rss").status_code == 405


def test_an_english_feed_has_the_posts_in_english(
    a: Territory, browse: Browse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    client, post = browse(a), make_post(a, title="En français")
    assert client.get("/en/flux.rss").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        translate_home(territory=a, language="en")
    in_english(a, post, "In English")
    for path, language, title in (
        ("/flux.rss", "fr", "En français"),
        ("/en/flux.rss", "en", "In English"),
    ):
        assert channel(client, path).findtext("language") == language
        assert titles(client, path) == [title]


def test_pages_lead_programs_to_their_feed(a: Territory, browse: Browse) -> None:
    post = make_post(a)
    client, blog = browse(a), path_of(post.get_parent())
    for path, feeds in {
        "/": ["/flux.rss"],
        "/agenda/": ["/flux.rss"],
        blog: ["/flux.rss", f"{blog}flux.rss"],
    }.items():
        html = client.get(path).content.decode()
        for feed in feeds:
            assert f'href="{feed}"' in html
            assert client.get(feed).status_code == 200
    assert 'href="/blogs/flux.rss"' in client.get("/blogs/").content.decode()


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("Ana", "inhabitant", "Ana (habitant ou habitante)"),
        ("Ana", "", "Ana"),
        ("", "editor", "Rédaction"),
        ("", "", ""),
    ],
)
def test_who_speaks_is_told_in_words(name: str, kind: str, said: str) -> None:
    assert signature(Card("post", 1, "Titre", "/", author_name=name, author_kind=kind)) == said
