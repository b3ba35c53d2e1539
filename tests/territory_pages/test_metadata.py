"""What the head of a page tells to search engines and social networks."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from agenda.models import Event
from site_core.kernel.models import Role, Territory
from tests.factories import (
    make_blog,
    make_event,
    make_group,
    make_image,
    make_member,
    make_poll,
    make_post,
    make_standard_page,
)
from tests.factories.people import with_role
from tests.measure import path_of, queries
from tests.territory_pages.test_lists import towns
from theming.presets import PRESETS

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
START = "http://a.localhost"


def head(client: Client, path: str) -> str:
    """What stands before the body."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode().partition("</head>")[0]


def told(html: str) -> dict[str, str]:
    """The cards for social networks, by the name of each property."""
    found = re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', html)
    return {name: unescape(value) for name, value in found}


def graph(html: str) -> dict[str, dict[str, Any]]:
    """What is told in the words of schema.org, by type."""
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    data = json.loads(script)
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def test_a_post_tells_who_wrote_it_when_and_about_where(a: Territory, browse: Browse) -> None:
    when = datetime(2026, 11, 20, 9, tzinfo=UTC)
    town = towns(a)[0]
    post = make_post(
        a,
        title="Semis d’hiver",
        introduction="Que semer\nen hiver ?",
        owner=make_member(a, name="Camille"),
        town=town,
        first_published_at=when,
        last_published_at=when,
        picture=make_image(a),
        picture_alt="Un semis",
    )
    html = head(browse(a), path_of(post))
    found = graph(html)
    article = found["BlogPosting"]
    assert article["headline"] == "Semis d’hiver"
    assert article["description"] == "Que semer en hiver ?"
    assert article["author"] == {"@type": "Person", "name": "Camille"}
    assert article["datePublished"] == "2026-11-20T10:00:00+01:00"
    assert article["contentLocation"]["address"]["addressLocality"] == town.name
    assert article["mainEntityOfPage"] == {"@id": f"{START}{path_of(post)}"}
    card = told(html)
    assert article["image"] == card["og:image"] == card["twitter:image"]
    assert card["og:image"].startswith(f"{START}/media/")
    assert card["og:image:alt"] == "Un semis"
    assert card["og:type"] == "article"
    assert card["og:title"] == card["twitter:title"] == "Semis d’hiver"
    assert card["og:description"] == card["description"] == "Que semer en hiver ?"
    assert f'<link rel="canonical" href="{START}{path_of(post)}">' in html
    steps = [step["name"] for step in found["BreadcrumbList"]["itemListElement"]]
    assert steps == ["Pays Mornantais", "Blogs", "Un blog", "Semis d’hiver"]
    path = found["BreadcrumbList"]["itemListElement"][1]["item"].removeprefix(START)
    assert path == "/blogs/"


def test_an_event_tells_when_where_and_whether_it_was_called_off(
    a: Territory, browse: Browse
) -> None:
    event = make_event(
        a,
        title="Bal",
        starts_at=datetime(2026, 12, 4, 17, 30, tzinfo=UTC),
        ends_at=datetime(2026, 12, 4, 22, tzinfo=UTC),
        venue="Salle des fêtes",
        address="2 rue du Bal",
        town=towns(a)[0],
        point="45.6189, 4.6712",
        organiser="Les Lutins",
        status=Event.Status.CANCELLED,
    )
    found = graph(head(browse(a), path_of(event)))["Event"]
    assert found["startDate"] == "2026-12-04T18:30:00+01:00"
    assert found["endDate"] == "2026-12-04T23:00:00+01:00"
    assert found["eventStatus"] == "https://schema.org/EventCancelled"
    assert found["organizer"]["name"] == "Les Lutins"
    place = found["location"]
    assert place["name"] == "Salle des fêtes"
    assert place["address"]["streetAddress"] == "2 rue du Bal"
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 45.6189, "longitude": 4.6712}


def test_an_event_of_whole_days_tells_days(a: Territory, browse: Browse) -> None:
    start = datetime(2026, 12, 4, 23, 30, tzinfo=UTC)
    event = make_event(a, starts_at=start, ends_at=None, all_day=True)
    found = graph(head(browse(a), path_of(event)))["Event"]
    assert found["startDate"] == "2026-12-05"
    assert found["eventStatus"].endswith("EventScheduled")
    assert not {"endDate", "organizer", "location"} & found.keys()


