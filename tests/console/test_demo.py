"""The demo: what contract.md promises of it; written again, it loses and repeats nothing."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Page, Revision

from agenda.models import Event
from blog.models import Blog, CollectiveText, Post
from console import locks
from console.demo import PLACES, drawings, extra, people, script, upkeep, votes
from console.demo.drawings import DRAWINGS
from console.models import DemoItem
from consultations.models import Ballot, Poll, RollEntry
from consultations.policies import why_not_vote
from consultations.results import results_of
from members.authors import with_authors
from members.models import CitizenGroup, Membership, User
from messaging.models import TerritoryComment
from site_core.kernel import moderation, policies, scoping, territories
from site_core.kernel.models import KikaluImage, Role, Territory, TerritoryRole, Town
from territory_pages.models import StandardPage
from theming.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.xdist_group("demo")]
Said = Callable[..., tuple[str, str, str]]
SLUGS = ("grandlyon", "vienne-condrieu", "mornantais")
EVERY_PLACE = pytest.mark.parametrize("place", PLACES, ids=SLUGS)


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo, written once for this module and undone at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        for territory in Territory.objects.filter(slug__in=SLUGS):
            territory.slug += "-of-the-tests"
            territory.save(update_fields=["slug"])
        call_command("seed_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def territory_of(place: script.Place) -> Territory:
    """The territory of a demo place."""
    return Territory.objects.select_related("site__root_page").get(slug=place.slug)


@pytest.fixture
def lyon() -> Iterator[Territory]:
    """The Grand Lyon, in scope."""
    territory = territory_of(PLACES[0])
    with territories.enter(territory):
        yield territory


def pages(model: Any, territory: Territory) -> Any:
    """The pages of a kind in a territory's own language."""
    return model.objects.descendant_of(territory.site.root_page)


def rows() -> dict[str, int]:
    """How many rows there are of what the demo writes."""
    models: list[Any] = [
        Page, Revision, User, Territory, Membership, TerritoryComment, TerritoryRole, DemoItem,
        KikaluImage, RollEntry, Ballot,
    ]  # fmt: skip
    with scoping.everywhere():
        return {model.__name__: model.objects.count() for model in models}


@pytest.mark.parametrize(
    ("slug", "name", "code", "towns", "preset"),
    [
        ("grandlyon", "Grand Lyon", "200046977", 58, "confluence"),
        ("vienne-condrieu", "Vienne Condrieu", "200077014", 30, "vignes"),
        ("mornantais", "Pays Mornantais", "246900740", 11, "vergers"),
    ],
)
def test_the_three_territories_answer_at_their_addresses(slug, name, code, towns, preset):
    territory = Territory.objects.get(slug=slug)
    assert (territory.name, territory.official_code) == (name, code)
    with scoping.scope(territory):
        assert Town.objects.count() == towns
        assert Theme.objects.get().preset == preset
    page = Client(headers={"host": f"{slug}.localhost"}).get("/").content.decode()
    assert f'data-territory="{slug}"' in page
    assert territory.motto
    assert territory.motto in page


def test_the_network_site_answers_too():
    page = Client(headers={"host": "kikalu.localhost"}).get("/territoires/").content.decode()
    assert all(f"http://{slug}.localhost" in page for slug in SLUGS)


@EVERY_PLACE
def test_every_account_of_the_contract_opens_with_the_password(place: script.Place):
    handles = [
        "referent", "redacteur", "habitante", "voisin", "association", "commune",
        *(f"habitant{number}" for number in range(1, 41)),
    ]  # fmt: skip
    found = {user.email: user for user in User.objects.filter(email__contains=f".{place.slug}@")}
    assert set(found) == {f"{handle}.{place.slug}@demo.kikalu.test" for handle in handles}
    assert all(user.check_password("kikalu-demo-2026") for user in found.values())
    assert all(user.emailaddress_set.get().verified for user in found.values())
    with scoping.scope(territory_of(place)):
        members = Membership.objects.filter(user__in=found.values())
        assert members.count() == 46
        assert len({row.display_name for row in members}) == 46
        assert {row.towns.count() for row in members} == {3}


