"""In whose name somebody writes: their own, a group's, as an elected person or as an agent."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from members.authors import voices_of
from members.models import MemberCapacity, Membership
from members.services import give_capacity, withdraw_capacity
from site_core.kernel import territories
from site_core.kernel.models import AuditLink, AuditPart, Role, Territory
from tests.factories import (
    make_blog,
    make_editor,
    make_group,
    make_member,
    make_operator,
    make_post,
)
from tests.factories import make_referent as referent_of
from tests.measure import path_of, queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
LABELS = {"group": "Groupe", "elected": "Élu ou élue", "agent": "Service public"}


def membership_of(person: object) -> Membership:
    return Membership.all_rows.get(user=person)


@pytest.mark.parametrize("kind", LABELS)
def test_a_text_says_in_whose_name_it_is_written(a: Territory, browse: Browse, kind: str) -> None:
    person = make_member(a, name="Jeanne Morel")
    post = make_post(a, blog=make_blog(a, owner=person), owner=person)
    visitor = browse(a)
    cost = queries(visitor, "/blogs/")
    with territories.enter(a):
        for title in ("culture", "voirie"):
            give_capacity(
                membership=membership_of(person), kind=kind, title=title, by=referent_of(a)
            )
    for path in ("/", "/blogs/", "/blogs/?liste=blogs", path_of(post)):
        html = visitor.get(path).content.decode()
        assert f'href="#k-{kind}"/></svg>{LABELS[kind]}</span>' in html, path
        assert "Jeanne Morel" in html
    assert queries(visitor, "/blogs/") == cost


def test_an_elected_person_who_is_a_referent_writes_as_elected_until_it_ends(
    a: Territory, browse: Browse
) -> None:
    person = make_member(a)
    territories.appoint(territory=a, user=person, role=Role.REFERENT)
    path = path_of(make_post(a, owner=person))
    assert "#k-referent" in browse(a).get(path).content.decode()
    with territories.enter(a):
        given = give_capacity(membership=membership_of(person), kind="elected", by=person)
    html = browse(a).get(path).content.decode()
    assert 'href="#k-elected"' in html
    assert 'href="#k-referent"' not in html
    with territories.enter(a):
        withdraw_capacity(capacity=given, by=person)
    assert 'href="#k-referent"' in browse(a).get(path).content.decode()


def test_a_capacity_holds_in_one_territory(a: Territory, b: Territory, browse: Browse) -> None:
    person = make_member(a, b)
    with territories.enter(a):
        mine = Membership.objects.get(user=person)
        give_capacity(membership=mine, kind="elected", by=make_operator())
        assert [voice.kind for voice in voices_of(person, a)] == ["inhabitant", "elected"]
    theirs = make_post(b, owner=person)
    assert 'href="#k-inhabitant"' in browse(b).get(path_of(theirs)).content.decode()
    with territories.enter(b):
        assert [voice.kind for voice in voices_of(person, b)] == ["inhabitant"]


def test_a_capacity_is_given_once_withdrawn_once_and_on_record_under_the_name_shown(
    a: Territory,
) -> None:
    person = make_member(a, name="Le nom du compte")
    Membership.all_rows.filter(user=person).update(display_name="Jeanne M.")
    mine, referent = membership_of(person), referent_of(a)
    with territories.enter(a):
        first, second = (
            give_capacity(membership=mine, kind="agent", title=title, by=referent)
            for title in ("Service  voirie", " Service voirie ")
        )
        assert first == second
        assert first.title == "Service voirie"
        assert str(first) == "service public (Service voirie)"
        other = give_capacity(membership=mine, kind="agent", by=referent)
        assert str(other) == "agent"
        for _twice in range(2):
            withdraw_capacity(capacity=first, by=referent)
        assert list(MemberCapacity.objects.filter(ended_at=None)) == [other]
        again = give_capacity(membership=mine, kind="agent", title="Service voirie", by=referent)
        assert again != first
        acts = AuditLink.objects.filter(action__startswith="capacity.").order_by("sequence")
        assert [link.action.rpartition(".")[2] for link in acts] == [
            "give",
            "give",
            "withdraw",
            "give",
        ]
        said = " ".join(AuditPart.objects.filter(name="act").values_list("facts", flat=True))
        assert "Jeanne M." in said
        assert "Service voirie" in said
        assert "Le nom du compte" not in said


def test_what_is_not_a_capacity_is_refused(a: Territory, b: Territory) -> None:
    mine, referent = membership_of(make_member(a)), referent_of(a)
    ours, theirs = make_group(a, title="La fanfare"), make_group(b)
    with territories.enter(a):
        for wrong in (
            {"kind": "roi"},
            {"kind": "group"},
            {"kind": "group", "group": theirs},
            {"kind": "elected", "group": ours},
            {"kind": "elected", "title": "x" * 81},
            {"kind": "elected", "title": "adjoint\u202e"},
        ):
            with pytest.raises(ValidationError):
                give_capacity(membership=mine, by=referent, **wrong)
        assert not MemberCapacity.objects.exists()
        for _twice in range(2):
            given = give_capacity(membership=mine, kind="group", group=ours, by=referent)
        assert given.shown_title == "La fanfare"
        assert MemberCapacity.objects.get() == given
        with pytest.raises(IntegrityError), transaction.atomic():
            MemberCapacity.objects.create(membership=mine, kind="group", group=ours)


@pytest.mark.parametrize("who", ["self", "editor", "neighbour"])
def test_nobody_else_gives_or_withdraws_a_capacity(a: Territory, b: Territory, who: str) -> None:
    mine = membership_of(make_member(a))
    by = {"self": mine.user, "editor": make_editor(a), "neighbour": referent_of(b)}[who]
    with territories.enter(a):
        with pytest.raises(PermissionDenied):
            give_capacity(membership=mine, kind="elected", by=by)
        assert not MemberCapacity.objects.exists()
        given = give_capacity(membership=mine, kind="agent", by=referent_of(a))
        with pytest.raises(PermissionDenied):
            withdraw_capacity(capacity=given, by=by)
        assert MemberCapacity.objects.get().ended_at is None


def test_nobody_gives_a_capacity_to_a_member_of_the_neighbour(a: Territory, b: Territory) -> None:
    theirs, referent = membership_of(make_member(b)), referent_of(a)
    with territories.enter(b):
        given = give_capacity(membership=theirs, kind="agent", by=referent_of(b))
    with territories.enter(a):
        with pytest.raises(Membership.DoesNotExist):
            give_capacity(membership=theirs, kind="elected", by=referent)
        with pytest.raises(MemberCapacity.DoesNotExist):
            withdraw_capacity(capacity=given, by=referent)
    row = MemberCapacity.all_rows.get()
    assert (row.kind, row.ended_at) == ("agent", None)
