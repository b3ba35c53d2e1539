"""The map and its list: what has a place here, and no more precisely than its author said."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client, override_settings
from wagtail.models import PageViewRestriction

from site_core.kernel import map_points, scoping
from site_core.kernel.models import District, Territory, Town
from territory_pages.map_views import IN_A_TOWN
from territory_pages.services import translate_home
from tests.factories import (
    make_blog,
    make_event,
    make_group,
    make_poll,
    make_post,
    make_standard_page,
    make_text,
)
from tests.measure import path_of, queries
from tests.territory_pages.test_languages import in_english

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
START = "http://a.localhost"
MAKERS = [
    pytest.param("blog", make_blog, id="blog"),
    pytest.param("post", make_post, id="post"),
    pytest.param("event", make_event, id="event"),
    pytest.param("group", make_group, id="group"),
    pytest.param("text", make_text, id="text"),
    pytest.param("poll", make_poll, id="poll"),
]
each_kind = pytest.mark.parametrize(("kind", "make"), MAKERS)


@pytest.fixture
def town(a: Territory) -> Town:
    """A commune whose place is known."""
    with scoping.scope(a):
        return Town.objects.exclude(latitude=None).first()


def features(client: Client, path: str = "/carte.geojson") -> list[dict[str, Any]]:
    """The points, as any program reads them."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/geo+json"
    found = response.json()
    assert found["type"] == "FeatureCollection"
    return found["features"]


def titles(client: Client, path: str = "/carte.geojson") -> list[str]:
    """The titles of the points."""
    return [feature["properties"]["title"] for feature in features(client, path)]


@each_kind
def test_what_has_only_a_commune_stands_in_the_middle_of_it(
    kind: str, make: Any, town: Town, a: Territory, browse: Browse
) -> None:
    with scoping.scope(a):
        district = District.objects.create(town=town, name="Le Bourg", slug="le-bourg")
    page = make(a, title="Ici", town=town, district=district)
    (feature,) = features(browse(a))
    assert feature["id"] == f"{kind}-{page.pk}"
    longitude, latitude = feature["geometry"]["coordinates"]
    assert (longitude, latitude) == pytest.approx((town.longitude, town.latitude), abs=0.001)
    told = feature["properties"]
    assert (told["kind"], told["precision"]) == (kind, "commune")
    assert told["url"] == f"{START}{path_of(page)}"
    assert told["place"] == f"Le Bourg, {town.name}"
    assert bool(told["when"]) is (kind in {"event", "poll"})


@each_kind
def test_a_point_is_shown_where_its_author_set_it(
    kind: str, make: Any, a: Territory, town: Town, browse: Browse
) -> None:
    make(a, town=town, point="45.61893, 4.67127")
    (feature,) = features(browse(a))
    assert feature["properties"]["precision"] == "point"
    expected = [4.671, 45.619] if kind == "blog" else [4.67127, 45.61893]
    assert feature["geometry"]["coordinates"] == expected


@each_kind
def test_what_has_no_place_is_not_on_the_map(
    kind: str, make: Any, a: Territory, browse: Browse
) -> None:
    make(a)
    make_standard_page(a)
    assert features(browse(a)) == []
    html = browse(a).get("/carte/").content.decode()
    assert 'class="empty"' in html
    assert "data-atlas" not in html


@each_kind
def test_what_is_in_a_commune_of_unknown_position_is_in_the_list_and_counted(
    kind: str, make: Any, a: Territory, browse: Browse
) -> None:
    with scoping.scope(a):
        nowhere = Town.objects.first()
        nowhere.latitude = nowhere.longitude = None
        nowhere.save()
    page = make(a, title="Au bout du monde", town=nowhere)
    assert features(browse(a)) == []
    html = browse(a).get("/carte/").content.decode()
    assert f'data-kind="{kind}" data-id="{page.pk}"' in html
    assert "Nous ne savons pas où se trouvent" in html
    assert "data-atlas" not in html
    with scoping.scope(a):
        elsewhere = Town.objects.exclude(latitude=None).first()
    make(a, town=elsewhere)
    html = browse(a).get("/carte/").content.decode()
    assert "1 publication est dans une commune dont nous ignorons la position" in html
    assert "data-atlas" in html


@each_kind
def test_the_map_holds_nothing_of_others_unpublished_or_kept(
    kind: str, make: Any, a: Territory, b: Territory, town: Town, browse: Browse
) -> None:
    with scoping.scope(b):
        theirs = Town.objects.exclude(latitude=None).first()
    make(a, title="Visible", town=town)
    make(a, title="Brouillon", town=town, live=False)
    kept = make(a, title="Gardé", town=town)
    PageViewRestriction.objects.create(page=kept, restriction_type="login")
    make(b, title="Canari", town=theirs)
    assert titles(browse(a)) == ["Visible"]
    html = browse(a).get("/carte/").content.decode()
    assert "Visible" in html
    for word in ("Brouillon", "Gardé", "Canari", theirs.name):
        assert word not in html


def test_what_is_over_leaves_the_map(a: Territory, town: Town, browse: Browse) -> None:
    past = datetime(2020, 1, 1, tzinfo=UTC)
    make_event(a, title="Passé", town=town, starts_at=past)
    make_poll(a, title="Clos ?", town=town, opens_at=past, closes_at=past.replace(month=2))
    assert features(browse(a)) == []


