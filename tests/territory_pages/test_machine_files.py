"""What search engines and telephones ask every site for."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import PageViewRestriction

from site_core.kernel import scoping, territories
from site_core.kernel.models import Territory
from territory_pages import machine_files
from territory_pages.services import translate_home
from tests.factories import make_blog, make_event, make_image, make_post, make_standard_page
from tests.measure import path_of, queries
from tests.territory_pages.test_languages import in_english
from theming.models import Theme
from theming.services import apply_theme

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def tree(client: Client, path: str = "/sitemap.xml") -> ET.Element:
    """The list of pages."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return ET.fromstring(response.content)  # noqa: S314 - our own answer


def addresses(client: Client, path: str = "/sitemap.xml") -> list[str]:
    """The addresses of the list."""
    return [found.text or "" for found in tree(client, path).iter(f"{SITEMAP}loc")]


def test_search_engines_are_given_every_page_that_a_visitor_may_read(
    a: Territory, browse: Browse
) -> None:
    post = make_post(a)
    client = browse(a)
    found = addresses(client)
    for path in ("/", "/agenda/", "/blogs/", "/charte/", "/carte/", path_of(post)):
        assert f"http://a.localhost{path}" in found
    assert len(found) == len(set(found))
    for address in found:
        assert client.get(address.removeprefix("http://a.localhost")).status_code == 200


def test_search_engines_are_told_when_a_page_changed(a: Territory, browse: Browse) -> None:
    with territories.enter(a):
        make_post(a).save_revision().publish()
    told = [found.text or "" for found in tree(browse(a)).iter(f"{SITEMAP}lastmod")]
    assert told
    for moment in told:  # https://www.w3.org/TR/NOTE-datetime
        assert timezone.is_aware(datetime.fromisoformat(moment))
        assert abs(timezone.now() - datetime.fromisoformat(moment)) < timedelta(hours=1)


def test_the_list_of_pages_holds_nothing_of_others_unpublished_or_kept(
    a: Territory, b: Territory, browse: Browse
) -> None:
    make_standard_page(a, slug="brouillon", live=False)
    kept = make_standard_page(a, slug="garde")
    PageViewRestriction.objects.create(page=kept, restriction_type="login")
    blog = make_blog(a, slug="blog-garde")
    PageViewRestriction.objects.create(page=blog, restriction_type="login")
    make_post(a, blog=blog, slug="sous-garde")
    make_post(b, slug="canari")
    text = "\n".join(addresses(browse(a)))
    for slug in ("brouillon", "garde", "canari", "b.localhost"):
        assert slug not in text


