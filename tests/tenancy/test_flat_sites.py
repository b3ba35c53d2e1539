"""The address of a plain page costs the same with ten sites and with two thousand."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import wagtail
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin.views.pages.listing import GenericPageFilterSet, PageFilterSet
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.forms import SitePermissionForm
from wagtail.models import Locale, Page, Site

from agenda.models import Event
from site_core.kernel import flat_sites
from site_core.kernel.models import Territory
from tests.factories.sites import add_home, add_page, add_sites, queries, same_with_many_sites

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.urls(__name__)]


urlpatterns = i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False)
WAGTAIL = Path(wagtail.__file__).parent


@pytest.fixture(autouse=True)
def bare_wagtail(settings: Any) -> None:
    """Public addresses without a port, and nothing but the sites that a test makes."""
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT = "https", 443
    Site.objects.filter(hostname="localhost").delete()  # the one Wagtail is born with


@pytest.fixture
def place() -> Page:
    """A page in a site of its own, among ten sites."""
    add_sites(9)
    home = add_home("grigny")
    Site.objects.create(hostname="grigny.test", port=80, root_page=home)
    return add_page(home, "marche")


def fresh(page: Page) -> Page:
    return Page.objects.get(pk=page.pk)


def request_on(host: str, **extra: Any) -> HttpRequest:
    return RequestFactory().get("/", headers={"host": host}, **extra)


@pytest.mark.parametrize("attribute", ["url", "full_url"])
def test_an_address_without_a_request_costs_one_query_whatever_the_number_of_sites(
    place: Page, attribute: str
) -> None:
    pages = iter([fresh(place) for _ in range(3)])
    assert same_with_many_sites(lambda: getattr(next(pages), attribute)) == 1
    assert getattr(place, attribute) == "https://grigny.test/marche/"


def test_the_addresses_of_a_request_cost_two_queries_in_all(place: Page) -> None:
    pages = [fresh(place) for _ in range(20)]

    def addresses() -> list[str]:
        request = request_on("grigny.test")
        return [page.get_url(request) for page in pages]

    assert same_with_many_sites(addresses) == 2  # the site of the host, the home of the page
    assert set(addresses()) == {"/marche/"}


def test_pages_that_get_no_request_share_one_lookup_while_remembering(place: Page) -> None:
    pages = [fresh(place) for _ in range(20)]

    def addresses() -> list[str]:
        with flat_sites.remembering():
            return [page.full_url for page in pages]

    for page in pages:
        assert "homes" not in vars(page)
    assert queries(addresses) == 1


def test_remembering_keeps_a_bounded_number_of_homes(
    place: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flat_sites, "MOST_HOMES", 3)
    with flat_sites.remembering():
        for home in Page.objects.filter(sites_rooted_here__isnull=False):
            assert home.full_url
        assert len(flat_sites._memory.get() or ()) <= 3


def test_a_link_to_another_site_carries_its_host_and_one_to_our_own_does_not(place: Page) -> None:
    other = Page.objects.filter(sites_rooted_here__hostname__startswith="home-").first()
    request = request_on("grigny.test:8000")
    assert place.get_url(request) == "/marche/"
    assert other.get_url(request) == f"http://{other.slug}.test:8000/"
    assert place.get_full_url(request) == "http://grigny.test:8000/marche/"
    assert place.get_url(request_on("nobody.test")) == "http://grigny.test/marche/"


def test_whoever_walks_through_the_root_paths_of_all_sites_finds_none(place: Page) -> None:
    assert queries(lambda: list(Site.get_site_root_paths())) == 0
    assert not list(Site.get_site_root_paths())


@pytest.mark.parametrize(
    ("scheme", "port", "address"),
    [
        ("https", 443, "https://grigny.test/marche/"),
        ("http", 80, "http://grigny.test/marche/"),
        ("http", 8000, "http://grigny.test:8000/marche/"),
        ("https", 80, "https://grigny.test:80/marche/"),
    ],
)
def test_the_port_of_a_site_is_never_the_public_port(
    place: Page, settings: Any, scheme: str, port: int, address: str
) -> None:
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT = scheme, port
    site = Site.objects.get(hostname="grigny.test")
    site.port = 8443
    site.save()
    assert fresh(place).full_url == address
    assert f"{site.root_url}/marche/" == address


def test_a_request_that_came_through_no_network_gives_public_addresses(place: Page) -> None:
    assert place.get_full_url(RequestFactory().get("/", SERVER_PORT=81)).startswith(
        "https://grigny.test/"
    )


def test_a_secure_request_gives_secure_addresses(place: Page) -> None:
    assert place.get_full_url(request_on("grigny.test", secure=True)).startswith(
        "https://grigny.test/"
    )


def test_the_site_of_a_request_is_the_one_of_its_host_and_nothing_else(place: Page) -> None:
    home = place.get_parent()
    Site.objects.create(hostname="default.test", root_page=home, is_default_site=True)
    for host in ("grigny.test", "GRIGNY.test:8123", "grigny.test."):
        assert Site.find_for_request(request_on(host)).hostname == "grigny.test"
    for host in ("unknown.test", "", "a b", "grigny.test.evil.test"):
        assert Site.find_for_request(request_on(host)) is None


def test_finding_the_site_of_a_request_is_one_query(place: Page) -> None:
    def find() -> Site:
        return Site.find_for_request(request_on("grigny.test")).root_page.slug

    assert same_with_many_sites(find) == 1


def test_a_translated_home_serves_its_language_under_a_prefix_of_the_same_host(
    place: Page,
) -> None:
    english = Locale.objects.get_or_create(language_code="en")[0]
    home = place.get_parent().copy_for_translation(english)
    page = place.copy_for_translation(english)
    assert home.slug != "grigny"
    assert home.depth == 2
    translations = iter([fresh(page) for _ in range(3)])
    assert same_with_many_sites(lambda: next(translations).url) == 1
    assert page.full_url == "https://grigny.test/en/marche/"
    assert home.get_url(request_on("grigny.test")) == "/en/"
    assert place.full_url == "https://grigny.test/marche/"
    assert home.get_site() == Site.objects.get(hostname="grigny.test")
    assert home.is_site_root()


def test_two_sites_with_the_same_home_each_keep_their_visitors(place: Page) -> None:
    home = place.get_parent()
    Site.objects.create(hostname="zone.test", root_page=home)
    Site.objects.create(hostname="alias.test", root_page=home)
    assert fresh(place).full_url == "https://alias.test/marche/"  # first in the alphabet
    for host in ("grigny.test", "alias.test", "zone.test"):
        assert place.get_url(request_on(host)) == "/marche/"
        assert place.get_full_url(request_on(host)) == f"http://{host}/marche/"


def test_a_renamed_host_shows_at_once(place: Page) -> None:
    with flat_sites.remembering():
        assert fresh(place).full_url == "https://grigny.test/marche/"
        site = Site.objects.get(hostname="grigny.test")
        site.hostname = "grigny-rhone.test"
        site.save()
        assert fresh(place).full_url == "https://grigny-rhone.test/marche/"
    assert fresh(place).full_url == "https://grigny-rhone.test/marche/"


def test_a_home_renamed_in_a_block_that_remembers_keeps_its_address(place: Page) -> None:
    with flat_sites.remembering():
        assert fresh(place).full_url == "https://grigny.test/marche/"
        home = place.get_parent().specific
        home.slug = "grigny-rhone"
        home.save()
        assert fresh(place).full_url == "https://grigny.test/marche/"


def test_a_site_added_or_taken_away_shows_at_once_and_slows_nobody(place: Page) -> None:
    home = add_home("nouveau")
    page = add_page(home, "fete")
    with flat_sites.remembering():
        assert page.full_url is None
        assert place.full_url == "https://grigny.test/marche/"
        site = Site.objects.create(hostname="nouveau.test", root_page=home)
        assert page.full_url == "https://nouveau.test/fete/"
        assert queries(lambda: fresh(place).full_url) == 2  # the page, and its home once more
        site.delete()
        assert fresh(page).full_url is None


def test_bulk_loaded_sites_show_at_once(place: Page) -> None:
    with flat_sites.remembering():
        assert place.full_url
        add_sites(1)
        newest = Page.objects.filter(sites_rooted_here__isnull=False).order_by("path").last()
        assert newest.full_url == f"https://{newest.slug}.test/"


def test_the_root_and_pages_of_no_site_have_no_address(place: Page) -> None:
    root = Page.get_first_root_node()
    assert queries(root.get_url_parts) == 0
    assert root.full_url is None
    assert root.get_site() is None
    assert Page(slug="unsaved").full_url is None
    assert add_home("terrain").url is None


def test_the_lookup_of_a_home_and_of_a_host_use_indexes(place: Page) -> None:
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as captured:
        flat_sites._sites_of_home("grigny")
        Site.find_for_request(request_on("grigny.test"))
        statements = [query["sql"] for query in captured]
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        for statement in statements:
            explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
            cursor.execute(f"{explain} {statement}")
            plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
            assert not re.search(r"Seq Scan|\bSCAN\b(?! .*INDEX)", plan), plan


@pytest.mark.parametrize("filterset", [PageFilterSet, GenericPageFilterSet])
def test_no_filter_lists_sites_or_people(filterset: Any) -> None:
    class Below(filterset):
        pass

    for each in (filterset, Below):
        assert not {"site", "owner", "edited_by"} & set(each.base_filters)
    assert "has_child_pages" in filterset.base_filters


def test_sites_are_given_to_a_group_by_typing_host_names(place: Page) -> None:
    field = SitePermissionForm.base_fields["sites"]
    site = Site.objects.get(hostname="grigny.test")
    assert field.prepare_value([site]) == "grigny.test"
    assert list(field.clean(" Grigny.test\n")) == [site]
    assert list(field.clean("")) == []
    with pytest.raises(ValidationError, match=r"nulle-part\.test"):
        field.clean("grigny.test\nnulle-part.test")


def test_a_typed_host_name_is_a_site_or_a_clear_refusal(place: Page) -> None:
    field = flat_sites.SiteField()
    site = Site.objects.get(hostname="grigny.test")
    assert field.clean(" GRIGNY.test ") == field.clean(site.pk) == site
    assert field.prepare_value(site.pk) == "grigny.test"
    assert field.prepare_value("typ") == "typ"
    assert flat_sites.SiteField(required=False).clean("") is None
    for typed in ("nulle-part.test", "999999999999999999999", "²", "\x00"):
        with pytest.raises(ValidationError):
            field.clean(typed)


def test_a_form_refuses_a_site_that_could_not_be_found(place: Page) -> None:
    site = Site(hostname="Grigny.test", port=81, root_page=place, is_default_site=True)
    with pytest.raises(ValidationError) as refused:
        site.full_clean()
    assert set(refused.value.message_dict) == {"hostname", "root_page", "is_default_site"}
    Site(hostname="libre.test", root_page=add_home("libre")).full_clean()
    Site.objects.get(hostname="grigny.test").full_clean()


def test_a_home_below_the_first_level_has_no_address_and_a_check_says_so(place: Page) -> None:
    assert [found.id for found in flat_sites.check_sites(databases=["default"])] == []
    Site.objects.create(hostname="deep.test", root_page=place)
    Site.objects.create(hostname="grigny.test", port=81, root_page=place.get_parent())
    Site.objects.filter(hostname="home-1.test").update(is_default_site=True)
    found = {message.id: str(message) for message in flat_sites.check_sites(databases=["default"])}
    assert "deep.test" in found.pop("kikalu.E102")
    assert "grigny.test, grigny.test" in found.pop("kikalu.E103")
    assert set(found) <= {"kikalu.W101"}


def test_the_installed_wagtail_is_the_one_the_patches_were_written_for() -> None:
    assert flat_sites.check_pins() == []


def test_a_change_in_wagtail_stops_the_checks_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = "wagtail.models:AbstractPage.get_url"
    monkeypatch.setitem(flat_sites.PINS, name, "another")
    (error,) = flat_sites.check_pins()
    assert name in error.msg
    assert flat_sites.digest(name) in error.hint


def test_patching_twice_changes_nothing(place: Page) -> None:
    before = {name: vars(Site)[name] for name in ("_find_for_request", "clean")}
    flat_sites.apply()
    flat_sites.apply()
    assert vars(Site)["clean"] is before["clean"]
    assert vars(Site)["_find_for_request"].__func__ is before["_find_for_request"].__func__
    assert fresh(place).full_url == "https://grigny.test/marche/"


def sources() -> Iterator[tuple[str, str]]:
    for file in WAGTAIL.rglob("*.py"):
        name = file.relative_to(WAGTAIL).as_posix()
        if not re.search(r"(^|/)tests?(/|\.py|_)|migrations/|project_template/", name):
            yield name, file.read_text()


def test_wagtail_asks_for_all_sites_nowhere_else_than_where_it_did() -> None:
    asked = Counter(
        name
        for name, source in sources()
        for _ in re.finditer(
            r"Site\.objects\.(all|first|order_by|select_related)\(|"
            r"Site\.get_site_root_paths\(",
            source,
        )
    )
    assert asked == {
        "admin/views/chooser.py": 2,  # patched
        "admin/views/pages/listing.py": 1,  # dropped
        "admin/views/reports/page_types_usage.py": 2,  # hidden
        "contrib/redirects/filters.py": 1,  # dropped
        "contrib/redirects/forms.py": 2,  # patched
        "contrib/redirects/models.py": 1,  # finds none
        "contrib/redirects/signal_handlers.py": 1,  # finds none
        "contrib/redirects/views.py": 1,  # finds none
        "contrib/settings/forms.py": 1,  # patched
        "contrib/sitemaps/sitemap_generator.py": 1,  # the default site: there is none
        "images/views/images.py": 1,  # hidden
        "models/pages.py": 3,  # patched; two of them are comments
        "models/sites.py": 1,  # replaced
        "permission_policies/sites.py": 2,  # lazy; walked through by the patched settings view only
    }


def test_renaming_or_moving_a_page_leaves_a_redirect(
    place: Page, django_capture_on_commit_callbacks: Any
) -> None:
    section = add_page(place.get_parent(), "section")
    below = add_page(place, "stand")
    with django_capture_on_commit_callbacks(execute=True):
        place.refresh_from_db()
        place.slug = "halle"
        place.save()
    with django_capture_on_commit_callbacks(execute=True):
        fresh(place).move(fresh(section), pos="last-child")
    site = Site.objects.get(hostname="grigny.test")
    assert set(Redirect.objects.values_list("site", "old_path", "redirect_page")) == {
        (site.pk, "/marche", place.pk),
        (site.pk, "/marche/stand", below.pk),
        (site.pk, "/halle", place.pk),
        (site.pk, "/halle/stand", below.pk),
    }
    with flat_sites.remembering():
        assert Redirect.objects.first().link.startswith("https://grigny.test/section/halle/")


def test_a_redirect_of_all_sites_walks_through_none(place: Page) -> None:
    assert Redirect(old_path="/vieux").old_links() == set()
    site = Site.objects.get(hostname="grigny.test")
    assert Redirect(old_path="/vieux", site=site).old_links() == {"https://grigny.test/vieux"}


def test_a_page_is_found_by_its_slug_or_its_kind_without_reading_the_others(place: Page) -> None:
    home = place.get_parent()
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, "wagtailcore_page")
    assert indexes["kernel_page_slug_path"]["columns"] == ["slug", "path"]
    assert indexes["kernel_page_type_path"]["columns"] == ["content_type_id", "path"]
    if connection.vendor == "sqlite":
        assert "kernel_page_slug_path" in home.get_children().filter(slug="blogs").explain()


def test_the_events_of_a_territory_are_found_without_reading_its_posts(a: Territory) -> None:
    plan = Event.objects.in_territory(a).explain()
    assert "content_type_id" in plan
    if connection.vendor == "sqlite":
        assert "kernel_page_type_path" in plan
