"""What the people of a group wrote together."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from members.models import CitizenGroup
from messaging.services import post_comment
from site_core.kernel import territories
from site_core.kernel.models import Territory
from tests.factories import make_editor, make_group, make_member, make_text
from tests.measure import path_of, queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


@pytest.fixture
def group(a: Territory) -> CitizenGroup:
    """A group that writes."""
    return make_group(a, title="Les amis du lavoir", slug="les-amis", group_kind="association")


def test_a_text_stands_among_those_of_its_group_and_is_signed_by_it(
    a: Territory, group: CitizenGroup, browse: Browse
) -> None:
    text = make_text(a, title="Notre charte", slug="charte", group=group, writers="douze voisins")
    other = make_text(a, title="Notre bilan", slug="bilan", group=group)
    assert path_of(text) == "/groupes/les-amis/textes/charte/"
    page = browse(a).get("/groupes/les-amis/textes/charte/")
    html = page.content.decode()
    assert page.status_code == 200
    assert f'data-kind="text" data-id="{text.pk}"' in html
    assert "Écrit à plusieurs par douze voisins" in html
    assert 'href="/groupes/les-amis/"' in html
    assert f'href="{path_of(other)}"' in html
    assert '"@type": "Organization"' in html or '"@type":"Organization"' in html
    shown = browse(a).get("/groupes/les-amis/").content.decode()
    assert f'href="{path_of(text)}"' in shown


@pytest.mark.parametrize(
    "path",
    ["/groupes/les-amis/charte/", "/groupes/les-amis/textes/", "/groupes/les-amis/textes/rien/"],
)
def test_it_has_one_address(a: Territory, group: CitizenGroup, browse: Browse, path: str) -> None:
    make_text(a, slug="charte", group=group)
    assert browse(a).get(path).status_code == 404


def test_a_group_that_changes_its_address_takes_its_texts_along(
    a: Territory,
    group: CitizenGroup,
    browse: Browse,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    text = make_text(a, slug="charte", group=group)
    with django_capture_on_commit_callbacks(execute=True), territories.enter(a):
        group.slug = "le-lavoir"
        group.save_revision().publish()
        text.refresh_from_db()
    assert path_of(text) == "/groupes/le-lavoir/textes/charte/"
    assert browse(a).get(path_of(text)).status_code == 200
    assert Redirect.objects.filter(old_path="/groupes/les-amis/textes/charte").exists()


def test_a_text_that_changes_its_name_keeps_its_place(
    a: Territory, group: CitizenGroup, browse: Browse
) -> None:
    text = make_text(a, slug="charte", group=group)
    with territories.enter(a):
        text.slug = "notre-charte"
        text.save_revision().publish()
    assert path_of(Page.objects.get(pk=text.pk)) == "/groupes/les-amis/textes/notre-charte/"


def test_the_neighbour_has_nothing_of_it(
    a: Territory, b: Territory, group: CitizenGroup, browse: Browse
) -> None:
    text = make_text(a, title="Canari", slug="charte", group=group)
    theirs = make_group(b, title="Ailleurs", slug="les-amis")
    assert browse(b).get(path_of(text)).status_code == 404
    assert "Canari" not in browse(b).get(path_of(theirs)).content.decode()


def test_a_draft_is_shown_to_nobody(a: Territory, group: CitizenGroup, browse: Browse) -> None:
    draft = make_text(a, title="Brouillon", group=group, live=False)
    assert browse(a).get(path_of(draft)).status_code == 404
    assert "Brouillon" not in browse(a).get("/groupes/les-amis/").content.decode()


def test_members_answer_it(a: Territory, group: CitizenGroup, browse: Browse) -> None:
    text = make_text(a, group=group)
    with territories.enter(a):
        post_comment(page=text, author=make_member(a), text="Bien dit.")
    assert "Bien dit." in browse(a).get(path_of(text)).content.decode()


def test_an_editor_writes_one_in_the_admin(
    a: Territory, group: CitizenGroup, browse: Browse
) -> None:
    form = reverse("wagtailadmin_pages:add", args=["blog", "collectivetext", group.pk])
    page = browse(a, make_editor(a)).get(form)
    assert page.status_code == 200
    assert "Qui l’a écrit" in page.content.decode()


def test_a_group_costs_the_same_with_one_text_and_with_many(
    a: Territory, group: CitizenGroup, browse: Browse
) -> None:
    text, _other = make_text(a, group=group), make_text(a, group=group)
    client, paths = browse(a), ("/groupes/les-amis/", path_of(text))
    few = [queries(client, path) for path in paths]
    for number in range(4):
        make_text(a, title=f"Texte {number}", group=group)
    assert [queries(client, path) for path in paths] == few