@EVERY_PLACE
def test_people_hold_the_roles_that_their_address_says_and_no_other(place: script.Place):
    with scoping.scope(territory_of(place)):
        held = {(row.user.email, row.role) for row in TerritoryRole.objects.select_related("user")}
    both = (
        {("referente.deux@demo.kikalu.test", Role.REFERENT)}
        if place.slug in {"grandlyon", "mornantais"}
        else set()
    )
    assert held == both | {
        (place.email("referent"), Role.REFERENT),
        (place.email("redacteur"), Role.EDITOR),
    }
    assert [user.email for user in User.objects.filter(is_superuser=True)] == [
        "operateur@demo.kikalu.test"
    ]


@EVERY_PLACE
def test_each_territory_has_first_texts_of_every_kind(place: script.Place):
    territory, now = territory_of(place), timezone.now()
    with scoping.scope(territory):
        blogs = pages(Blog, territory).live()
        posts = pages(Post, territory).live()
        assert sorted(posts.child_of(blog).count() for blog in blogs) == [1, 1, 1, 2, 2, 2]
        kinds = {row.author_kind for row in with_authors(posts)}
        assert kinds == {"inhabitant", "group", "elected", "agent"}
        events = pages(Event, territory).live()
        assert events.count() == events.filter(starts_at__gt=now).count() == 6
        polls = pages(Poll, territory).live()
        assert polls.filter(opens_at__lt=now, closes_at__gt=now).count() == 2
        assert polls.filter(closes_at__lt=now).count() == 3
        assert min(poll.options.count() for poll in polls) >= 2
        groups = pages(CitizenGroup, territory).live()
        assert groups.count() == 4
        assert groups.values("group_kind").distinct().count() == 4
        comments = {comment.pk: comment for comment in TerritoryComment.objects.all()}
        assert len(comments) >= 2
        (together,) = pages(CollectiveText, territory).live()
        assert together.writers
        published = {str(text.pk): text.first_published_at for text in (*posts, together)}
        for comment in comments.values():
            asked = comments.get(comment.parent_id)
            before = asked.submit_date if comment.level else published[comment.object_pk]
            assert before < comment.submit_date < now
        for kind in (Blog, Post, CollectiveText, Event, CitizenGroup):
            found = pages(kind, territory)
            assert not found.filter(town=None).exists()
            assert found.exclude(point="").exists()
            assert all(page.topics.exists() for page in found)
            assert not found.filter(owner=None).exists()


@EVERY_PLACE
def test_the_front_page_is_illustrated_and_each_picture_told_in_words(place: script.Place):
    territory = territory_of(place)
    with scoping.scope(territory):
        pictures = list(KikaluImage.objects.all())
        assert {picture.title for picture in pictures} == {
            DRAWINGS[text.picture].title for text in texts_of(place) if text.picture
        }
        assert len(pictures) == len({picture.title for picture in pictures}) >= 5
        for picture in pictures:
            assert picture.credit == drawings.CREDIT
            assert len(picture.description) > 60
            assert picture.collection_id == territory.collection_id
        for kind in (Post, Event, Poll):
            for page in pages(kind, territory).exclude(picture=None):
                assert page.picture.uploaded_by_user_id == page.owner_id
                assert page.get_latest_revision_as_object().picture == page.picture
        lead = pages(Post, territory).order_by("-first_published_at").first()
    front = Client(headers={"host": place.hostname}).get("/").content.decode()
    assert f'alt="{escape(lead.alt)}"' in front


def texts_of(place: script.Place) -> list[script.Text]:
    """Every text of the script that may have a picture."""
    posts = [post for blog in place.blogs for post in blog.posts]
    return [*place.blogs, *posts, *place.events, *place.polls, *place.groups]


def test_each_drawing_is_told_used_and_light():
    used = [text.picture for place in PLACES for text in texts_of(place) if text.picture]
    files = {path.stem: path for path in drawings.FOLDER.glob("*.webp")}
    sources = {path.stem for path in (drawings.FOLDER / "drawings").glob("*.svg")} - {"shapes"}
    assert sorted(used) == sorted(DRAWINGS) == sorted(files) == sorted(sources)
    sizes = [path.stat().st_size for path in files.values()]
    assert max(sizes) <= 60_000
    assert sum(sizes) < 700_000
    longest = KikaluImage._meta.get_field("description").max_length
    assert all(len(drawing.shows) <= longest for drawing in DRAWINGS.values())


