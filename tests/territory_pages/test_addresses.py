"""Addresses: which a page may take, and which it keeps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import get_resolver

from agenda.models import Agenda, Event
from site_core.kernel import territories
from site_core.kernel.addresses import page_path
from site_core.kernel.models import Territory
from territory_pages.models import REQUIRED, RESERVED, HomePage, StandardPage
from territory_pages.required_pages import required_pages
from tests.factories import make_event, make_group, make_post, make_standard_page
from tests.factories.pages import section
from tests.measure import path_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_no_page_takes_an_address_of_the_site(a: Territory, slug: str) -> None:
    with pytest.raises(ValidationError, match=r"slug|" + slug):
        make_standard_page(a, slug=slug)
    assert not StandardPage.objects.filter(path__startswith=a.site.root_page.path, slug=slug)


def test_every_view_and_every_language_has_its_word_reserved(a: Territory) -> None:
    paths = {str(pattern.pattern).split("/")[0] for pattern in get_resolver().url_patterns}
    patterns = [
        str(below.pattern)
        for pattern in get_resolver().url_patterns
        for below in getattr(pattern, "url_patterns", [])
        if not str(pattern.pattern)
    ]
    words = {path.split("/")[0] for path in [*paths, *patterns]}
    slugs = {word for word in words if word.isidentifier() or "-" in word}
    taken = {slug for slug in slugs if slug.replace("-", "").isalnum()}
    assert taken <= RESERVED | REQUIRED, taken - RESERVED - REQUIRED
    assert {code for code, _name in settings.LANGUAGES} <= RESERVED


def test_the_required_pages_are_those_that_keep_their_address(a: Territory) -> None:
    assert {page.slug for page in required_pages(a)} == REQUIRED


@pytest.mark.parametrize("slug", ["mois", "proposer"])
def test_no_event_takes_an_address_of_the_agenda(a: Territory, slug: str) -> None:
    with pytest.raises(ValidationError, match=slug):
        make_event(a, slug=slug)


def test_no_group_takes_the_address_of_the_form_that_registers_one(a: Territory) -> None:
    with pytest.raises(ValidationError, match="inscrire"):
        make_group(a, slug="inscrire")


def test_a_title_that_is_a_reserved_word_gets_another_address(a: Territory) -> None:
    agenda = section(a, Agenda)
    with territories.enter(a):
        event = Event(title="Mois", starts_at="2026-12-01T10:00Z", locale=agenda.locale)
        event.clean_fields(exclude=["path", "depth", "slug", "content_type", "over_at"])
        agenda.add_child(instance=event)
    assert event.slug == "mois-2"


@pytest.mark.parametrize("slug", ["agenda", "charte"])
def test_a_section_and_a_required_page_keep_their_address(a: Territory, slug: str) -> None:
    with territories.enter(a):
        page = a.site.root_page.get_children().get(slug=slug).specific
        page.slug = "ailleurs"
        with pytest.raises(ValidationError, match=slug):
            page.save()
        page.refresh_from_db()
        page.title = "Un autre titre"
        page.save()
    assert page.slug == slug


def test_a_draft_is_refused_a_reserved_address_too(a: Territory) -> None:
    with pytest.raises(ValidationError, match="recherche"):
        make_standard_page(a, slug="recherche", live=False)


def test_the_address_of_a_page_costs_no_query_and_is_the_one_that_answers(
    a: Territory,
    browse: Callable[..., Client],
    django_assert_num_queries: Any,
) -> None:
    post = make_post(a)
    home = a.home_of(post)
    with django_assert_num_queries(0):
        path = page_path(post, home)
    assert path == path_of(post)
    assert browse(a).get(path).status_code == 200
    assert page_path(HomePage.objects.get(pk=home.pk), home) == "/"


def test_no_address_is_made_up_for_a_neighbour_s_page(a: Territory, b: Territory) -> None:
    with pytest.raises(ValueError, match="does not stand"):
        page_path(make_post(b), a.homes[0])
