"""The lists of a territory: whole, paged, by commune, and nothing of anybody else."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from site_core.kernel import scoping
from site_core.kernel.listing import PER_PAGE
from site_core.kernel.models import District, Territory, Topic, Town
from tests.factories import (
    make_blog,
    make_event,
    make_group,
    make_image,
    make_member,
    make_poll,
    make_post,
)
from tests.measure import queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
LISTS = [
    pytest.param("/agenda/", "event", make_event, id="agenda"),
    pytest.param("/blogs/", "post", make_post, id="posts"),
    pytest.param("/blogs/?liste=blogs", "blog", make_blog, id="blogs"),
    pytest.param("/consultations/", "poll", make_poll, id="consultations"),
    pytest.param("/groupes/", "group", make_group, id="groups"),
]
each_list = pytest.mark.parametrize(("path", "kind", "make"), LISTS)


def towns(territory: Territory) -> list[Town]:
    """The communes of a territory."""
    with scoping.scope(territory):
        return list(Town.objects.all())


def cards(html: str, kind: str) -> list[str]:
    """The cards of a kind, in their order."""
    return re.findall(rf'<article[^>]*data-kind="{kind}" data-id="\d+".*?</article>', html, re.S)


def also(path: str, query: str) -> str:
    """The address with one more parameter."""
    return f"{path}{'&' if '?' in path else '?'}{query}"


@each_list
def test_an_empty_list_says_so(
    path: str, kind: str, make: Any, a: Territory, browse: Browse
) -> None:
    html = browse(a).get(path).content.decode()
    assert not cards(html, kind)
    assert 'class="empty"' in html
    assert html.count("<h1") == 1
    assert 'data-territory="mornantais"' in html


@each_list
def test_a_list_costs_the_same_with_one_or_three_items(
    path: str, kind: str, make: Any, a: Territory, browse: Browse
) -> None:
    town, picture = towns(a)[0], make_image(a)
    fields = {"town": town, "owner": make_member(a)}
    if kind in {"post", "event", "blog"}:
        fields["picture"] = picture
    make(a, **fields)
    one = queries(browse(a), path)
    make(a, **fields)
    make(a, **fields | {"owner": make_member(a), "town": towns(a)[1]})
    html = browse(a).get(path).content.decode()
    assert len(cards(html, kind)) == 3
    assert queries(browse(a), path) == one <= 12


@each_list
def test_a_list_holds_nothing_of_the_neighbour(
    path: str, kind: str, make: Any, a: Territory, b: Territory, browse: Browse
) -> None:
    make(a, title="Coquelicot")
    make(b, title="Canari", town=towns(b)[0], owner=make_member(b, name="Serin"))
    html = browse(a).get(path).content.decode()
    assert len(cards(html, kind)) == 1
    assert "Coquelicot" in html
    assert "Canari" not in html
    assert "Serin" not in html
    assert not [town for town in towns(b) if f'"{town.code}"' in html]


@each_list
def test_drafts_and_private_pages_are_not_listed_nor_counted(
    path: str, kind: str, make: Any, a: Territory, browse: Browse
) -> None:
    make(a, title="Visible")
    make(a, title="Brouillon", live=False)
    kept = make(a, title="Gardé pour les inscrits")
    PageViewRestriction.objects.create(page=kept, restriction_type="login")
    page = browse(a).get(path)
    html = page.content.decode()
    assert len(cards(html, kind)) == 1
    assert "Brouillon" not in html
    assert "Gardé" not in html
    assert page.context["listing"].count == 1


@each_list
def test_what_stands_under_a_private_page_is_private_too(
    path: str, kind: str, make: Any, a: Territory, browse: Browse
) -> None:
    kept = make(a, title="Gardé avec sa rubrique")
    PageViewRestriction.objects.create(page=kept.get_parent(), restriction_type="login")
    for address in ("/", path):
        assert "Gardé" not in browse(a).get(address).content.decode()


@each_list
def test_a_long_list_comes_in_numbered_pages(
    path: str, kind: str, make: Any, a: Territory, browse: Browse
) -> None:
    extra = {"blog": make_blog(a)} if kind == "post" else {}
    made = {make(a, title=f"Numéro {n}", **extra).pk for n in range(PER_PAGE + 1)}
    client = browse(a)
    first, second = (client.get(also(path, f"page={n}")).content.decode() for n in (1, 2))
    seen = re.findall(rf'data-kind="{kind}" data-id="(\d+)"', first + second)
    assert len(cards(first, kind)) == PER_PAGE
    assert made <= {int(number) for number in seen}
    assert len(seen) == len(set(seen))
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert client.get(also(path, "page=3")).status_code == 404


@each_list
@pytest.mark.parametrize("page", ["0", "-1", "2", "un", "1.5", "9" * 40, "²"])
def test_a_page_that_is_not_there_is_not_found(
    path: str, kind: str, make: Any, page: str, a: Territory, browse: Browse
) -> None:
    make(a)
    assert browse(a).get(also(path, f"page={page}")).status_code == 404


@each_list
def test_a_list_is_told_by_commune(
    path: str, kind: str, make: Any, a: Territory, b: Territory, browse: Browse
) -> None:
    here, there = towns(a)[:2]
    make(a, title="Ici", town=here)
    make(a, title="Là-bas", town=there)
    client = browse(a)
    html = client.get(also(path, f"commune={here.code}")).content.decode()
    assert len(cards(html, kind)) == 1
    assert "Là-bas" not in html
    foreign = towns(b)[0].code
    for unknown in (foreign, "00000", "canari"):
        assert client.get(also(path, f"commune={unknown}")).status_code == 404


@pytest.mark.parametrize(("path", "kind", "make"), LISTS[1:3])
def test_blogs_are_told_by_district_and_by_topic_too(
    path: str, kind: str, make: Any, a: Territory, b: Territory, browse: Browse
) -> None:
    here, topic = place_and_topic(a)
    page = make(a, title="Ici", town=here.town, district=here)
    with scoping.scope(a):
        page.topics = [topic]
        page.save()
    make(a, title="Ailleurs")
    client = browse(a)
    for chosen in (f"quartier={here.slug}", f"theme={topic.slug}"):
        html = client.get(also(path, chosen)).content.decode()
        assert len(cards(html, kind)) == 1, chosen
        assert "Ailleurs" not in html
        assert f'value="{chosen.partition("=")[2]}" selected' in html
    both = also(path, f"quartier={here.slug}&theme={topic.slug}&commune={here.town.code}")
    html = client.get(both).content.decode()
    assert len(cards(html, kind)) == 1
    assert f"&amp;theme={topic.slug}" in html
    assert f'<link rel="canonical" href="http://a.localhost{path}">' in html
    foreign, subject = place_and_topic(b, "Canari")
    for unknown in (f"quartier={foreign.slug}", f"theme={subject.slug}", "theme=rien"):
        assert client.get(also(path, unknown)).status_code == 404
    cost = queries(client, both)
    for number in range(2):
        place_and_topic(a, f"Nouveau {number}")
        make(a, town=here.town, district=here)
    assert queries(client, both) == cost


def place_and_topic(territory: Territory, name: str = "Le Bourg") -> tuple[District, Topic]:
    """A district and a topic of this name."""
    with scoping.scope(territory):
        town = Town.objects.first()
        return (
            District.objects.create(territory=territory, town=town, name=name),
            Topic.objects.create(territory=territory, name=name),
        )
