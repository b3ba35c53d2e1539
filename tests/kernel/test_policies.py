"""Who somebody is, and what that lets them do."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from wagtail.models import Site

from site_core.kernel import policies, scoping, territories
from site_core.kernel.models import Territory
from territory_pages.models import StandardPage
from tests.factories import make_editor, make_operator, make_post, make_referent
from tests.screens import editor_fields

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_visitor_and_a_closed_account_hold_no_role(a: Territory) -> None:
    referent = make_referent(a)
    assert policies.roles_of(referent, a) == {"referent"}
    referent = make_referent(a, is_active=False)
    assert policies.roles_of(referent, a) == frozenset()
    assert policies.roles_of(AnonymousUser(), a) == frozenset()


def test_a_referent_publishes_the_text_of_somebody_else_and_never_their_own(a: Territory) -> None:
    referent, other = make_referent(a), make_referent(a)
    page = make_post(a, owner=make_editor(a))
    own = make_post(a, owner=referent)
    with territories.enter(a):
        assert page.permissions_for_user(referent).can_publish()
        assert not page.permissions_for_user(page.owner).can_publish()
        assert not own.permissions_for_user(referent).can_publish()
        assert own.permissions_for_user(other).can_publish()


def test_the_operator_publishes_on_the_network_site_where_nobody_reviews(a: Territory) -> None:
    home = Site.objects.get(hostname=settings.OPERATOR_HOST).root_page
    with scoping.closed():
        page = home.add_child(instance=StandardPage(title="About the network"))
    with scoping.closed():
        assert page.permissions_for_user(make_operator()).can_publish()
        assert not page.permissions_for_user(make_referent(a)).can_publish()


def test_a_referent_publishes_no_words_of_their_own_through_somebody_else_s_text(
    a: Territory, browse: Callable[..., Client]
) -> None:
    referent, other = make_referent(a), make_referent(a)
    page = make_post(a, owner=make_editor(a), live=False, title="Brouillon")
    with territories.enter(a):
        page.save_revision(user=page.owner)
    client, screen = browse(a, referent), f"/admin/pages/{page.pk}/edit/"
    form = editor_fields(client.get(screen))
    answer = client.post(screen, form | {"title": "Réécrit", "action-publish": "on"})
    assert "Réécrit" in answer.content.decode()
    assert "quelqu’un d’autre" in answer.content.decode()
    page.refresh_from_db()
    assert (page.live, page.draft_title) == (False, "Brouillon")

    client.post(screen, form | {"title": "Réécrit"})
    assert "action-publish" not in client.get(screen).content.decode()
    client.post(screen, form | {"title": "Réécrit", "action-publish": "on"})
    page.refresh_from_db()
    assert not page.live
    page = page.specific_class.objects.get(pk=page.pk)
    with territories.enter(a):
        assert page.latest_revision.user == referent
        assert not page.permissions_for_user(referent).can_publish()
        assert page.permissions_for_user(other).can_publish()
        assert a.site.root_page.specific.permissions_for_user(referent).can_publish()


@pytest.mark.parametrize("slug", ["agenda", "blogs", "mentions-legales", "charte"])
def test_sections_and_required_pages_go_with_their_territory_only(
    a: Territory, browse: Callable[..., Client], slug: str
) -> None:
    referent = make_referent(a)
    home = a.site.root_page
    page = home.get_children().get(slug=slug)
    with territories.enter(a):
        rights = page.permissions_for_user(referent)
        assert rights.can_edit()
        assert not (rights.can_delete())
        assert not (rights.can_unpublish())
        assert not (rights.can_move())
        assert not rights.can_move_to(home)
        assert make_post(a, owner=make_editor(a)).permissions_for_user(referent).can_delete()
    for act in ("delete", "unpublish"):
        browse(a, referent).post(f"/admin/pages/{page.pk}/{act}/")
    page.refresh_from_db()
    assert page.live