def test_the_list_holds_all_that_the_map_shows(a: Territory, town: Town, browse: Browse) -> None:
    pages = [make(a, town=town) for make in (make_blog, make_post, make_event, make_group)]
    elsewhere = make_event(a, title="Sans commune", point="45.6, 4.6")
    client = browse(a)
    html = client.get("/carte/").content.decode()
    listed = html.partition('id="map-in-a-list"')[2]
    for page in (*pages, elsewhere):
        assert f'data-id="{page.pk}"' in listed
        assert f'<a href="{path_of(page)}">' in listed
    links = {f"{START}{link}" for link in re.findall(r'<span><a href="([^"]+)">', listed)}
    assert links == {feature["properties"]["url"] for feature in features(client)}
    assert ">Ailleurs<" in listed


def test_a_commune_with_much_to_say_has_a_page_for_all_of_it(
    a: Territory, town: Town, browse: Browse
) -> None:
    made = [make_event(a, town=town).pk for _number in range(IN_A_TOWN + 2)]
    client = browse(a)

    def listed(path: str) -> list[str]:
        return re.findall(
            r'<li data-kind="event" data-id="(\d+)"', client.get(path).content.decode()
        )

    assert len(listed("/carte/")) == IN_A_TOWN
    assert f"2 autres à {town.name}" in client.get("/carte/").content.decode()
    assert {int(number) for number in listed(f"/carte/?commune={town.code}")} == set(made)


def test_the_map_is_told_by_kind_and_by_commune(
    a: Territory, b: Territory, town: Town, browse: Browse
) -> None:
    with scoping.scope(a):
        other = Town.objects.exclude(latitude=None).exclude(pk=town.pk).first()
    make_event(a, title="Bal", town=town)
    make_group(a, title="Lutins", town=town)
    make_event(a, title="Foire", town=other)
    client = browse(a)
    assert set(titles(client, "/carte.geojson?type=evenement")) == {"Bal", "Foire"}
    assert set(titles(client, f"/carte.geojson?commune={town.code}")) == {"Bal", "Lutins"}
    path = f"?type=evenement&commune={town.code}"
    assert titles(client, f"/carte.geojson{path}") == ["Bal"]
    html = client.get(f"/carte/{path}").content.decode()
    (told,) = re.findall(r'<script id="atlas-data"[^>]*>(.*?)</script>', html)
    assert json.loads(told)["source"] == f"/carte.geojson{path}"
    with scoping.scope(b):
        theirs = Town.objects.first().code
    for asked in (f"commune={theirs}", "commune=x", "type=page", "type=x", "type=" + "9" * 99):
        for address in ("/carte/", "/carte.geojson"):
            assert client.get(f"{address}?{asked}").status_code == 404


def test_the_map_costs_the_same_with_one_or_many_points(
    a: Territory, town: Town, browse: Browse
) -> None:
    client = browse(a)
    makers = (make_blog, make_post, make_event, make_group, make_poll)
    for make in makers:
        make(a, town=town)
    few = {path: queries(client, path) for path in ("/carte/", "/carte.geojson")}
    for make in makers * 3:
        make(a, town=town)
    assert {path: queries(client, path) for path in few} == few
    assert max(few.values()) <= 10


def test_of_very_many_the_next_ones_are_shown(
    a: Territory, town: Town, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_points, "MOST", 3)
    for day in range(1, 6):
        when = datetime(2040, 1, day, 10, tzinfo=UTC)
        make_event(a, title=f"Le {day}", town=town, starts_at=when)
    assert titles(browse(a)) == ["Le 1", "Le 2", "Le 3"]


def test_the_map_is_drawn_before_any_script_runs(a: Territory, town: Town, browse: Browse) -> None:
    make_event(a, town=town)
    html = browse(a).get("/carte/").content.decode()
    assert "<svg viewBox" in html.partition("data-atlas")[2]
    assert 'href="/carte/"' in browse(a).get("/").content.decode()


def test_tiles_come_only_from_where_the_operator_says(
    a: Territory, town: Town, browse: Browse
) -> None:
    make_event(a, town=town)

    def tiles() -> str:
        html = browse(a).get("/carte/").content.decode()
        (told,) = re.findall(r'<script id="atlas-data"[^>]*>(.*?)</script>', html)
        return str(json.loads(told)["tiles"])

    assert not tiles()
    with override_settings(BASEMAP_URL="https://tiles.exemple.test/{z}/{x}/{y}.png"):
        assert tiles() == "https://tiles.exemple.test/{z}/{x}/{y}.png"


def test_leaflet_is_asked_for_on_the_map_alone(a: Territory, town: Town, browse: Browse) -> None:
    make_event(a, town=town)
    client = browse(a)
    assert "leaflet" in client.get("/carte/").content.decode()
    for path in ("/", "/agenda/", "/blogs/"):
        assert "leaflet" not in client.get(path).content.decode()


def test_points_that_did_not_change_are_not_sent_again(
    a: Territory, town: Town, browse: Browse
) -> None:
    client = browse(a)
    make_event(a, town=town)
    known = client.get("/carte.geojson")["ETag"]
    again = client.get("/carte.geojson", headers={"if-none-match": known})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post("/carte/").status_code == 405


def test_the_map_speaks_the_languages_of_the_place(
    a: Territory,
    town: Town,
    browse: Browse,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    event = make_event(a, title="Bal", town=town)
    with django_capture_on_commit_callbacks(execute=True):
        translate_home(territory=a, language="en")
    in_english(a, event, "Ball")
    client = browse(a)
    for start, title, other in (("/", "Bal", "/en/carte/"), ("/en/", "Ball", "/carte/")):
        assert titles(client, f"{start}carte.geojson") == [title]
        html = client.get(f"{start}carte/").content.decode()
        assert f"{start}carte.geojson" in html
        assert f'href="{other}" hreflang' in html
        assert f'href="{START}{other}">' in html
        assert f'href="{start}carte/"' in client.get(start).content.decode()
