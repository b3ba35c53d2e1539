"""In whose name somebody writes: their own, a group's, as an elected person or as an agent."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from members.models import Membership
from members.services import declare_capacity
from site_core.kernel import territories
from site_core.kernel.models import AuditLink, Role, Territory
from tests.factories import make_blog, make_editor, make_member, make_operator, make_post
from tests.factories import make_referent as referent_of
from tests.measure import path_of, queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
LABELS = {"group": "Groupe", "elected": "Élu ou élue", "agent": "Service public"}


def membership_of(person: object) -> Membership:
    return Membership.all_rows.get(user=person)


@pytest.mark.parametrize("capacity", LABELS)
def test_a_text_says_in_whose_name_it_is_written(
    a: Territory, browse: Browse, capacity: str
) -> None:
    person = make_member(a, name="Jeanne Morel")
    post = make_post(a, blog=make_blog(a, owner=person), owner=person)
    visitor = browse(a)
    cost = queries(visitor, "/blogs/")
    with territories.enter(a):
        declare_capacity(membership=membership_of(person), capacity=capacity, by=referent_of(a))
    for path in ("/", "/blogs/", "/blogs/?liste=blogs", path_of(post)):
        html = visitor.get(path).content.decode()
        assert f'href="#k-{capacity}"/></svg>{LABELS[capacity]}</span>' in html, path
        assert "Jeanne Morel" in html
    assert queries(visitor, "/blogs/") == cost


def test_an_elected_person_who_is_a_referent_writes_as_elected(
    a: Territory, browse: Browse
) -> None:
    person = make_member(a)
    territories.appoint(territory=a, user=person, role=Role.REFERENT)
    post = make_post(a, owner=person)
    assert "#k-referent" in browse(a).get(path_of(post)).content.decode()
    with territories.enter(a):
        declare_capacity(membership=membership_of(person), capacity="elected", by=person)
    html = browse(a).get(path_of(post)).content.decode()
    assert 'href="#k-elected"' in html
    assert 'href="#k-referent"' not in html


def test_a_capacity_holds_in_one_territory(a: Territory, b: Territory, browse: Browse) -> None:
    person = make_member(a, b)
    with territories.enter(a):
        mine = Membership.objects.get(user=person)
        declare_capacity(membership=mine, capacity="elected", by=make_operator())
    theirs = make_post(b, owner=person)
    assert 'href="#k-inhabitant"' in browse(b).get(path_of(theirs)).content.decode()


def test_a_referent_declares_a_capacity_and_it_is_on_record(a: Territory) -> None:
    mine = membership_of(make_member(a))
    with territories.enter(a):
        for _twice in range(2):
            declare_capacity(membership=mine, capacity="agent", by=referent_of(a))
        assert Membership.objects.get(pk=mine.pk).capacity == "agent"
        assert AuditLink.objects.filter(action="membership.capacity").count() == 1
        with pytest.raises(ValidationError):
            declare_capacity(membership=mine, capacity="roi", by=referent_of(a))


@pytest.mark.parametrize("who", ["self", "editor", "neighbour"])
def test_nobody_else_declares_a_capacity(a: Territory, b: Territory, who: str) -> None:
    mine = membership_of(make_member(a))
    by = {"self": mine.user, "editor": make_editor(a), "neighbour": referent_of(b)}[who]
    with territories.enter(a):
        with pytest.raises(PermissionDenied):
            declare_capacity(membership=mine, capacity="elected", by=by)
        assert Membership.objects.get(pk=mine.pk).capacity == "inhabitant"
