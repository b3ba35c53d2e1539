"""The front page of a territory."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data

from console.provisioning import provision_territory
from site_core.kernel import scoping, territories
from site_core.kernel.models import Territory, Town
from tests.factories import (
    make_blog,
    make_event,
    make_group,
    make_image,
    make_member,
    make_poll,
    make_post,
    make_referent,
    make_standard_page,
)
from tests.measure import queries
from tests.screens import editor_fields, home_sections

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
SECTIONS = ["events", "posts", "polls", "map", "groups", "outcomes"]
STEPS = ["/contact/", "/inscription/", "/contact/", "/contact/"]


def town_of(territory: Territory) -> Town:
    """A commune of the territory."""
    with scoping.scope(territory):
        return Town.objects.first()


def furnish(territory: Territory, word: str = "") -> None:
    """One item of each kind, each with a place, a person and, where it may, a picture."""
    town, owner = town_of(territory), make_member(territory)
    place = {"town": town, "owner": owner}
    make_event(territory, title=f"Fête {word}", **place)
    make_poll(territory, title=f"Question {word} ?", **place)
    make_group(territory, title=f"Groupe {word}", **place)
    blog = make_blog(territory, title=f"Blog {word}", **place)
    picture = make_image(territory)
    make_post(territory, title=f"Billet {word}", blog=blog, picture=picture, **place)


def without_sections(form: dict[str, Any]) -> dict[str, Any]:
    """What is sent of a home, but for its sections."""
    return {name: value for name, value in form.items() if not name.startswith("sections-")}


def sections(html: str) -> list[str]:
    """The marks of the sections, in their order."""
    return re.findall(r'data-section="(\w+)"', html)


def test_an_empty_territory_says_what_to_do_in_each_section(a: Territory, browse: Browse) -> None:
    html = browse(a).get("/").content.decode()
    assert sections(html) == SECTIONS
    assert html.count('class="empty"') == 4
    assert re.findall(r'class="empty">.*?href="([^"]+)"', html, re.S) == STEPS
    assert "aucun blog" not in html
    assert 'data-kind="home"' in html
    assert 'data-territory="mornantais"' in html
    assert html.count("<h1") == 1


def test_who_has_an_account_is_not_told_to_sign_up(a: Territory, browse: Browse) -> None:
    html = browse(a, make_member(a)).get("/").content.decode()
    assert 'href="/inscription/"' not in html


def test_a_territory_of_one_commune_has_no_map_of_its_communes(
    browse: Browse,
) -> None:
    alone = provision_territory(code="74056", hostname="chamonix.localhost").territory
    assert sections(browse(alone).get("/").content.decode()) == [
        name for name in SECTIONS if name != "map"
    ]


def test_each_kind_has_its_card_with_its_marks(a: Territory, browse: Browse) -> None:
    furnish(a, "coquelicot")
    html = browse(a).get("/").content.decode()
    assert sections(html) == SECTIONS
    for kind in ("event", "post", "poll", "group"):
        card = re.search(rf'<article[^>]*data-kind="{kind}" data-id="\d+".*?</article>', html, re.S)
        assert card, kind
        assert re.search(r'<h3><a href="/[\w/-]+/">', card[0]), kind
        assert str(town_of(a)) in card[0], kind
        assert re.search(r"<time\b[^>]* datetime=", card[0]) or kind == "group"
    assert "coquelicot" in html


def test_a_referent_orders_the_sections_and_leaves_some_out(a: Territory, browse: Browse) -> None:
    referent, home = browse(a, make_referent(a)), a.site.root_page
    screen = reverse("wagtailadmin_pages:edit", args=[home.pk])
    chosen = ["outcomes", "polls", "posts", "map"]
    form = without_sections(editor_fields(referent.get(screen)))
    done = referent.post(
        screen,
        form | nested_form_data(home_sections(*chosen)) | {"action-publish": "on"},
        follow=True,
    )
    assert done.status_code == 200
    assert done.request["PATH_INFO"] == reverse("wagtailadmin_explore", args=[home.pk])
    html = browse(a).get("/").content.decode()
    assert sections(html) == chosen
    assert "front--2" in html


def test_a_section_stands_once_on_the_front_page(a: Territory, browse: Browse) -> None:
    referent, home = browse(a, make_referent(a)), a.site.root_page
    screen = reverse("wagtailadmin_pages:edit", args=[home.pk])
    form = without_sections(editor_fields(referent.get(screen)))
    twice = nested_form_data(home_sections("posts", "posts"))
    answer = referent.post(screen, form | twice | {"action-publish": "on"})
    assert answer.context["form"].errors["sections"]
    assert sections(browse(a).get("/").content.decode()) == SECTIONS


def test_the_front_page_costs_the_same_with_one_or_three_of_each(
    a: Territory, browse: Browse
) -> None:
    furnish(a, "un")
    one = queries(browse(a), "/")
    for word in ("deux", "trois"):
        furnish(a, word)
    assert queries(browse(a), "/") == one
    assert one <= 12


def test_the_neighbour_is_nowhere_on_the_front_page(
    a: Territory, b: Territory, browse: Browse
) -> None:
    furnish(a, "coquelicot")
    furnish(b, "canari")
    mine, theirs = (browse(place).get("/").content.decode() for place in (a, b))
    assert "canari" not in mine
    assert "coquelicot" not in theirs
    assert "canari" in theirs
    with scoping.scope(b):
        for town in Town.objects.all():
            assert f"commune={town.code}" not in mine


def test_drafts_and_private_pages_are_nowhere_on_the_front_page(
    a: Territory, browse: Browse
) -> None:
    make_event(a, title="Brouillon de fête", live=False)
    make_post(a, title="Brouillon de billet", live=False)
    secret = make_blog(a, title="Blog gardé", town=town_of(a))
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    make_post(a, title="Billet gardé", blog=secret)
    html = browse(a).get("/").content.decode()
    assert "Brouillon" not in html
    assert "gardé" not in html
    assert "commune=" not in html


def test_the_map_counts_the_public_blogs_of_each_commune(a: Territory, browse: Browse) -> None:
    town = town_of(a)
    make_blog(a, town=town)
    make_blog(a, town=town)
    make_blog(a, town=town, live=False)
    html = browse(a).get("/").content.decode()
    listed = re.search(
        rf'<li><a href="/blogs/\?liste=blogs&amp;commune={town.code}">.*?</li>', html
    )
    assert listed
    assert ">2 blogs<" in listed[0]


def test_what_is_over_leaves_the_front_page_by_the_clock(a: Territory, browse: Browse) -> None:
    now = timezone.now()
    make_event(a, title="Hier", starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))
    make_event(
        a, title="Encore", starts_at=now - timedelta(days=2), ends_at=now + timedelta(days=1)
    )
    make_poll(a, title="Clos ?", opens_at=now - timedelta(days=2), closes_at=now)
    html = browse(a).get("/").content.decode()
    assert "Hier" not in html
    assert "Encore" in html
    open_ones, outcomes = html.split('data-section="outcomes"')
    assert "Clos ?" not in open_ones
    assert "Clos ?" in outcomes


def test_the_front_page_sets_no_cookie_and_calls_nobody(a: Territory, browse: Browse) -> None:
    furnish(a)
    page = browse(a).get("/")
    assert not page.cookies
    assert not re.findall(r'(?:src|href)="https?://(?!a\.localhost/)', page.content.decode())


def test_pages_ticked_for_menus_are_linked_from_every_page(
    a: Territory, b: Territory, browse: Browse
) -> None:
    make_standard_page(a, title="Emprunter le matériel", show_in_menus=True)
    make_standard_page(a, title="Sans case cochée")
    make_standard_page(a, title="Brouillon de page", show_in_menus=True, live=False)
    make_standard_page(b, title="Canari des voisins", show_in_menus=True)
    visitor = browse(a)
    for path in ("/", "/agenda/", "/connexion/", "/nulle-part/"):
        html = visitor.get(path).content.decode()
        assert re.search(r'<li><a href="/[\w-]+/">Emprunter le matériel</a></li>', html), path
        for absent in ("Sans case cochée", "Brouillon de page", "Canari des voisins"):
            assert absent not in html
    cost = queries(visitor, "/agenda/")
    page = make_standard_page(a, title="Une autre", show_in_menus=True)
    assert queries(visitor, "/agenda/") == cost
    with territories.enter(a):
        page.unpublish()
    assert "Une autre" not in visitor.get("/agenda/").content.decode()
    assert "Emprunter" not in browse(b).get("/").content.decode()


def test_an_editor_ticks_the_box_for_menus(a: Territory, browse: Browse) -> None:
    page = make_standard_page(a)
    screen = browse(a, make_referent(a)).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    html = screen.content.decode()
    assert 'name="show_in_menus"' in html
    assert "En bas de chaque page du territoire" in html
