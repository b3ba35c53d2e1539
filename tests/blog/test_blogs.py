"""Blogs and posts as visitors read them."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import Post
from site_core.kernel import territories
from site_core.kernel.models import District, Territory, Topic
from site_core.kernel.scoping import ForeignTerritory
from tests.factories import (
    make_blog,
    make_editor,
    make_image,
    make_member,
    make_post,
    make_referent,
)
from tests.measure import path_of, queries
from tests.territory_pages.test_lists import towns

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


def test_posts_come_newest_first(a: Territory, browse: Browse) -> None:
    now = timezone.now()
    for title, days in (("Ancien", 9), ("Récent", 1), ("Moyen", 5)):
        make_post(a, title=title, first_published_at=now - timedelta(days=days))
    found = browse(a).get("/blogs/").context["listing"].cards
    assert [card.title for card in found] == ["Récent", "Moyen", "Ancien"]


def test_a_blog_lists_its_own_posts_at_a_constant_cost(a: Territory, browse: Browse) -> None:
    blog = make_blog(a, title="Le mien", owner=make_member(a, name="Farida"))
    other = make_post(a, title="D’un autre")
    make_post(a, title="Premier", blog=blog, picture=make_image(a))
    one = queries(browse(a), path_of(blog))
    make_post(a, title="Deuxième", blog=blog, picture=make_image(a))
    make_post(a, title="Brouillon", blog=blog, live=False)
    html = browse(a).get(path_of(blog)).content.decode()
    assert "Deuxième" in html
    assert other.title not in html
    assert "Brouillon" not in html
    assert "Farida" in html
    assert f'data-kind="blog" data-id="{blog.pk}"' in html
    assert queries(browse(a), path_of(blog)) == one


def test_a_blog_counts_only_what_a_visitor_may_read(a: Territory, browse: Browse) -> None:
    blog = make_blog(a)
    make_post(a, blog=blog)
    make_post(a, blog=blog, live=False)
    PageViewRestriction.objects.create(page=make_post(a, blog=blog), restriction_type="login")
    cards = browse(a).get("/blogs/?liste=blogs").context["listing"].cards
    assert [card.count for card in cards] == [1]


@pytest.mark.parametrize(
    ("make", "kind"),
    [(make_member, "inhabitant"), (make_referent, "referent"), (make_editor, "editor")],
)
def test_a_post_says_who_speaks(
    a: Territory, browse: Browse, make: Callable[..., object], kind: str
) -> None:
    post = make_post(a, owner=make(a, name="Jeanne Morel"))
    for path in ("/", "/blogs/", path_of(post)):
        html = browse(a).get(path).content.decode()
        assert f"#k-{kind}" in html
        # The account's name is private: only what a member shows here is shown.
        assert ("Jeanne Morel" in html) is (kind == "inhabitant")


def test_a_name_shown_elsewhere_is_not_shown_here(
    a: Territory, b: Territory, browse: Browse
) -> None:
    neighbour = make_member(b, name="Serin")
    post = make_post(a, owner=neighbour)
    for path in ("/", "/blogs/", path_of(post)):
        html = browse(a).get(path).content.decode()
        assert "Serin" not in html
        assert neighbour.email not in html


def test_a_post_shows_its_marks_its_way_down_and_its_topics(a: Territory, browse: Browse) -> None:
    with territories.enter(a):
        topic = Topic.objects.first()
    blog = make_blog(a, title="Carnet")
    town = towns(a)[0]
    post = make_post(a, title="Marché", blog=blog, town=town, topics=[topic])
    html = browse(a).get(path_of(post)).content.decode()
    assert f'data-kind="post" data-id="{post.pk}"' in html
    assert html.count("<h1") == 1
    crumbs = re.search(r'<nav class="crumbs.*?</nav>', html, re.S)[0]
    assert re.findall(r'href="([^"]+)"', crumbs) == ["/", "/blogs/", path_of(blog)]
    assert topic.name in html
    assert town.name in html
    assert "<time datetime=" in html


def test_injected_html_is_shown_harmless(a: Territory, browse: Browse) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    link = '<p>Un <a href="javascript:alert(1)">lien</a></p>'
    blog = make_blog(a, title=f"Blog {attack}", description=attack)
    post = make_post(
        a,
        blog=blog,
        title=f"Billet {attack}",
        introduction=attack,
        body=[("text", f"{link}{attack}"), ("quote", {"text": attack, "author": attack})],
    )
    stored = Post.objects.get(pk=post.pk).body.raw_data[0]["value"]
    assert "script" not in stored
    assert "onerror" not in stored
    for path in ("/", "/blogs/", "/blogs/?liste=blogs", path_of(blog), path_of(post)):
        html = browse(a).get(path).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "javascript:" not in html


def test_a_text_stored_dirty_is_shown_clean(a: Territory, browse: Browse) -> None:
    post = make_post(a, body=[("text", "<p>Propre</p>")])
    dirty = [{"type": "text", "value": "<p>Sale<script>alert(1)</script></p>", "id": "x"}]
    with territories.enter(a):
        found = Post.objects.get(pk=post.pk)
        Post.objects.filter(pk=post.pk).update(body=found.body.stream_block.to_python(dirty))
    html = browse(a).get(path_of(post)).content.decode()
    assert "Sale" in html
    assert "<script>alert" not in html


def test_a_picture_is_told_in_words(a: Territory, browse: Browse) -> None:
    picture = make_image(a, description="Une place au soleil")
    told = make_post(a, picture=picture)
    retold = make_post(a, picture=picture, picture_alt="La place vue du clocher")
    client = browse(a)
    assert 'alt="Une place au soleil"' in client.get(path_of(told)).content.decode()
    assert 'alt="La place vue du clocher"' in client.get(path_of(retold)).content.decode()


def test_a_district_brings_its_commune_and_stays_in_it(a: Territory) -> None:
    here, there = towns(a)[:2]
    with territories.enter(a):
        district = District.objects.create(town=here, name="Le Bourg")
    assert make_post(a, district=district).town == here
    with pytest.raises(Exception, match="district"):
        make_post(a, district=district, town=there)


def test_a_post_never_links_to_the_neighbour(a: Territory, b: Territory) -> None:
    with territories.enter(b):
        district = District.objects.create(town=towns(b)[0], name="Canari")
        topic = Topic.objects.first()
    picture = make_image(b)
    blog = make_blog(a)
    for field, value in {"district": district, "picture": picture, "topics": [topic]}.items():
        with pytest.raises((ForeignTerritory, Exception)):
            make_post(a, blog=blog, **{field: value})
    assert not Post.objects.filter(path__startswith=blog.path).exists()


def test_a_post_kept_for_members_sends_a_visitor_to_sign_in(a: Territory, browse: Browse) -> None:
    post = make_post(a, title="Entre nous", slug="entre-nous")
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    page = browse(a).get(path_of(post))
    assert page.status_code == 302
    assert page.url.startswith("/connexion/?next=")
    assert browse(a, make_member(a)).get(path_of(post)).status_code == 200


def test_a_neighbour_s_blog_and_post_are_not_here(
    a: Territory, b: Territory, browse: Browse
) -> None:
    blog = make_blog(b, title="Canari", slug="canari")
    post = make_post(b, title="Serin", blog=blog)
    for path in (path_of(blog), path_of(post)):
        assert browse(b).get(path).status_code == 200
        page = browse(a).get(path)
        assert page.status_code == 404
        assert "Serin" not in page.content.decode()
