"""What to read after a post."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from site_core.kernel import territories
from site_core.kernel.models import Territory, Topic, Town
from tests.factories import make_blog, make_post
from tests.measure import path_of, queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


def html_of(browse: Browse, territory: Territory, page: Any) -> str:
    """What a visitor reads."""
    return str(browse(territory).get(path_of(page)).content.decode())


def related_in(html: str) -> list[str]:
    """The titles of the posts about the same."""
    found = re.search(r"<h2>Sur le même sujet</h2>.*?</section>", html, re.S)
    return re.findall(r'<li><a href="[^"]*">([^<]*)</a>', found[0]) if found else []


def test_a_post_leads_to_the_one_before_and_the_one_after_in_its_blog(
    a: Territory, browse: Browse
) -> None:
    blog, now = make_blog(a), timezone.now()
    posts = [
        make_post(a, blog=blog, title=f"Billet {day}", first_published_at=now - timedelta(days=day))
        for day in (3, 2, 1)
    ]
    make_post(a, title="Ailleurs", first_published_at=now - timedelta(days=2))
    make_post(a, blog=blog, title="Brouillon", live=False)

    first, middle, last = (html_of(browse, a, post) for post in posts)

    assert re.search(r'rel="prev"><small>\w+</small> Billet 3<', middle)
    assert re.search(r'rel="next"><small>\w+</small> Billet 1<', middle)
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in last
    assert "Brouillon" not in first + middle + last


def test_posts_about_the_same_come_by_topic_and_commune(a: Territory, browse: Browse) -> None:
    with territories.enter(a):
        topic, other = Topic.objects.all()[:2]
        here, there = Town.objects.all()[:2]
    post = make_post(a, title="Celui-ci", town=here, topics=[topic])
    make_post(a, title="Commune", town=here, topics=[other])
    make_post(a, title="Sujet", town=there, topics=[topic])
    make_post(a, title="Les deux", town=here, topics=[topic])
    make_post(a, title="Rien", town=there, topics=[other])

    assert related_in(html_of(browse, a, post)) == ["Les deux", "Sujet", "Commune"]


def test_what_nobody_may_read_is_not_related(a: Territory, b: Territory, browse: Browse) -> None:
    with territories.enter(a):
        topic = Topic.objects.first()
    with territories.enter(b):
        theirs = Topic.objects.first()
    post = make_post(a, topics=[topic])
    make_post(a, title="Retiré", topics=[topic], live=False)
    make_post(b, title="Voisin", topics=[theirs])
    private = make_post(a, title="Privé", topics=[topic])
    with territories.enter(a):
        PageViewRestriction.objects.create(page=private, restriction_type="login")

    assert related_in(html_of(browse, a, post)) == []


def test_a_post_about_nothing_in_particular_has_none(a: Territory, browse: Browse) -> None:
    make_post(a)

    assert related_in(html_of(browse, a, make_post(a))) == []


def test_many_posts_around_cost_no_more_queries(a: Territory, browse: Browse) -> None:
    with territories.enter(a):
        topic = Topic.objects.first()
    blog, now = make_blog(a), timezone.now()

    def write(number: int) -> Any:
        when = now - timedelta(days=number)
        return make_post(a, blog=blog, topics=[topic], first_published_at=when)

    make_post(a, topics=[topic])
    post = [write(number) for number in range(3)][1]
    few = queries(browse(a), path_of(post))
    for number in range(3, 9):
        write(number)
        make_post(a, topics=[topic])

    assert queries(browse(a), path_of(post)) == few
