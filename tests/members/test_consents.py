"""Which version of the rules each member accepted, and what happens when they change."""

from collections.abc import Callable

import pytest
from django.test import Client

from members import services
from members.models import Consent, Membership, User
from members.services.consents import accept, outdated
from site_core.kernel import personal_data, scoping, territories
from site_core.kernel.models import Territory
from territory_pages.models import StandardPage
from tests.factories import make_member
from tests.measure import queries
from tests.members.conftest import Door

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
DATA, TEXTS = "/compte/donnees/", "/compte/donnees/textes/"


def rewrite(territory: Territory, words: str) -> None:
    """A referent publishes other words in the charter."""
    with territories.enter(territory):
        page = StandardPage.objects.child_of(territory.site.root_page).get(slug="charte")
        page.introduction = words
        page.save_revision().publish()


def accepted(user: User, territory: Territory) -> list[str]:
    """The texts that somebody accepted there."""
    with scoping.scope(territory):
        rows = Consent.objects.filter(membership__user=user)
        return list(rows.order_by("accepted_at", "text").values_list("text", flat=True))


def test_joining_keeps_the_version_of_each_text(a: Territory, b: Territory, lucie: User) -> None:
    assert accepted(lucie, a) == ["charte", "donnees-personnelles"]
    assert accepted(lucie, b) == []
    [charter, _privacy] = personal_data.collect(lucie)["consents"]
    assert len(charter["digest"]) == 64
    assert charter["language"] == "fr"


def test_a_text_that_changes_is_told_at_the_next_sign_in_and_accepted_in_one_click(
    a: Territory, browse: Browse, lucie: User, sign_in: Door
) -> None:
    client = browse(a)
    html = sign_in(client, lucie.email, follow=True).content.decode()
    assert "ont changé" not in html
    assert 'data-action="accept-texts"' not in client.get(DATA).content.decode()
    rewrite(a, "Une règle de plus.")
    again = browse(a)
    html = sign_in(again, lucie.email, follow=True).content.decode()
    assert "ont changé" in html
    html = again.get(DATA).content.decode()
    assert 'data-action="accept-texts"' in html
    assert 'href="/charte/"' in html
    with territories.enter(a):
        [version] = outdated(Membership.objects.get(user=lucie))
    rewrite(a, "Encore une autre.")
    again.post(TEXTS, {"digest": version.digest})
    assert len(accepted(lucie, a)) == 2
    with territories.enter(a):
        [version] = outdated(Membership.objects.get(user=lucie))
    for _twice in range(2):
        assert again.post(TEXTS, {"digest": version.digest})["Location"] == DATA
    assert accepted(lucie, a) == ["charte", "donnees-personnelles", "charte"]
    assert 'data-action="accept-texts"' not in again.get(DATA).content.decode()


def test_who_accepted_nothing_is_asked_nothing_and_the_neighbour_s_texts_are_theirs(
    a: Territory, b: Territory, browse: Browse, lucie: User, sign_in: Door
) -> None:
    other = make_member(a)
    rewrite(b, "Autre chose à côté.")
    with territories.enter(a):
        assert outdated(Membership.objects.get(user=other)) == []
        assert outdated(Membership.objects.get(user=lucie)) == []
        accept(membership=Membership.objects.get(user=other))
    assert accepted(other, a) == ["charte", "donnees-personnelles"]
    stranger = browse(b)
    sign_in(stranger, lucie.email)
    assert stranger.post(TEXTS).status_code == 302
    assert accepted(lucie, b) == []
    network = browse(None)
    sign_in(network, lucie.email)
    assert network.get(DATA).status_code == 200


def test_the_page_costs_the_same_with_many_versions(
    a: Territory, browse: Browse, lucie: User
) -> None:
    client = browse(a, lucie)
    few = queries(client, DATA)
    with territories.enter(a):
        membership = Membership.objects.get(user=lucie)
    for number in range(4):
        rewrite(a, f"Version {number}")
        accept(membership=membership)
    assert queries(client, DATA) == few
    services.erase_account(user=lucie, keeps_words=True)
    assert not Consent.all_rows.exists()