@EVERY_PLACE
def test_closed_polls_have_their_count_and_their_answer_or_its_date(place: script.Place):
    territory, now = territory_of(place), timezone.now()
    with scoping.scope(territory):
        closed = list(pages(Poll, territory).filter(closes_at__lt=now))
        for poll in closed:
            told = next(text for text in place.polls if text.title == poll.title)
            lines = [line.ballots for line in results_of(poll).lines]
            assert lines == list(told.ballots)
            assert RollEntry.objects.filter(poll=poll).count() == sum(told.ballots) > 0
        assert [bool(poll.outcome) for poll in closed] == [True, True, False]
        for poll in closed:
            poll.full_clean()
            assert bool(poll.outcome) == bool(poll.get_decision_display())
            assert not poll.is_overdue
        address = closed[0].get_url_parts()[2]
    page = Client(headers={"host": place.hostname}).get(address).content.decode()
    assert str(escape(closed[0].outcome)) in page


@EVERY_PLACE
def test_everybody_who_tries_the_demo_may_vote_in_what_is_open(place: script.Place):
    territory, now = territory_of(place), timezone.now()
    free = ["habitante", "voisin", *(f"habitant{n}" for n in range(1, script.INHABITANTS + 1))]
    voters = list(User.objects.filter(email__in=[place.email(handle) for handle in free]))
    assert len(voters) == len(free)
    with territories.enter(territory):
        for poll in pages(Poll, territory).filter(closes_at__gt=now):
            assert [why_not_vote(voter, poll, now) for voter in voters] == [""] * len(free)
            assert not Ballot.objects.filter(poll=poll).exists()


def test_the_same_seed_draws_the_same_turnout_and_nobody_learns_who_chose_what(lyon: Territory):
    poll = pages(Poll, lyon).filter(closes_at__gt=timezone.now()).first()
    everybody = {user.email.split(".")[0]: user for user in User.objects.filter(
        email__endswith=".grandlyon@demo.kikalu.test"
    )}  # fmt: skip

    def roll() -> tuple[set[int], list[int]]:
        with transaction.atomic():
            votes.vote(poll, (), everybody, Random("7"))
            voters = set(RollEntry.objects.filter(poll=poll).values_list("voter", flat=True))
            counted = [line.ballots for line in results_of(poll).lines]
            transaction.set_rollback(True)
        return voters, counted

    assert roll() == roll()
    assert not any(field.related_model in {User, RollEntry} for field in Ballot._meta.get_fields())


def test_a_poll_and_a_picture_that_somebody_changed_are_left_alone(lyon: Territory, said: Said):
    closed = pages(Poll, lyon).filter(closes_at__lt=timezone.now()).first()
    post = pages(Post, lyon).exclude(picture=None).first()
    for page in (closed, post):
        page.introduction = "Ma phrase à moi."
        page.save_revision(user=page.owner).publish()
    counted = Ballot.objects.count()
    items = DemoItem.objects.filter(key__regex="^(votes:|picture:)")
    items.delete()
    KikaluImage.objects.filter(pk=post.picture_id).delete()
    said("seed_demo")
    assert Post.objects.get(pk=post.pk).picture is None
    assert Ballot.objects.filter(poll=closed).count() == sum(
        next(poll.ballots for poll in PLACES[0].polls if poll.title == closed.title)
    )
    assert Ballot.objects.count() >= counted
    again = rows()
    said("seed_demo")
    assert rows() == again


def test_addresses_and_posts_are_dated_in_the_past(lyon: Territory):
    dates = [post.first_published_at for post in pages(Post, lyon)]
    assert max(dates) < timezone.now() - timedelta(hours=20)
    assert len({date.date() for date in dates}) > 3


def test_districts_are_those_of_lyon_and_those_that_people_name(lyon: Territory):
    districts = {str(page.district) for page in pages(Post, lyon) if page.district}
    assert {"Lyon 7e Arrondissement", "Canal"} <= districts


@EVERY_PLACE
def test_one_page_waits_for_the_referents_of_its_territory_only(place: script.Place):
    task = moderation.review_step()
    waiting = {}
    for other in PLACES:
        referent = User.objects.get(email=other.email("referent"))
        states = policies.waiting_for(referent, [territory_of(place)], task)
        waiting[other.slug] = (
            states.count() if policies.is_referent(referent, territory_of(place)) else 0
        )
    assert waiting == {slug: int(slug == place.slug) for slug in SLUGS}
    page = StandardPage.objects.get(title=place.waiting.title)
    assert not page.live
    address = f"/{page.slug}/"
    assert Client(headers={"host": place.hostname}).get(address).status_code == 404


