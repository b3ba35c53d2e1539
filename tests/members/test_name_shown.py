"""The name that one shows: chosen coming in, changed at `/compte/nom/`, never somebody else's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.models import Membership, User
from members.services import (
    MOST_RENAMES,
    TooManyNames,
    change_name,
    check_name,
    give_capacity,
    register_member,
    withdraw_capacity,
)
from messaging.services import post_comment
from site_core.kernel import page_cache, territories
from site_core.kernel.models import Role, Territory
from tests.factories import (
    make_blog,
    make_group,
    make_member,
    make_operator,
    make_post,
    make_referent,
    make_user,
)
from tests.measure import path_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
NAME = "/compte/nom/"


def shown(person: User, where: Territory) -> str:
    """The name somebody shows in a territory."""
    return str(Membership.all_rows.get(user=person, territory=where).display_name)


def capacity(where: Territory, person: User, kind: str, **more: Any) -> Any:
    """Give a capacity to a member."""
    with territories.enter(where):
        mine = Membership.objects.get(user=person)
        return give_capacity(membership=mine, kind=kind, by=make_operator(), **more)


@pytest.mark.parametrize("name", ["Jeanne Morel", "Jeanne M.", "Le hibou du bourg"])
def test_a_full_name_an_initial_or_a_pseudonym_is_shown_at_once_on_what_was_written_before(
    a: Territory,
    browse: Browse,
    settings: Any,
    name: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.PAGE_CACHE_SECONDS = 600
    page_cache.shelf.clear()
    person = make_member(a, name="Ancien Nom")
    post = make_post(a, blog=make_blog(a, owner=person), owner=person)
    with territories.enter(a):
        post_comment(page=post, author=person, text="Bonjour.")
    visitor, paths = browse(a), ("/", "/blogs/", path_of(post), "/blogs/flux.rss")
    for path in paths:
        assert "Ancien Nom" in visitor.get(path).content.decode(), path
    client = browse(a, person)
    assert "Ancien Nom" in client.get(NAME).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        changed = client.post(NAME, {"name": name}, follow=True)
    assert "Votre nom est changé" in changed.content.decode()
    for path in paths:
        html = visitor.get(path).content.decode()
        assert name in html, path
        assert "Ancien Nom" not in html, path
    assert User.objects.get(pk=person.pk).name == name


def test_another_territory_keeps_the_name_chosen_there(
    a: Territory, b: Territory, browse: Browse
) -> None:
    person = make_member(a, b, name="Jeanne Morel")
    User.objects.filter(pk=person.pk).update(name="Jeanne Aimée Morel")
    browse(a, person).post(NAME, {"name": "Jo"})
    assert (shown(person, a), shown(person, b)) == ("Jo", "Jeanne Morel")
    assert User.objects.get(pk=person.pk).name == "Jeanne Aimée Morel"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Mairie de Beauvallon", "une fonction ou un service public"),
        ("Référent local", "une fonction ou un service public"),
        ("Jean ✔", "gardés pour ce que"),
        ("Jеan", "mélange deux alphabets"),
        ("", 'class="error"'),
    ],
)
def test_a_refused_name_says_what_to_change_and_loses_nothing(
    a: Territory, browse: Browse, name: str, said: str
) -> None:
    person = make_member(a, name="Jeanne")
    answer = browse(a, person).post(NAME, {"name": name})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert said in html
    assert f'value="{name}"' in html or not name
    assert shown(person, a) == "Jeanne"


def test_the_name_of_the_territory_is_nobodys(a: Territory, browse: Browse) -> None:
    answer = browse(a, make_member(a)).post(NAME, {"name": a.name})
    assert answer.status_code == 400


def test_a_few_changes_a_day_are_enough_and_sending_twice_is_one(
    a: Territory, browse: Browse
) -> None:
    person = make_member(a, name="Jeanne")
    client = browse(a, person)
    for number in range(MOST_RENAMES):
        for _twice in range(2):
            sent = client.post(NAME, {"name": f"Jeanne la {number}e"})
            assert sent.status_code == 302
    late = client.post(NAME, {"name": "Encore une autre"})
    assert late.status_code == 429
    assert 0 < int(late.headers["Retry-After"]) <= 24 * 3600
    assert "Encore une autre" in late.content.decode()
    assert shown(person, a) == f"Jeanne la {MOST_RENAMES - 1}e"
    Membership.all_rows.filter(user=person).update(renamed_on="2026-01-01")
    assert client.post(NAME, {"name": "Encore une autre"}).status_code == 302
    Membership.all_rows.filter(user=person).update(renames=MOST_RENAMES)
    with territories.enter(a), pytest.raises(TooManyNames):
        change_name(user=person, name="Et une autre")


def test_who_is_not_registered_here_joins_first(a: Territory, b: Territory, browse: Browse) -> None:
    assert browse(a, make_member(b)).get(NAME).url == "/inscription/"
    assert browse(a).get(NAME).url.startswith("/connexion/")
    with territories.enter(a), pytest.raises(Membership.DoesNotExist):
        change_name(user=make_member(b), name="Jo")


def test_no_name_is_shown_on_the_network_site(settings: Any) -> None:
    signed_in = Client(headers={"host": settings.OPERATOR_HOST})
    signed_in.force_login(make_operator(), backend=settings.AUTHENTICATION_BACKENDS[0])
    assert signed_in.get(NAME).status_code == 404


def test_nobody_comes_in_under_a_name_that_imitates(a: Territory, browse: Browse) -> None:
    typed = {"name": "La mairie", "email": "x@exemple.test", "password": "une phrase à retenir"}
    refused = browse(a).post("/inscription/", typed)
    assert refused.status_code == 400
    assert "La mairie" in refused.content.decode()
    joining = browse(a, make_user()).post("/inscription/", {"name": "Équipe Kikalu"})
    assert joining.status_code == 400
    assert not Membership.all_rows.exists()
    with pytest.raises(ValidationError):
        register_member(territory=a, email="y@exemple.test", name="Mairie")
    assert not User.objects.filter(email="y@exemple.test").exists()


def test_who_was_checked_may_be_called_as_what_they_are(a: Territory, b: Territory) -> None:
    agent, writer, referent = make_member(a), make_member(a), make_member(a)
    held = capacity(a, agent, "agent")
    capacity(a, writer, "group", group=make_group(a))
    territories.appoint(territory=a, user=referent, role=Role.REFERENT)
    name = f"Mairie de {a.name}"
    for person in (agent, referent, make_operator()):
        check_name(territory=a, name=name, user=person)
    for person in (None, writer, make_member(a, b), make_referent(b)):
        with pytest.raises(ValidationError):
            check_name(territory=a, name=name, user=person)
    with territories.enter(a):
        withdraw_capacity(capacity=held, by=make_operator())
    with pytest.raises(ValidationError):
        check_name(territory=a, name=name, user=agent)


@pytest.mark.parametrize("kind", ["elected", "agent", "group", "referent"])
def test_nobody_takes_the_name_of_somebody_whose_role_was_checked_here(
    a: Territory, b: Territory, kind: str
) -> None:
    person = make_member(a, name="Jeanne Morel")
    if kind == "referent":
        territories.appoint(territory=a, user=person, role=Role.REFERENT)
    else:
        capacity(a, person, kind, title="x")
    for name in (
        "Jeanne Morel",
        "jeanne MOREL",
        "Mme Morel Jeanne",
        "Jeanne-Morel",
        "Jeanné Mоrel",
    ):
        with pytest.raises(ValidationError) as refusal:
            check_name(territory=a, name=name)
        assert refusal.value.code == "somebody"
        check_name(territory=b, name=name)
    check_name(territory=a, name="Jeanne Morel", user=person)
    check_name(territory=a, name="Jeanne B. Morel")


def test_checking_costs_the_same_whatever_the_number_of_people(a: Territory) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            check_name(territory=a, name="Karim B.")
        return len(seen)

    before = cost()
    for number in range(4):
        capacity(a, make_member(a, name=f"Élue {number}"), "elected")
    assert cost() == before <= 2
