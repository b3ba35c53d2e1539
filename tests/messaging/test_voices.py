"""In whose name somebody comments: chosen before sending, kept as it was then."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from blog.models import Post
from members.authors import voices_of
from members.models import Membership, User
from members.services import give_capacity, withdraw_capacity
from messaging.models import TerritoryComment
from messaging.services import post_comment
from messaging.threads import thread
from site_core.kernel import territories
from site_core.kernel.models import Role, Territory
from tests.factories import make_group, make_member, make_operator, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
CHOICE = 'name="capacity"'


@pytest.fixture
def post(a: Territory) -> Post:
    """A post to talk about."""
    return make_post(a)


@pytest.fixture
def deputy(a: Territory) -> User:
    """An inhabitant who is also an elected person."""
    person = make_member(a, name="Jeanne Morel")
    give(a, person, kind="elected", title="adjointe à la culture")
    return person


def give(where: Territory, person: User, **what: object) -> str:
    """Give a capacity; the key by which its voice is chosen."""
    with territories.enter(where):
        mine = Membership.objects.get(user=person)
        given = give_capacity(membership=mine, by=make_operator(), **what)
    return f"capacity-{given.pk}"


def test_somebody_with_one_voice_is_asked_nothing(a: Territory, post: Post, browse: Browse) -> None:
    client = browse(a, make_member(a, name="Karim B."))
    for path in (post.get_url(), f"/commentaires/{post.pk}/"):
        assert CHOICE not in client.get(path).content.decode()
    client.post(f"/commentaires/{post.pk}/", {"body": "Bien dit."})
    assert TerritoryComment.all_rows.get().capacity == "inhabitant"
    html = browse(a).get(post.get_url()).content.decode()
    assert '<use href="#k-inhabitant"/></svg>Habitant' in html


def test_somebody_with_several_voices_chooses_one_and_speaks_for_themselves_by_default(
    a: Territory, post: Post, deputy: User, browse: Browse
) -> None:
    client = browse(a, deputy)
    for path in (post.get_url(), f"/commentaires/{post.pk}/"):
        html = client.get(path).content.decode()
        assert html.count(CHOICE) == 2
        assert "Élu ou élue – adjointe à la culture" in html
        assert re.findall(r'value="([^"]+)"[^>]* checked', html) == ["inhabitant"]
    said = client.post(
        f"/commentaires/{post.pk}/",
        {"body": "Le conseil vote lundi.", "capacity": voices(a, deputy)[1]},
    )
    assert said.status_code == 302
    comment = TerritoryComment.all_rows.get()
    assert (comment.capacity, comment.capacity_title) == ("elected", "adjointe à la culture")
    html = browse(a).get(post.get_url()).content.decode()
    assert '#k-elected"/></svg>Élu ou élue, <bdi>adjointe à la culture</bdi></span>' in html


def voices(where: Territory, person: User) -> list[str]:
    """The keys of the voices of somebody."""
    with territories.enter(where):
        return [voice.key for voice in voices_of(person, where)]


def test_what_was_said_in_a_capacity_keeps_saying_so_once_it_is_withdrawn(
    a: Territory, post: Post, deputy: User, browse: Browse
) -> None:
    key = voices(a, deputy)[1]
    with territories.enter(a):
        post_comment(page=post, author=deputy, text="Dit comme élue.", capacity=key)
        held = Membership.objects.get(user=deputy).capacities.get()
        withdraw_capacity(capacity=held, by=make_operator())
    assert "adjointe à la culture" in browse(a).get(post.get_url()).content.decode()
    client = browse(a, deputy)
    late = client.post(f"/commentaires/{post.pk}/", {"body": "Encore un mot.", "capacity": key})
    assert late.status_code == 400
    assert "Encore un mot." in late.content.decode()
    assert "Habitant" in late.content.decode()
    assert TerritoryComment.all_rows.count() == 1
    with territories.enter(a), pytest.raises(PermissionDenied):
        post_comment(page=post, author=deputy, text="x", capacity=key)


@pytest.mark.parametrize(
    "forged", ["elected", "referent", "capacity-{}", "capacity-0", "", "É" * 9]
)
def test_nobody_writes_in_a_capacity_of_somebody_else(
    a: Territory, post: Post, deputy: User, browse: Browse, forged: str
) -> None:
    forged = forged.format(voices(a, deputy)[1].partition("-")[2])
    client = browse(a, make_member(a))
    answer = client.post(f"/commentaires/{post.pk}/", {"body": "Votez.", "capacity": forged})
    assert answer.status_code == 400
    assert "Votez." in answer.content.decode()
    assert not TerritoryComment.all_rows.exists()


def test_a_capacity_of_the_neighbour_does_not_speak_here(
    a: Territory, b: Territory, post: Post, browse: Browse
) -> None:
    person = make_member(a, b)
    theirs = give(b, person, kind="elected", title="Canari des voisins")
    client = browse(a, person)
    assert "Canari" not in client.get(post.get_url()).content.decode()
    answer = client.post(f"/commentaires/{post.pk}/", {"body": "Bonjour", "capacity": theirs})
    assert answer.status_code == 400
    assert "Canari" not in answer.content.decode()
    assert not TerritoryComment.all_rows.exists()


def test_a_visitor_has_one_voice_at_no_cost(a: Territory) -> None:
    with territories.enter(a), CaptureQueriesContext(connection) as seen:
        assert [voice.key for voice in voices_of(AnonymousUser(), a)] == ["inhabitant"]
    assert not seen.captured_queries


def test_a_form_sent_twice_in_a_capacity_is_stored_once(
    a: Territory, post: Post, deputy: User, browse: Browse
) -> None:
    form = {"body": "Une fois", "submission": str(uuid.uuid4()), "capacity": voices(a, deputy)[1]}
    client = browse(a, deputy)
    for _time in range(2):
        assert client.post(f"/commentaires/{post.pk}/", form).status_code == 302
    assert TerritoryComment.all_rows.get().capacity == "elected"


def test_a_group_and_a_role_are_voices_too(a: Territory, post: Post, deputy: User) -> None:
    group = make_group(a, title="La fanfare")
    give(a, deputy, kind="group", group=group)
    territories.appoint(territory=a, user=deputy, role=Role.REFERENT)
    deputy = User.objects.get(pk=deputy.pk)
    with territories.enter(a):
        labels = [voice.label for voice in voices_of(deputy, a)]
        assert labels == [
            "Habitant ou habitante",
            "Élu ou élue – adjointe à la culture",
            "Groupe – La fanfare",
            "Référent local",
        ]
        comment = post_comment(page=post, author=deputy, text="Charte.", capacity="referent")
    assert comment.capacity == "referent"


def test_the_choice_costs_the_same_whatever_the_number_of_capacities(
    a: Territory, post: Post, deputy: User, browse: Browse
) -> None:
    def cost() -> int:
        client = browse(a, deputy)
        with CaptureQueriesContext(connection) as seen:
            client.get(post.get_url())
        return len(seen)

    cost()
    before = cost()
    for number in range(4):
        give(a, deputy, kind="agent", title=f"service {number}")
    assert cost() == before


def test_a_new_name_shows_on_what_was_said_before_and_nothing_keeps_the_former_one(
    a: Territory, post: Post, deputy: User
) -> None:
    with territories.enter(a):
        post_comment(page=post, author=deputy, text="Bonjour.")
        Membership.objects.filter(user=deputy).update(display_name="Jo M.")
        assert thread(post).conversations[0].author == "Jo M."
        assert TerritoryComment.objects.get().user_name == ""
        Membership.objects.filter(user=deputy).delete()
        assert thread(post).conversations[0].author == "Ancien membre"