def test_the_front_page_of_lyon_speaks_english_and_no_other_does():
    page = Client(headers={"host": "grandlyon.localhost"}).get("/en/")
    assert page.status_code == 200
    assert "Fifty-eight towns" in page.content.decode()
    for slug in SLUGS[1:]:
        assert Client(headers={"host": f"{slug}.localhost"}).get("/en/").status_code == 404


def test_writing_the_demo_again_changes_nothing_and_says_where_it_is(said: Said, settings: Any):
    before = rows()
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT = "http", 9123
    out, _err, failure = said("seed_demo")
    assert failure == ""
    assert rows() == before
    for host in ("kikalu", *SLUGS):
        assert f"http://{host}.localhost:9123/" in out
    assert "kikalu-demo-2026" in out
    for handle in ("operateur", "referent.SLUG", "habitant1.SLUG", "referente.deux"):
        assert f"{handle}@demo.kikalu.test" in out


def test_what_people_did_to_the_demo_stays(lyon: Territory, said: Said):
    neighbour = User.objects.get(email="voisin.grandlyon@demo.kikalu.test")
    neighbour.set_password("un-autre-mot-de-passe")
    neighbour.save()
    blog, gone = pages(Blog, lyon).order_by("pk")[:2]
    gone.delete()
    blog.refresh_from_db()
    blog.title = "Mon nouveau titre"
    blog.save_revision(user=neighbour).publish()
    editor = User.objects.get(email="redacteur.grandlyon@demo.kikalu.test")
    territories.dismiss(territory=lyon, user=editor, role=Role.EDITOR)
    lyon.motto = "Notre devise"
    lyon.save()
    before = rows()
    said("seed_demo")
    assert rows() == before
    assert pages(Blog, lyon).count() == 5
    assert Blog.objects.get(pk=blog.pk).title == "Mon nouveau titre"
    assert User.objects.get(pk=neighbour.pk).check_password("un-autre-mot-de-passe")
    assert not TerritoryRole.objects.filter(user=editor).exists()
    assert Territory.objects.get(pk=lyon.pk).motto == "Notre devise"


def test_an_account_that_is_gone_comes_back_whole(lyon: Territory, said: Said):
    email = "habitant9.grandlyon@demo.kikalu.test"
    name = User.objects.get(email=email).name
    User.objects.filter(email=email).delete()
    said("seed_demo")
    user = User.objects.get(email=email)
    assert user.check_password("kikalu-demo-2026")
    assert Membership.objects.get(user=user).display_name == user.name == name


def test_dates_that_nobody_touched_move_by_whole_weeks(lyon: Territory, said: Said):
    zone = ZoneInfo(lyon.time_zone)
    untouched, touched = pages(Event, lyon).order_by("pk")[:2]
    touched.save_revision(user=touched.owner).publish()
    before = untouched.starts_at.astimezone(zone)
    span = untouched.ends_at - untouched.starts_at
    for event in (untouched, touched):
        past = upkeep.later(event.starts_at, -5, zone)
        Event.objects.filter(pk=event.pk).update(starts_at=past, ends_at=past + span)
    poll = pages(Poll, lyon).filter(closes_at__gt=timezone.now()).first()
    closed = pages(Poll, lyon).filter(closes_at__lt=timezone.now()).first()
    Poll.objects.filter(pk=poll.pk).update(
        opens_at=poll.opens_at - timedelta(weeks=9), closes_at=poll.closes_at - timedelta(weeks=9)
    )
    out, _err, _failure = said("seed_demo")
    assert "2" in out.partition("\n")[0]
    now = timezone.now()
    moved = Event.objects.get(pk=untouched.pk)
    after = moved.starts_at.astimezone(zone)
    assert now < moved.starts_at <= now + timedelta(weeks=1)
    assert (after.weekday(), after.time()) == (before.weekday(), before.time())
    assert moved.ends_at - moved.starts_at == span
    assert moved.get_latest_revision_as_object().starts_at == moved.starts_at
    assert moved.over_at >= moved.ends_at
    assert Event.objects.get(pk=touched.pk).starts_at < now
    opened = Poll.objects.get(pk=poll.pk)
    assert opened.opens_at < now < opened.closes_at
    assert Poll.objects.get(pk=closed.pk).closes_at == closed.closes_at
    again = rows()
    said("seed_demo")
    assert rows() == again


def test_an_hour_stays_the_same_across_summer_time():
    paris = ZoneInfo("Europe/Paris")
    moment = datetime(2026, 3, 24, 18, 30, tzinfo=paris)
    later = upkeep.later(moment.astimezone(UTC), 2, paris)
    assert later.astimezone(paris).isoformat() == "2026-04-07T18:30:00+02:00"


