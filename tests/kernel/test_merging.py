"""A topic or a district that goes leaves its place to another, in all that refers to it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from blog.models import Post
from members import services as people
from members.models import Follow, Membership
from site_core.kernel import scoping, territories
from site_core.kernel.models import District, Territory, Topic, Town
from territory_pages.search.models import SearchEntry
from tests.factories import make_member, make_post, make_referent

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


def topics(a: Territory) -> tuple[Topic, Topic]:
    """Two of its topics."""
    with scoping.scope(a):
        first, second = Topic.objects.all()[:2]
    return first, second


def about(a: Territory, *subjects: Topic) -> Post:
    """A post about some topics."""
    post = make_post(a, title="Le lavoir")
    with territories.enter(a):
        post.topics = list(subjects)
        post.save()
    return post


def asking(a: Territory, **asked: Any) -> Any:
    """A member who asked for these topics or districts."""
    user = make_member(a, name="Karim B.")
    with scoping.scope(a):
        member = Membership.objects.get(user=user)
        for name, rows in asked.items():
            getattr(member, name).set(rows)
    return user


def test_a_topic_takes_the_place_of_another_and_nobody_is_sent_more(
    a: Territory, browse: Browse
) -> None:
    gone, kept = topics(a)
    one, both = about(a, gone), about(a, gone, kept)
    karim = asking(a, topics=[gone])
    zoe = asking(a, topics=[gone, kept])
    with scoping.scope(a):
        for user in (karim, zoe):
            people.follow(user=user, target=gone)
        people.follow(user=zoe, target=kept)
    page = f"/admin/thematiques/delete/{gone.pk}/"
    client = browse(a, make_referent(a))
    assert client.post(page).status_code == 400
    assert client.post(page, {"into": gone.pk}).status_code == 400
    assert client.post(page, {"into": kept.pk}).status_code == 302
    with scoping.scope(a):
        assert not Topic.objects.filter(pk=gone.pk).exists()
        for post in (one, both):
            assert list(Post.objects.get(pk=post.pk).topics.all()) == [kept]
            assert list(SearchEntry.objects.get(page=post).topics.all()) == [kept]
        for user in (karim, zoe):
            assert list(Membership.objects.get(user=user).topics.all()) == [kept]
            assert [row.topic for row in Follow.objects.filter(membership__user=user)] == [kept]


def test_a_topic_of_the_neighbour_takes_no_place(
    a: Territory, b: Territory, browse: Browse
) -> None:
    gone, _kept = topics(a)
    theirs, _other = topics(b)
    post = about(a, gone)
    client = browse(a, make_referent(a))
    page = f"/admin/thematiques/delete/{gone.pk}/"
    assert theirs.name == gone.name, "each has its own"
    assert f'value="{theirs.pk}"' not in client.get(page).content.decode()
    assert client.post(page, {"into": theirs.pk}).status_code == 400
    assert client.post(f"/admin/thematiques/delete/{theirs.pk}/").status_code == 404
    with scoping.scope(a):
        assert list(Post.objects.get(pk=post.pk).topics.all()) == [gone]


def test_what_nothing_refers_to_just_goes(a: Territory, browse: Browse) -> None:
    gone, _kept = topics(a)
    client = browse(a, make_referent(a))
    page = f"/admin/thematiques/delete/{gone.pk}/"
    assert 'name="into"' not in client.get(page).content.decode()
    client.post(page)
    with scoping.scope(a):
        assert not Topic.objects.filter(pk=gone.pk).exists()


@pytest.mark.parametrize("is_replaced", [True, False])
def test_a_district_gives_way_to_another_or_to_its_commune(
    a: Territory, browse: Browse, is_replaced: bool
) -> None:
    with territories.enter(a):
        town, elsewhere = Town.objects.all()[:2]
        gone = District.objects.create(town=town, name="Le Bas")
        kept = District.objects.create(town=town, name="Le Bourg")
        far = District.objects.create(town=elsewhere, name="Le Haut")
        post = make_post(a, title="Le lavoir", town=town, district=gone)
    karim = asking(a, districts=[gone])
    client = browse(a, make_referent(a))
    page = f"/admin/quartiers/delete/{gone.pk}/"
    html = client.get(page).content.decode()
    assert f'value="{kept.pk}"' in html
    assert f'value="{far.pk}"' not in html
    assert client.post(page, {"into": kept.pk if is_replaced else ""}).status_code == 302
    with scoping.scope(a):
        assert Post.objects.get(pk=post.pk).district == (kept if is_replaced else None)
        member = Membership.objects.get(user=karim)
        assert list(member.districts.all()) == ([kept] if is_replaced else [])
        assert list(member.towns.all()) == ([] if is_replaced else [town])