def test_a_blog_a_group_and_a_home_tell_what_they_are(a: Territory, browse: Browse) -> None:
    author = with_role(Role.REFERENT, (a,), make_member(a, name="Ana"))
    blog = make_blog(a, title="Au jardin", description="Des semis.", owner=author)
    school = make_group(a, title="École du bourg", group_kind="school")
    collective = make_group(a, title="Les Lutins", group_kind="association")
    client = browse(a)
    assert graph(head(client, path_of(blog)))["Blog"]["author"]["name"] == "Ana"
    assert graph(head(client, path_of(school)))["School"]["name"] == "École du bourg"
    assert graph(head(client, path_of(collective)))["Organization"]["name"] == "Les Lutins"
    home = graph(head(client, "/"))
    assert home["WebSite"]["name"] == home["Organization"]["name"] == "Pays Mornantais"
    assert "BreadcrumbList" not in home
    assert home["WebSite"]["url"] == f"{START}/"


def test_a_page_without_a_picture_is_shown_with_the_drawing_of_its_theme(
    a: Territory, browse: Browse
) -> None:
    html = head(browse(a), path_of(make_poll(a)))
    picture = told(html)["og:image"]
    assert re.fullmatch(rf"{START}/static/theming/themes/\w+/share(\.\w+)?\.png", picture)
    assert told(html)["og:type"] == "website"


@pytest.mark.parametrize("name", PRESETS)
def test_every_theme_has_its_drawings_for_telephones_and_networks(name: str) -> None:
    for file in ("icon-192.png", "icon-512.png", "share.png"):
        assert finders.find(f"theming/themes/{name}/{file}"), (
            f"Run bin/draw_theme_pictures.py: {name}/{file} is missing."
        )


def test_nothing_that_people_write_leaves_the_script(a: Territory, browse: Browse) -> None:
    mean = "</script><script>alert(1)</script> & <!-- \u2028 \" '"
    event = make_event(a, title=mean, organiser=mean, venue=mean, introduction=mean)
    html = head(browse(a), path_of(event))
    found = graph(html)["Event"]
    assert found["name"] == found["organizer"]["name"] == mean
    assert html.count("</script>") == html.count("<script")
    assert "<script>alert" not in html
    assert told(html)["og:title"] == mean


def test_lists_have_one_address_a_page(a: Territory, browse: Browse) -> None:
    blog = make_blog(a)
    for number in range(21):
        make_post(a, title=f"Numéro {number}", blog=blog)
    town, client = towns(a)[0], browse(a)
    for path, canonical in {
        "/blogs/": "/blogs/",
        "/blogs/?page=2": "/blogs/?page=2",
        f"/agenda/?commune={town.code}": "/agenda/",
        "/agenda/?quand=passe": "/agenda/?quand=passe",
        "/blogs/?liste=blogs&page=1": "/blogs/?liste=blogs",
        "/?utm_source=x": "/",
    }.items():
        assert f'<link rel="canonical" href="{START}{canonical}">' in head(client, path)


def test_a_page_describes_itself_even_when_nobody_did(a: Territory, browse: Browse) -> None:
    page = make_standard_page(a, title="Qui sommes-nous ?")
    assert told(head(browse(a), path_of(page)))["description"] == (
        "Qui sommes-nous ?, Pays Mornantais"
    )
    said = make_standard_page(a, search_description="Pour les moteurs", introduction="Bonjour")
    assert told(head(browse(a), path_of(said)))["description"] == "Pour les moteurs"


def test_a_picture_costs_a_page_three_queries_at_most(a: Territory, browse: Browse) -> None:
    client, town = browse(a), towns(a)[0]
    plain = make_post(a, owner=make_member(a), town=town)
    shown = make_post(
        a,
        owner=make_member(a),
        town=town,
        picture=make_image(a),
        first_published_at=timezone.now(),
    )
    assert queries(client, path_of(shown)) - queries(client, path_of(plain)) <= 3