def test_the_same_seed_draws_the_same_people_and_another_one_others():
    place = PLACES[0]
    assert people.named(place, 1) == people.named(place, 1)
    assert people.named(place, 1) != people.named(place, 2)
    assert people.named(place, 1)["habitante"] == people.named(place, 2)["habitante"]
    assert len(set(people.named(place, 3).values())) == 46


def test_a_larger_scale_adds_texts_to_what_is_there(lyon: Territory, said: Said, monkeypatch):
    monkeypatch.setitem(extra.SCALES, "small", 1)
    before = rows()
    said("seed_demo", "--scale", "small")
    assert pages(Post, lyon).count() == 10
    assert pages(Event, lyon).count() == 7
    assert pages(Poll, lyon).count() == 6
    assert pages(CitizenGroup, lyon).count() == 5
    grown = rows()
    assert grown["Page"] == before["Page"] + 12
    assert grown["Ballot"] == grown["RollEntry"] >= before["Ballot"] + 3 * votes.LEAST
    said("seed_demo", "--scale", "small")
    said("seed_demo")
    assert rows() == grown


@pytest.mark.parametrize("scale", ["small", "large"])
def test_more_texts_are_as_many_as_asked_the_same_for_one_seed_and_fit_their_fields(scale: str):
    towns = dict.fromkeys(("69091", "69123"), Town(name="Saint-Romain-au-Mont-d'Or"))
    drawn = extra.Extra(scale, 7, "grandlyon")
    posts, events = list(drawn.posts(towns)), list(drawn.events(towns))
    assert len(posts) == len(events) == extra.SCALES[scale]
    assert len(list(drawn.polls(towns))) == extra.SCALES[scale] // 5
    groups = list(drawn.groups(towns))
    assert len(groups) == extra.SCALES[scale] // 5
    assert {group.kind for group in groups} <= set(CitizenGroup.Kind.values)
    assert sum(len(post.comments) for post in posts) > len(posts) // 4
    assert posts == list(extra.Extra(scale, 7, "grandlyon").posts(towns))
    assert posts != list(extra.Extra(scale, 8, "grandlyon").posts(towns))
    for written in (*posts, *events, *groups):
        assert len(written.title) < 255
        assert len(written.introduction) <= 300
    for poll in drawn.polls(towns):
        assert poll.opens < poll.closes


def test_production_refuses_the_demo(said: Said, settings: Any):
    settings.DEMO = False
    before = rows()
    assert "publi" in said("seed_demo")[2]
    assert rows() == before


def test_the_demo_is_written_by_one_process_at_a_time(said: Said):
    other = connection.copy()
    try:
        if connection.vendor == "postgresql":
            other.cursor().execute("SELECT pg_advisory_lock(%s)", [locks.key_of("seed_demo")])
            assert "autre" in said("seed_demo")[2]
        else:
            with locks.locked_file("seed_demo"):
                assert "autre" in said("seed_demo")[2]
    finally:
        other.close()


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Ce qui a changé autour de le marché, à Lyon", "Ce qui a changé autour du marché, à Lyon"),
        ("Un samedi à Les Haies", "Un samedi aux Haies"),
        ("Le stade de Le Pont, celui de Les Haies", "Le stade du Pont, celui des Haies"),
        ("La place de Échalas et de l’école", "La place d’Échalas et de l’école"),
        ("Le pont de La Mulatière, à La Mulatière", "Le pont de La Mulatière, à La Mulatière"),
    ],
)
def test_words_that_meet_are_written_as_french_writes_them(said: str, written: str):
    assert extra.contracted(said) == written


@pytest.mark.parametrize("today", ["2026-11-22", "2026-06-01", "2027-12-24"])
def test_nobody_picnics_in_winter_nor_gathers_on_christmas_day(today: str, monkeypatch):
    monkeypatch.setitem(extra.SCALES, "small", 200)
    towns = {"69141": Town(code="69141", name="Mornant")}
    with time_machine.travel(f"{today}T12:00:00Z"):
        for event in extra.Extra("small", 1, "mornantais").events(towns):
            day = timezone.localdate() + timedelta(days=event.days)
            assert event.days > 0
            assert (1, 3) < (day.month, day.day) < (12, 20)
            assert "Pique-nique" not in event.title or day.month in extra.FINE_MONTHS
