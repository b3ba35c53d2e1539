"""In whose name a post is written: chosen before it is published, and frozen in it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from blog.holdings import leave_to_readers
from blog.models import Post
from members.models import Membership, User
from members.services import give_capacity, join, withdraw_capacity
from site_core.kernel import territories
from site_core.kernel.models import Territory
from tests.factories import make_editor, make_group, make_operator, make_post
from tests.measure import path_of
from tests.screens import editor_fields

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


@pytest.fixture
def deputy(a: Territory) -> User:
    """Somebody who writes here, and is an elected person too."""
    person = make_editor(a, name="Jeanne Morel")
    join(territory=a, user=person, name="Jeanne Morel")
    with territories.enter(a):
        give_capacity(
            membership=Membership.objects.get(user=person),
            kind="elected",
            title="adjointe à la culture",
            by=make_operator(),
        )
    return person


def draft(a: Territory, owner: User) -> Post:
    """A post that was never published."""
    post: Post = make_post(a, title="La halle", owner=owner, live=False, first_published_at=None)
    return post


def edited(client: Client, post: Post, **changes: str) -> Any:
    """Send the editor's form, with changes; the stored post."""
    url = reverse("wagtailadmin_pages:edit", args=[post.pk])
    answer = client.post(url, editor_fields(client.get(url)) | changes)
    assert answer.status_code == 302
    return Post.objects.get(pk=post.pk)


def latest(post: Post) -> Any:
    """The last version."""
    with territories.enter(territories.territory_of(post)):
        return Post.objects.get(pk=post.pk).get_latest_revision_as_object()


def test_the_voice_is_chosen_in_a_draft_and_frozen_by_publishing(
    a: Territory, browse: Browse, deputy: User
) -> None:
    post, client = draft(a, deputy), browse(a, deputy)
    url = reverse("wagtailadmin_pages:edit", args=[post.pk])
    html = client.get(url).content.decode()
    assert "adjointe à la culture" in html
    edited(client, post, voice="inhabitant")
    assert (latest(post).voice_kind, latest(post).voice_title) == ("inhabitant", "")
    [elected] = re.findall(r'value="(capacity-\d+)"', html)
    edited(client, post, voice=elected)
    with territories.enter(a):
        latest(post).save_revision().publish()
        held = Membership.objects.get(user=deputy).capacities.get()
        withdraw_capacity(capacity=held, by=make_operator())
    post.refresh_from_db()
    read = browse(a).get(path_of(post)).content.decode()
    assert "<bdi>adjointe à la culture</bdi>" in read
    assert 'name="voice"' not in client.get(url).content.decode()
    edited(client, post, title="La halle, suite", voice="inhabitant")
    assert latest(post).voice_kind == "elected"


def test_nobody_takes_a_voice_that_is_not_theirs(
    a: Territory, browse: Browse, deputy: User
) -> None:
    post, client = draft(a, deputy), browse(a, deputy)
    url = reverse("wagtailadmin_pages:edit", args=[post.pk])
    answer = client.post(url, editor_fields(client.get(url)) | {"voice": "referent"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["voice"]
    assert Post.objects.get(pk=post.pk).voice_kind == ""


def test_who_becomes_somebody_later_wrote_as_they_were(a: Territory, browse: Browse) -> None:
    writer = make_editor(a, name="Zoé Rivoire")
    join(territory=a, user=writer, name="Zoé Rivoire")
    post, client = draft(a, writer), browse(a, writer)
    edited(client, post, voice="inhabitant")
    with territories.enter(a):
        latest(post).save_revision().publish()
        give_capacity(
            membership=Membership.objects.get(user=writer),
            kind="elected",
            title="maire",
            by=make_operator(),
        )
        card = Post.objects.filter(pk=post.pk).for_cards().get()
    assert card.author_kind == "inhabitant"


def test_a_post_without_its_author_tells_no_capacity(a: Territory, deputy: User) -> None:
    post = make_post(a, owner=deputy, voice_kind="elected", voice_title="adjointe à la culture")
    with territories.enter(a):
        post.save_revision().publish()
        leave_to_readers(post)
    post.refresh_from_db()
    assert (post.voice_kind, post.voice_title) == ("", "")
    assert "adjointe" not in str([one.content for one in post.revisions.all()])


def test_a_post_in_the_name_of_a_group_knows_it_until_its_author_is_gone(
    a: Territory, browse: Browse, deputy: User
) -> None:
    group = make_group(a, title="Les Croqueurs")
    with territories.enter(a):
        member = Membership.objects.get(user=deputy)
        held = give_capacity(membership=member, kind="group", group=group, by=make_operator())
    post, client = draft(a, deputy), browse(a, deputy)
    edited(client, post, voice=f"capacity-{held.pk}")
    assert latest(post).voice_group == group
    with territories.enter(a):
        latest(post).save_revision().publish()
        leave_to_readers(Post.objects.get(pk=post.pk))
        assert Post.objects.get(pk=post.pk).voice_group is None
        assert latest(post).voice_group is None