def test_each_language_of_a_page_names_the_others(
    a: Territory, browse: Browse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    event, alone = make_event(a), make_event(a)
    with django_capture_on_commit_callbacks(execute=True):
        translate_home(territory=a, language="en")
    version = in_english(a, event, "In English")
    named = {
        entry.findtext(f"{SITEMAP}loc"): {
            link.attrib["hreflang"]: link.attrib["href"] for link in entry.iter(f"{XHTML}link")
        }
        for entry in tree(browse(a)).iter(f"{SITEMAP}url")
    }
    both = {
        "fr": f"http://a.localhost{path_of(event)}",
        "en": f"http://a.localhost{path_of(version)}",
    }
    assert named[both["fr"]] == named[both["en"]] == both
    assert named["http://a.localhost/"] == {
        "fr": "http://a.localhost/",
        "en": "http://a.localhost/en/",
    }
    assert named[f"http://a.localhost{path_of(alone)}"] == {}
    assert named["http://a.localhost/carte/"]["en"] == "http://a.localhost/en/carte/"
    for address in named:
        path = address.removeprefix("http://a.localhost")
        assert browse(a).get(path).status_code == 200


def test_the_list_of_pages_costs_the_same_with_one_or_many(
    a: Territory, browse: Browse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    client = browse(a)
    few = queries(client, "/sitemap.xml")
    for _number in range(5):
        make_event(a)
    assert queries(client, "/sitemap.xml") == few <= 4
    with django_capture_on_commit_callbacks(execute=True):
        translate_home(territory=a, language="en")
    assert queries(browse(a), "/sitemap.xml") <= few + 1


def test_a_long_list_comes_in_numbered_files(
    a: Territory, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browse(a)
    whole = addresses(client)
    monkeypatch.setattr(machine_files, "PER_FILE", 5)
    files = addresses(client)
    assert files[0] == "http://a.localhost/sitemap.xml?page=1"
    assert len(files) == -(-len(whole) // 5)
    paths = [file.removeprefix("http://a.localhost") for file in files]
    assert [address for path in paths for address in addresses(client, path)] == whole
    for number in ("0", str(len(files) + 1), "un", "9" * 40, "²"):
        assert client.get(f"/sitemap.xml?page={number}").status_code == 404


def test_an_unchanged_list_is_not_sent_again(a: Territory, browse: Browse) -> None:
    client = browse(a)
    known = client.get("/sitemap.xml")["ETag"]
    assert client.get("/sitemap.xml", headers={"if-none-match": known}).status_code == 304
    make_event(a)
    assert client.get("/sitemap.xml", headers={"if-none-match": known}).status_code == 200


def rules(client: Client) -> RobotFileParser:
    """What search engines understand."""
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


def test_search_engines_leave_desks_and_forms_alone(
    a: Territory, browse: Browse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    response = browse(a).get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    found = rules(browse(a))
    assert found.site_maps() == ["http://a.localhost/sitemap.xml"]
    for path in ("/", "/agenda/bal/", "/blogs/", "/static/theming/kikalu.css", "/media/x.png"):
        assert found.can_fetch("*", path)
    for path in ("/admin/", "/compte/blog/", "/recherche/?q=x", "/connexion/"):
        assert not found.can_fetch("*", path)
    assert found.can_fetch("*", "/en/recherche/")
    with django_capture_on_commit_callbacks(execute=True):
        translate_home(territory=a, language="en")
    assert not rules(browse(a)).can_fetch("*", "/en/recherche/")


def test_the_network_site_names_no_list_of_pages(db: Any, browse: Browse) -> None:
    found = rules(browse())
    assert found.site_maps() is None
    assert not found.can_fetch("*", "/admin/")
    assert found.can_fetch("*", "/")
    assert browse().get("/sitemap.xml").status_code == 404


def test_a_telephone_keeps_the_place_in_its_own_colours(
    a: Territory, b: Territory, browse: Browse
) -> None:
    apply_theme(territory=b, preset="vignes")
    kept = {}
    for place in (a, b):
        response = browse(place).get("/manifest.webmanifest")
        assert response["Content-Type"] == "application/manifest+json"
        told = kept[place] = response.json()
        assert told["name"] == place.name
        assert [icon["sizes"] for icon in told["icons"]] == ["192x192", "512x512"]
        for icon in told["icons"]:
            file = finders.find(icon["src"].removeprefix("/static/"))
            with Image.open(file) as drawn:
                assert icon["sizes"] == "{}x{}".format(*drawn.size)
        for colour in ("background_color", "theme_color"):
            assert re.fullmatch("#[0-9a-f]{6}", told[colour])
    assert kept[a]["theme_color"] != kept[b]["theme_color"]
    html = browse(a).get("/").content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in html
    assert f'<link rel="apple-touch-icon" href="{kept[a]["icons"][0]["src"]}">' in html


def test_a_territory_s_own_logo_is_what_a_telephone_keeps(a: Territory, browse: Browse) -> None:
    with scoping.scope(a):
        theme = Theme.current()
        theme.logo = make_image(a)
        theme.save()
    (icon,) = browse(a).get("/manifest.webmanifest").json()["icons"]
    assert icon["src"].startswith("/media/")
    assert f'<link rel="apple-touch-icon" href="{icon["src"]}">' in (
        browse(a).get("/").content.decode()
    )
