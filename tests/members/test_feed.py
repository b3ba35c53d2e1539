"""A member's own feed, what they asked for and what they follow."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from members import services
from members.models import Follow, Membership, User
from messaging.models import Notification
from messaging.notifications import tell_who_follows
from site_core.kernel import scoping
from site_core.kernel.models import Territory, Topic, Town
from site_core.kernel.scoping import ForeignTerritory
from tests.factories import (
    make_blog,
    make_event,
    make_group,
    make_member,
    make_poll,
    make_post,
)
from tests.measure import path_of, queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


@pytest.fixture
def karim(a: Territory) -> User:
    """A member of our territory who asked for nothing in particular."""
    return make_member(a, name="Karim B.")


def membership_of(user: User, territory: Territory) -> Membership:
    """Somebody's place in a territory."""
    with scoping.scope(territory):
        return Membership.objects.get(user=user)


def first(model: Any, territory: Territory) -> Any:
    """The first row of a territory."""
    with scoping.scope(territory):
        return model.objects.order_by("pk").first()


def ask(user: User, territory: Territory, **criteria: Any) -> None:
    """Keep what somebody asks for."""
    with scoping.scope(territory):
        services.ask_for(membership=Membership.objects.get(user=user), **criteria)


def titles(html: str) -> list[str]:
    """The titles of a feed, in their order."""
    found = re.findall(r'<article class="result".*?<h2><a[^>]*>(.*?)</a>', html, re.S)
    return [title.strip() for title in found]


def test_a_visitor_is_asked_to_sign_in_and_comes_back(a: Territory, browse: Browse) -> None:
    for path in ("/fil/", "/compte/criteres/"):
        assert browse(a).get(path)["Location"] == f"/connexion/?next={path}"


def test_who_has_not_joined_is_led_to_the_door(
    a: Territory, b: Territory, browse: Browse, karim: User
) -> None:
    assert browse(b, karim).get("/fil/")["Location"] == "/inscription/?next=/fil/"


def test_the_feed_brings_what_was_asked_newest_first_and_nothing_else(
    a: Territory, b: Territory, browse: Browse, karim: User
) -> None:
    with scoping.scope(a):
        here, there = Town.objects.all()[:2]
        topic = Topic.objects.first()
    blog = make_blog(a, title="Carnet")
    for title, town in (("Un", here), ("Deux", here), ("Ailleurs", there)):
        page = make_post(a, blog=blog, title=title, town=town)
        with scoping.scope(a):
            page.topics = [topic]
            page.save()
    make_post(a, blog=blog, title="Sans sujet", town=here)
    make_post(b, title="Chez le voisin")
    ask(karim, a, towns=[here], topics=[topic])
    html = browse(a, karim).get("/fil/").content.decode()
    assert titles(html) == ["Deux", "Un"]
    assert "Chez le voisin" not in html


def test_drafts_old_things_and_what_is_kept_for_some_never_come(
    a: Territory, browse: Browse, karim: User
) -> None:
    blog = make_blog(a, title="Carnet fermé")
    make_post(a, blog=blog, title="Gardé pour quelques-uns")
    PageViewRestriction.objects.create(page=blog, restriction_type="login")
    open_blog = make_blog(a, title="Carnet ouvert", first_published_at=timezone.now())
    make_post(a, blog=open_blog, title="Brouillon", live=False)
    old = make_post(a, blog=open_blog, title="Vieux")
    type(old).objects.filter(pk=old.pk).update(
        first_published_at=timezone.now() - timedelta(days=91)
    )
    assert titles(browse(a, karim).get("/fil/").content.decode()) == ["Carnet ouvert"]


def test_a_followed_blog_comes_whatever_was_asked(
    a: Territory, browse: Browse, karim: User
) -> None:
    blog = make_blog(a, title="Carnet")
    make_post(a, blog=blog, title="Du carnet")
    make_post(a, title="D’un autre")
    ask(karim, a, kinds=["poll"])
    client = browse(a, karim)
    assert not titles(client.get("/fil/").content.decode())
    answer = client.post("/suivre/", {"what": f"page-{blog.pk}", "next": "/blogs/carnet/"})
    assert answer["Location"] == "/blogs/carnet/"
    assert titles(client.get("/fil/").content.decode()) == ["Du carnet"]
    client.post("/suivre/", {"what": f"page-{blog.pk}", "state": "leave"})
    assert not titles(client.get("/fil/").content.decode())


