"""What joining a territory asks, and what it remembers."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from members.models import Membership, User
from site_core.kernel import scoping
from site_core.kernel.models import District, Territory, Topic, Town
from tests.factories import make_member, make_poll, make_post
from tests.measure import path_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
FORM = {"name": "Karim B.", "email": "karim@exemple.test", "password": "mes poules pondent bien"}


def joined(territory: Territory) -> Membership:
    """The membership that the form made."""
    with scoping.scope(territory):
        return Membership.objects.get(user__email=FORM["email"])


def rows(model: Any, territory: Territory) -> list[Any]:
    """All rows of a territory."""
    with scoping.scope(territory):
        return list(model.objects.order_by("pk"))


def ticked(html: str, name: str) -> list[str]:
    """The values of the boxes of a name that are ticked."""
    found = re.findall(rf'<input[^>]*name="{name}"[^>]*>', html)
    return [re.findall(r'value="([^"]*)"', box)[0] for box in found if " checked" in box]


def test_the_shortest_answer_asks_for_everything_once_a_week(a: Territory, browse: Browse) -> None:
    browse(a).post("/inscription/", FORM)
    member = joined(a)
    assert (member.door, member.frequency, member.kinds) == ("follow", "weekly", [])


def test_what_is_ticked_is_kept(a: Territory, browse: Browse) -> None:
    towns, topics = rows(Town, a)[:2], rows(Topic, a)[:2]
    browse(a).post(
        "/inscription/",
        FORM
        | {
            "towns": [town.pk for town in towns],
            "topics": [topic.pk for topic in topics],
            "kinds": ["event", "poll"],
            "frequency": "never",
            "door": "blog",
            "wish": "Le carnet de Karim",
        },
    )
    member = joined(a)
    with scoping.scope(a):
        assert set(member.towns.all()) == set(towns)
        assert set(member.topics.all()) == set(topics)
    assert member.kinds == ["event", "poll"]
    assert (member.door, member.wish, member.frequency) == ("blog", "Le carnet de Karim", "never")


def test_all_kinds_ticked_are_all_kinds_to_come_too(a: Territory, browse: Browse) -> None:
    kinds = ticked(browse(a).get("/inscription/").content.decode(), "kinds")
    assert len(kinds) > 3
    browse(a).post("/inscription/", FORM | {"kinds": kinds})
    assert joined(a).kinds == []


def test_the_boxes_of_what_one_came_from_are_ticked(a: Territory, browse: Browse) -> None:
    town, topic = rows(Town, a)[3], rows(Topic, a)[2]
    poll = make_poll(a, town=town)
    with scoping.scope(a):
        poll.topics = [topic]
        poll.save()
    for come_from in (path_of(poll), f"{path_of(poll)}voter/?choice=1"):
        answer = browse(a).get("/inscription/", {"next": come_from})
        html = answer.content.decode()
        assert ticked(html, "towns") == [str(town.pk)]
        assert ticked(html, "topics") == [str(topic.pk)]


def test_a_search_and_a_text_to_comment_tick_theirs_too(a: Territory, browse: Browse) -> None:
    town, topic = rows(Town, a)[3], rows(Topic, a)[2]
    with scoping.scope(a):
        district = District.objects.create(town=town, name="Le Bas")
    search = f"/recherche/?commune={town.code}&theme={topic.slug}&quartier={district.slug}"
    html = browse(a).get("/inscription/", {"next": search}).content.decode()
    assert ticked(html, "towns") == [str(town.pk)]
    assert ticked(html, "topics") == [str(topic.pk)]
    assert ticked(html, "districts") == [str(district.pk)]
    post = make_post(a, town=town)
    html = browse(a).get("/inscription/", {"next": f"/commentaires/{post.pk}/"}).content.decode()
    assert ticked(html, "towns") == [str(town.pk)]
    found = browse(a).get(search).content.decode()
    assert f"/inscription/?next={quote(search, safe='')}" in found


def test_how_often_the_letter_leaves_is_asked_in_plain_sight(a: Territory, browse: Browse) -> None:
    html = browse(a).get("/inscription/").content.decode()
    folded = re.findall(r"<details.*?</details>", html, re.S)
    assert 'name="frequency"' in html
    assert not any('name="frequency"' in fold for fold in folded)
    assert 'href="/donnees-personnelles/"' in html.partition("</form>")[0]


@pytest.mark.parametrize(
    "come_from",
    [
        "",
        "/",
        "/commentaires/99999999999999999999/",
        "/nulle/part/",
        "/a" * 50 + "/",
        "//mal.test/x/",
    ],
)
def test_an_address_that_is_about_nothing_ticks_nothing(
    a: Territory, browse: Browse, come_from: str
) -> None:
    html = browse(a).get("/inscription/", {"next": come_from}).content.decode()
    assert not ticked(html, "towns")


def test_the_neighbours_pages_and_places_mean_nothing_here(
    a: Territory, b: Territory, browse: Browse
) -> None:
    poll = make_poll(b, town=rows(Town, b)[0])
    html = browse(a).get("/inscription/", {"next": path_of(poll)}).content.decode()
    assert not ticked(html, "towns")
    answer = browse(a).post("/inscription/", FORM | {"towns": [rows(Town, b)[0].pk]})
    assert answer.status_code == 400
    assert not User.objects.filter(email=FORM["email"]).exists()


def test_under_fifteen_it_is_explained_and_nothing_is_kept(a: Territory, browse: Browse) -> None:
    answer = browse(a).post("/inscription/", FORM | {"under_15": "on"})
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "parent" in html
    assert 'value="Karim B."' in html
    assert not User.objects.filter(email=FORM["email"]).exists()


def test_who_has_an_account_says_the_same_when_joining(
    a: Territory, b: Territory, browse: Browse
) -> None:
    zoe = make_member(b, name="Zoé")
    town = rows(Town, a)[0]
    browse(a, zoe).post(
        "/inscription/", {"name": "Zoé", "towns": [town.pk], "door": "group", "wish": "L’Amicale"}
    )
    with scoping.scope(a):
        member = Membership.objects.get(user=zoe)
        assert list(member.towns.all()) == [town]
        assert (member.door, member.wish) == ("group", "L’Amicale")
    with scoping.scope(b):
        assert Membership.objects.get(user=zoe).wish == ""


def test_a_wish_is_shown_to_no_visitor(a: Territory, browse: Browse) -> None:
    browse(a).post("/inscription/", FORM | {"door": "blog", "wish": "Secret de Karim"})
    for path in ("/", "/blogs/", "/groupes/", "/recherche/?q=karim"):
        assert "Secret de Karim" not in browse(a).get(path).content.decode()
