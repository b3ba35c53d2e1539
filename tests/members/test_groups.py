"""Groups as visitors read them."""

from collections.abc import Callable

import pytest
from django.test import Client

from members.models import CitizenGroup
from site_core.kernel.models import Territory
from tests.factories import make_group
from tests.measure import path_of
from tests.territory_pages.test_lists import towns

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


def test_groups_are_listed_by_name(a: Territory, browse: Browse) -> None:
    for title in ("Vélo", "Amis", "École"):
        make_group(a, title=title)
    found = browse(a).get("/groupes/").context["listing"].cards
    assert sorted(card.title for card in found) == ["Amis", "Vélo", "École"]
    assert found[0].title == "Amis"


def test_a_group_says_what_it_is_where_it_is_and_how_to_reach_it(
    a: Territory, browse: Browse
) -> None:
    group = make_group(
        a,
        title="Les Amis du vélo",
        group_kind=CitizenGroup.Kind.SCHOOL,
        introduction="<b>Roulons</b>",
        contact="bonjour@velo.example",
        town=towns(a)[0],
        body=[("text", "<p>Réunion le <b>mardi</b></p>")],
    )
    html = browse(a).get(path_of(group)).content.decode()
    assert f'data-kind="group" data-id="{group.pk}"' in html
    assert html.count("<h1") == 1
    assert "#k-group" in html
    assert towns(a)[0].name in html
    assert 'href="mailto:bonjour@velo.example"' in html
    assert "&lt;b&gt;Roulons" in html
    assert "<b>mardi</b>" in html


def test_a_neighbour_s_group_is_not_here(a: Territory, b: Territory, browse: Browse) -> None:
    group = make_group(b, title="Canaris")
    page = browse(a).get(f"/groupes/{group.slug}/")
    assert page.status_code == 404
    assert "Canaris" not in page.content.decode()