def test_what_a_group_signs_comes_to_who_follows_it(
    a: Territory, browse: Browse, karim: User
) -> None:
    group, other = make_group(a, title="Les Croqueurs"), make_group(a, title="Le Bistrot")
    ask(karim, a, kinds=["poll"])
    browse(a, karim).post("/suivre/", {"what": f"page-{group.pk}"})
    signed = make_post(a, title="Vingt-six variétés", voice_group=group)
    make_post(a, title="Le plat du jour", voice_group=other)
    make_post(a, title="Ma pomme")
    assert titles(browse(a, karim).get("/fil/").content.decode()) == ["Vingt-six variétés"]
    tell_who_follows.enqueue(a.pk, signed.pk)
    with scoping.scope(a):
        told = Notification.objects.filter(membership__user=karim, kind="followed")
        assert [row.page_id for row in told] == [signed.pk]


def test_what_was_closed_since_can_be_left_and_says_nothing_of_itself(
    a: Territory, browse: Browse, karim: User
) -> None:
    blog = make_blog(a, title="Carnet secret")
    client, what = browse(a, karim), f"page-{blog.pk}"
    client.post("/suivre/", {"what": what}, follow=True)
    PageViewRestriction.objects.create(page=blog, restriction_type="login")
    html = client.get("/compte/criteres/").content.decode()
    assert f'value="{what}"' in html
    assert "Carnet secret" not in html
    stranger = browse(a, make_member(a, name="Zoé"))
    assert stranger.post("/suivre/", {"what": what, "state": "leave"}).status_code == 404
    answer = client.post("/suivre/", {"what": what, "state": "leave"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/fil/"
    assert "Carnet secret" not in answer.content.decode()
    assert f'value="{what}"' not in client.get("/compte/criteres/").content.decode()


@pytest.mark.parametrize("make", [make_blog, make_group, make_poll])
def test_a_visitor_follows_from_the_page_once_signed_in(
    a: Territory, browse: Browse, karim: User, make: Any
) -> None:
    page = make(a, title="Suivez-moi")
    path = page.get_url_parts()[2]
    html = browse(a).get(path).content.decode()
    form = re.search(
        r'<form method="get" action="/suivre/" data-action="follow".*?</form>', html, re.S
    )
    assert form
    assert "csrf" not in form[0]
    asked = f"/suivre/?what=page-{page.pk}&next={path}"
    assert browse(a).get(asked)["Location"].startswith("/connexion/?next=/suivre/%3Fwhat")
    client = browse(a, karim)
    assert "Suivez-moi" in client.get(asked).content.decode()
    client.post("/suivre/", {"what": f"page-{page.pk}"})
    client.post("/suivre/", {"what": f"page-{page.pk}"})
    with scoping.scope(a):
        assert Follow.objects.count() == 1
    html = client.get(path).content.decode()
    assert 'value="leave"' in html
    assert "Suivez-moi" in client.get("/compte/criteres/").content.decode()


def test_topics_and_communes_are_followed_from_the_search(
    a: Territory, browse: Browse, karim: User
) -> None:
    town, topic = first(Town, a), first(Topic, a)
    html = browse(a).get(f"/recherche/?commune={town.code}&theme={topic.slug}").content.decode()
    assert f"/suivre/?what=town-{town.code}&amp;next=" in html
    client = browse(a, karim)
    for what in (f"town-{town.code}", f"topic-{topic.slug}"):
        assert client.get(f"/suivre/?what={what}").status_code == 200
        assert client.post("/suivre/", {"what": what}).status_code == 302
    with scoping.scope(a):
        assert {row.target for row in Follow.objects.all()} == {town, topic}


def test_nobody_follows_what_is_not_there(
    a: Territory, b: Territory, browse: Browse, karim: User
) -> None:
    theirs = make_blog(b, title="Chez le voisin")
    draft = make_blog(a, title="Brouillon", live=False)
    event = make_event(a)
    client = browse(a, karim)
    for what in (
        f"page-{theirs.pk}",
        f"page-{draft.pk}",
        f"page-{event.pk}",
        "page-999999999999999999999999",
        "page-x",
        "town-99999",
        "topic-rien",
        "",
        "autre-chose",
    ):
        assert client.get("/suivre/", {"what": what}).status_code == 404, what
        assert client.post("/suivre/", {"what": what}).status_code == 404, what
    with scoping.scope(a):
        assert not Follow.objects.exists()
        for target in (theirs, draft, event):
            with pytest.raises(PermissionDenied):
                services.follow(user=karim, target=target)


def test_only_members_follow(a: Territory, b: Territory, karim: User) -> None:
    blog = make_blog(b)
    with scoping.scope(b), pytest.raises(PermissionDenied):
        services.follow(user=karim, target=blog)


def test_a_follow_stays_in_its_territory(a: Territory, b: Territory, karim: User) -> None:
    mine, town = membership_of(karim, a), first(Town, b)
    with scoping.scope(a):
        with pytest.raises(ForeignTerritory):
            Follow.objects.create(territory=a, membership=mine, town=town)
        services.follow(user=karim, target=first(Town, a))
    with scoping.scope(b):
        assert not Follow.objects.exists()
    with scoping.scope(a), pytest.raises(IntegrityError):
        Follow.objects.create(territory=a, membership=mine)


def test_followers_are_shown_to_nobody(a: Territory, browse: Browse, karim: User) -> None:
    blog = make_blog(a, title="Carnet")
    with scoping.scope(a):
        services.follow(user=karim, target=blog)
    other = make_member(a, name="Zoé")
    for client in (browse(a), browse(a, other)):
        html = client.get("/blogs/carnet/").content.decode()
        assert "Karim" not in html
        assert 'value="leave"' not in html


CHOSEN = {"around": "", "point": "", "radius": "1"}


def test_what_one_wants_to_read_is_kept_and_can_be_tried_first(
    a: Territory, browse: Browse, karim: User
) -> None:
    town, topic = first(Town, a), first(Topic, a)
    make_post(a, blog=make_blog(a, town=town), title="D’ici", town=town)
    client = browse(a, karim)
    asked = CHOSEN | {"towns": [town.pk], "topics": [topic.pk], "kinds": ["post", "event"]}
    tried = client.post("/compte/criteres/", asked | {"preview": "1"}).content.decode()
    assert 'role="status"' in tried
    assert not membership_of(karim, a).kinds
    asked["topics"] = []
    tried = client.post("/compte/criteres/", asked | {"preview": "1"}).content.decode()
    assert "D’ici" in tried
    assert client.post("/compte/criteres/", asked)["Location"] == "/compte/criteres/"
    kept = membership_of(karim, a)
    assert kept.kinds == ["event", "post"]
    with scoping.scope(a):
        assert list(kept.towns.all()) == [town]
    html = client.get("/compte/criteres/").content.decode()
    assert re.search(rf'name="towns" value="{town.pk}"[^>]*checked', html)


def test_a_circle_is_around_a_commune_or_a_point(a: Territory, browse: Browse, karim: User) -> None:
    client = browse(a, karim)
    with scoping.scope(a):
        town = Town.objects.exclude(latitude=None).first()
    client.post("/compte/criteres/", CHOSEN | {"around": town.code, "radius": "5"})
    assert membership_of(karim, a).circle == (town.latitude, town.longitude, 5)
    assert f'value="{town.code}" selected' in client.get("/compte/criteres/").content.decode()
    point = {"around": "point", "point": "45.61, 4.67", "radius": "10"}
    client.post("/compte/criteres/", CHOSEN | point)
    assert membership_of(karim, a).circle == (45.61, 4.67, 10)
    assert "45.61000, 4.67000" in client.get("/compte/criteres/").content.decode()
    client.post("/compte/criteres/", CHOSEN)
    assert membership_of(karim, a).circle is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"around": "point", "point": ""},
        {"around": "point", "point": "près du lavoir"},
        {"around": "99999"},
        {"around": "point", "point": "45.61, 4.67", "radius": ""},
        {"radius": "3"},
        {"towns": ["999999"]},
        {"kinds": ["secrets"]},
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(
    a: Territory, browse: Browse, karim: User, wrong: dict[str, Any]
) -> None:
    topic = first(Topic, a)
    answer = browse(a, karim).post("/compte/criteres/", CHOSEN | {"topics": [topic.pk]} | wrong)
    assert answer.status_code == 400
    html = answer.content.decode()
    assert 'role="alert"' in html
    assert re.search(rf'name="topics" value="{topic.pk}"[^>]*checked', html)
    with scoping.scope(a):
        assert not membership_of(karim, a).topics.exists()


def test_the_neighbour_s_places_cannot_be_asked_for(
    a: Territory, b: Territory, browse: Browse, karim: User
) -> None:
    theirs = first(Town, b)
    answer = browse(a, karim).post("/compte/criteres/", CHOSEN | {"towns": [theirs.pk]})
    assert answer.status_code == 400
    assert theirs.name not in answer.content.decode()


def test_a_feed_reader_follows_by_a_secret_address_that_can_be_closed(
    a: Territory, b: Territory, browse: Browse, karim: User
) -> None:
    make_post(a, title="Du neuf")
    client = browse(a, karim)
    assert "Fermer cette adresse" not in client.get("/compte/criteres/").content.decode()
    client.post("/compte/criteres/flux/")
    found = re.search(
        r'href="(/fil/[-0-9a-f]+/flux\.rss)"', client.get("/compte/criteres/").content.decode()
    )
    assert found
    path = found[1]
    answer = browse(a).get(path)
    assert "Du neuf" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert "karim" not in answer.content.decode().lower()
    assert browse(b).get(path).status_code == 404
    client.post("/compte/criteres/flux/")
    assert browse(a).get(path).status_code == 404
    client.post("/compte/criteres/flux/", {"close": "1"})
    assert membership_of(karim, a).feed_key is None
    assert browse(a).get(f"/fil/{uuid.uuid4()}/flux.rss").status_code == 404


def test_addresses_of_feeds_need_a_place(
    a: Territory, b: Territory, browse: Browse, karim: User
) -> None:
    assert browse(b, karim).post("/compte/criteres/flux/")["Location"].startswith("/inscription/")
    assert (
        browse(b, karim).post("/suivre/", {"what": f"town-{first(Town, b).code}"}).status_code
        == 302
    )


def test_the_feed_costs_the_same_with_one_item_and_with_many(
    a: Territory, browse: Browse, karim: User
) -> None:
    client, blog = browse(a, karim), make_blog(a)
    costs = []
    for count in (1, 3):
        for make in (make_event, make_poll, make_group, partial(make_post, blog=blog)):
            for _number in range(count):
                make(a)
        for town in list_of(Town, a)[:count]:
            with scoping.scope(a):
                services.follow(user=karim, target=town)
        costs.append([queries(client, path) for path in ("/fil/", "/compte/criteres/")])
    assert costs[0] == costs[1]


def list_of(model: Any, territory: Territory) -> list[Any]:
    """All rows of a territory."""
    with scoping.scope(territory):
        return list(model.objects.all())


def test_there_is_no_page_beyond_the_last(a: Territory, browse: Browse, karim: User) -> None:
    for number in ("2", "0", "x"):
        assert browse(a, karim).get(f"/fil/?page={number}").status_code == 404


LETTER = {"frequency": "daily", "weekday": "6", "hour": "18", "paused_until": ""}


def test_when_letters_leave_is_chosen_and_shown(a: Territory, browse: Browse, karim: User) -> None:
    client = browse(a, karim)
    assert client.post("/compte/preferences/", LETTER)["Location"] == "/compte/preferences/"
    kept = membership_of(karim, a)
    assert (kept.frequency, kept.digest_weekday, kept.digest_hour) == ("daily", 6, 18)
    assert timezone.localtime(kept.digest_due_at).hour == 18
    html = client.get("/compte/preferences/").content.decode()
    assert "18 h" in html
    client.post("/compte/preferences/", LETTER | {"frequency": "never"})
    assert membership_of(karim, a).digest_due_at is None


@pytest.mark.parametrize(
    "wrong",
    [{"hour": "24"}, {"weekday": "7"}, {"frequency": "hourly"}, {"paused_until": "le 12"}],
)
def test_a_letter_leaves_at_no_other_time(
    a: Territory, browse: Browse, karim: User, wrong: dict[str, Any]
) -> None:
    answer = browse(a, karim).post("/compte/preferences/", LETTER | wrong)
    assert answer.status_code == 400
    assert membership_of(karim, a).frequency == "weekly"


def test_what_one_reads_does_not_change_when_letters_leave(
    a: Territory, browse: Browse, karim: User
) -> None:
    client = browse(a, karim)
    client.post("/compte/preferences/", LETTER)
    client.post("/compte/criteres/", CHOSEN)
    assert membership_of(karim, a).frequency == "daily"


def test_preferences_belong_to_a_place(
    a: Territory, b: Territory, browse: Browse, karim: User
) -> None:
    assert browse(b, karim).get("/compte/preferences/")["Location"].startswith("/inscription/")
    assert browse(a).get("/compte/preferences/")["Location"].startswith("/connexion/")


@pytest.mark.parametrize("name", ["towns", "topics"])
def test_no_number_of_a_choice_is_too_long(
    a: Territory, browse: Browse, karim: User, name: str
) -> None:
    answer = browse(a, karim).post("/compte/criteres/", {name: "9" * 40})
    assert answer.status_code == 400


def test_following_leads_back_to_an_address_of_the_place_only(
    a: Territory, browse: Browse, karim: User
) -> None:
    blog = make_blog(a)
    sent = {"what": f"page-{blog.pk}", "next": "foo"}
    assert browse(a, karim).post("/suivre/", sent)["Location"] == path_of(blog)


def test_who_comes_to_follow_finds_what_it_is_about_ticked(a: Territory, browse: Browse) -> None:
    with scoping.scope(a):
        town = Town.objects.first()
    blog = make_blog(a, town=town)
    ticked = rf'name="towns" value="{town.pk}"[^>]* checked'
    for what in (f"page-{blog.pk}", f"town-{town.code}"):
        html = browse(a).get(f"/inscription/?next=/suivre/%3Fwhat={what}").content.decode()
        assert re.search(ticked, html)
    assert browse(a).get("/inscription/?next=/suivre/%3Fwhat=page-0").status_code == 200
