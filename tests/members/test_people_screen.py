"""Who is registered in a territory, as its referents see them in the admin."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from members.models import MemberCapacity, Membership
from members.services import give_capacity
from site_core.kernel import scoping, territories
from site_core.kernel.models import AuditLink, Territory
from tests.factories import make_editor, make_group, make_member, make_operator, make_referent
from tests.measure import queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
LIST = reverse("memberships:index")


def membership(where: Territory, name: str, **wish: str) -> Membership:
    """A member who shows this name."""
    person = make_member(where, name=name)
    with scoping.scope(where):
        found: Membership = Membership.objects.get(user=person)
        for field, value in wish.items():
            setattr(found, field, value)
        found.save()
    return found


def screen(member: Membership) -> str:
    """The address of one person."""
    return reverse("memberships:edit", args=[member.pk])


def test_a_referent_reads_who_came_in_for_what_and_no_address(
    a: Territory, b: Territory, browse: Browse
) -> None:
    blogger = membership(a, "Karim B.", door="blog", wish="Le carnet de Karim")
    membership(a, "Lucie F.")
    membership(b, "Canari des voisins", door="group", wish="Canari")
    client = browse(a, make_referent(a))
    html = client.get(LIST).content.decode()
    assert all(said in html for said in ("Karim B.", "Le carnet de Karim", "Lucie F."))
    assert "Canari" not in html
    assert blogger.user.email not in html
    only = client.get(LIST, {"door": "blog"}).content.decode()
    assert "Karim B." in only
    assert "Lucie F." not in only
    assert "Lucie F." in client.get(LIST, {"q": "lucie"}).content.decode()
    assert "Karim B." in client.get(LIST, {"q": "carnet"}).content.decode()
    person = client.get(screen(blogger)).content.decode()
    assert "Le carnet de Karim" in person
    assert blogger.user.email not in person


def test_a_referent_gives_and_withdraws_a_capacity_and_reads_what_was(
    a: Territory, browse: Browse
) -> None:
    member, referent = membership(a, "Jeanne Morel"), make_referent(a, name="Anne Tissot")
    group = make_group(a, title="La fanfare")
    client = browse(a, referent)
    for typed in (
        {"kind": "elected", "title": "adjointe à la culture"},
        {"kind": "group", "group": group.pk},
    ):
        assert client.post(screen(member), typed).status_code == 302
    html = client.get(screen(member)).content.decode()
    assert "Élu ou élue – adjointe à la culture" in html
    assert "Groupe – La fanfare" in html
    assert "Anne Tissot" in html
    listed = client.get(LIST, {"capacity": "elected"}).content.decode()
    assert "Élu ou élue – adjointe à la culture, Groupe – La fanfare" in listed
    assert "Jeanne Morel" not in client.get(LIST, {"capacity": "agent"}).content.decode()
    elected = MemberCapacity.all_rows.get(kind="elected")
    for _twice in range(2):
        gone = client.post(screen(member), {"withdraw": elected.pk}, follow=True)
        assert "Qualité retirée" in gone.content.decode()
    assert "Jusqu’au" in client.get(screen(member)).content.decode()
    assert "Jeanne Morel" not in client.get(LIST, {"capacity": "elected"}).content.decode()
    assert AuditLink.all_rows.filter(action="capacity.withdraw").count() == 1


@pytest.mark.parametrize(
    "typed", [{"kind": "roi"}, {"kind": "group"}, {}, {"kind": "elected", "title": "x" * 90}]
)
def test_a_refused_capacity_says_why_and_loses_nothing(
    a: Territory, browse: Browse, typed: dict[str, str]
) -> None:
    member = membership(a, "Jeanne")
    answer = browse(a, make_referent(a)).post(screen(member), typed)
    assert answer.status_code == 400
    assert "error-message" in answer.content.decode()
    assert typed.get("title", "") in answer.content.decode()
    assert not MemberCapacity.all_rows.exists()


def test_a_group_or_a_capacity_of_the_neighbour_cannot_be_reached(
    a: Territory, b: Territory, browse: Browse
) -> None:
    ours, theirs = membership(a, "Jeanne"), membership(b, "Canari")
    foreign_group = make_group(b, title="Canari en groupe")
    with territories.enter(b):
        held = give_capacity(membership=theirs, kind="agent", by=make_operator())
    client = browse(a, make_referent(a, b))
    assert "Canari" not in client.get(screen(ours)).content.decode()
    forged = client.post(screen(ours), {"kind": "group", "group": foreign_group.pk})
    assert forged.status_code == 400
    for number in (held.pk, "x", "9" * 30, "²"):
        assert client.post(screen(ours), {"withdraw": number}).status_code == 404
    for answer in (
        client.get(screen(theirs)),
        client.post(screen(theirs), {"kind": "elected"}),
        client.post(screen(theirs), {"withdraw": held.pk}),
    ):
        assert answer.status_code == 404
    assert list(MemberCapacity.all_rows.values_list("pk", "ended_at")) == [(held.pk, None)]


def test_an_editor_or_a_member_does_not_see_who_is_registered(a: Territory, browse: Browse) -> None:
    member = membership(a, "Jeanne")
    for person in (make_editor(a), make_member(a)):
        for path in (LIST, screen(member)):
            assert browse(a, person).get(path).status_code in {302, 403, 404}
        assert browse(a, person).post(screen(member), {"kind": "elected"}).status_code != 200
    assert not MemberCapacity.all_rows.exists()


def test_a_name_that_misleads_once_alone_is_told_to_the_referent(
    a: Territory, browse: Browse
) -> None:
    member = membership(a, "Mairie")
    with territories.enter(a):
        held = give_capacity(membership=member, kind="agent", by=make_operator())
    client = browse(a, make_referent(a))
    gone = client.post(screen(member), {"withdraw": held.pk}, follow=True)
    assert "demandez à cette personne" in gone.content.decode()


def test_the_list_costs_the_same_with_one_person_and_with_many(
    a: Territory, browse: Browse
) -> None:
    client = browse(a, make_referent(a))
    membership(a, "Jeanne")
    queries(client, LIST)
    alone = queries(client, LIST)
    for number in range(5):
        member = membership(a, f"Jeanne {number}")
        with territories.enter(a):
            for kind in ("elected", "agent"):
                give_capacity(membership=member, kind=kind, by=make_operator())
    assert queries(client, LIST) == alone
