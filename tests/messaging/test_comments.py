"""Members answer a text, and each other."""

import uuid
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from blog.models import Post
from messaging.models import TerritoryComment
from messaging.services import post_comment, remove_comment
from messaging.threads import PER_PAGE, thread
from site_core.kernel import scoping, territories
from site_core.kernel.models import Territory
from site_core.kernel.scoping import ForeignTerritory
from tests.factories import make_blog, make_member, make_post, make_referent, make_user
from tests.measure import path_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def post(a: Territory) -> Post:
    """A post to talk about."""
    return make_post(a)


def test_a_member_comments_from_the_page(
    a: Territory, post: Post, browse: Callable[..., Client]
) -> None:
    member = make_member(a, name="Jeanne Morel")
    client = browse(a, member)
    page = client.get(post.get_url())
    assert 'data-action="comment"' in page.content.decode()
    sent = client.post(f"/commentaires/{post.pk}/", {"body": "Bravo <b>!</b>"}, follow=True)
    text = sent.content.decode()
    assert "Bravo &lt;b&gt;!&lt;/b&gt;" in text
    assert "Jeanne Morel" in text
    assert member.email not in text


def test_a_visitor_reads_comments_without_a_cookie_and_is_sent_to_sign_in(
    a: Territory, post: Post, browse: Callable[..., Client]
) -> None:
    with territories.enter(a):
        post_comment(page=post, author=make_member(a), text="Bien dit.")
    visitor = browse(a)
    page = visitor.get(post.get_url())
    assert "Bien dit." in page.content.decode()
    assert "csrfmiddlewaretoken" not in page.content.decode()
    assert not page.cookies
    asked = visitor.post(f"/commentaires/{post.pk}/", {"body": "Moi aussi"})
    assert asked.status_code == 302
    assert asked.url.startswith("/connexion/")
    assert TerritoryComment.all_rows.count() == 1


def test_words_that_would_turn_the_page_around_are_refused_and_kept(
    a: Territory, post: Post, browse: Callable[..., Client]
) -> None:
    client = browse(a, make_member(a))
    refused = client.post(f"/commentaires/{post.pk}/", {"body": "Bien dit \u202eelov"})
    assert refused.status_code == 400
    assert "U+202E" in refused.content.decode()
    assert "Bien dit" in refused.content.decode()
    assert not TerritoryComment.all_rows.exists()
    emoji = {"body": "Bravo 👩\u200d🌾"}
    assert client.post(f"/commentaires/{post.pk}/", emoji).status_code == 302


def test_a_form_sent_twice_is_stored_once(
    a: Territory, post: Post, browse: Callable[..., Client]
) -> None:
    client = browse(a, make_member(a))
    form = {"body": "Une fois", "submission": str(uuid.uuid4())}
    for _time in range(2):
        assert client.post(f"/commentaires/{post.pk}/", form).status_code == 302
    assert TerritoryComment.all_rows.count() == 1


def test_what_was_typed_survives_an_error(
    a: Territory, post: Post, browse: Callable[..., Client]
) -> None:
    client = browse(a, make_member(a))
    too_long = "mot " * 1000
    answer = client.post(f"/commentaires/{post.pk}/", {"body": too_long})
    assert answer.status_code == 400
    assert too_long.strip()[:3000] in answer.content.decode()
    assert client.post(f"/commentaires/{post.pk}/", {"body": "  "}).status_code == 400


@pytest.mark.parametrize("state", ["draft", "private", "closed", "without comments"])
def test_a_page_that_is_not_open_takes_no_comment(
    a: Territory, post: Post, browse: Callable[..., Client], state: str
) -> None:
    target, member = post, make_member(a)
    with territories.enter(a):
        if state == "draft":
            post.unpublish()
        elif state == "private":
            PageViewRestriction.objects.create(page=post, restriction_type="login")
        elif state == "closed":
            Post.objects.filter(pk=post.pk).update(comments_open=False)
        else:
            target = make_blog(a)
    answer = browse(a, member).post(f"/commentaires/{target.pk}/", {"body": "Bonjour"})
    assert answer.status_code in {403, 404}
    with territories.enter(a), pytest.raises(PermissionDenied):
        post_comment(page=Page.objects.get(pk=target.pk).specific, author=member, text="Bonjour")
    assert not TerritoryComment.all_rows.exists()


def test_only_a_member_of_this_territory_comments(
    a: Territory, b: Territory, post: Post, browse: Callable[..., Client]
) -> None:
    neighbour = make_member(b)
    answer = browse(a, neighbour).post(f"/commentaires/{post.pk}/", {"body": "Bonjour"})
    assert answer.status_code == 403
    assert "Bonjour" in answer.content.decode()
    assert not TerritoryComment.all_rows.exists()


def test_a_page_of_the_neighbour_does_not_exist_here(
    a: Territory, b: Territory, browse: Callable[..., Client]
) -> None:
    theirs = make_post(b, title="Canari des voisins")
    client = browse(a, make_member(a, b))
    for answer in (
        client.get(f"/commentaires/{theirs.pk}/"),
        client.post(f"/commentaires/{theirs.pk}/", {"body": "Bonjour"}),
    ):
        assert answer.status_code == 404
        assert "Canari" not in answer.content.decode()
    assert not TerritoryComment.all_rows.exists()


def test_an_answer_cannot_reach_a_thread_of_the_neighbour(
    a: Territory, b: Territory, post: Post, browse: Callable[..., Client]
) -> None:
    person = make_member(a, b)
    with territories.enter(b):
        theirs = post_comment(page=make_post(b), author=person, text="Canari")
    before = TerritoryComment.all_rows.filter(pk=theirs.pk).values().get()
    client = browse(a, person)
    answer = client.post(f"/commentaires/{post.pk}/", {"body": "Oui", "answers": theirs.pk})
    assert answer.status_code == 404
    assert "Canari" not in answer.content.decode()
    with territories.enter(a):
        forged = TerritoryComment(
            territory=a,
            content_type=theirs.content_type,
            object_pk=str(post.pk),
            site=theirs.site,
            user=person,
            comment="x",
            parent_id=theirs.pk,
        )
        with pytest.raises(ForeignTerritory), transaction.atomic():
            forged.save()
    assert TerritoryComment.all_rows.filter(pk=theirs.pk).values().get() == before


def test_answers_stand_under_what_they_answer_to_a_limit(a: Territory, post: Post) -> None:
    author = make_member(a)
    with territories.enter(a):
        above = post_comment(page=post, author=author, text="0")
        for level in range(1, 4):
            above = post_comment(page=post, author=author, text=str(level), answers=above)
        with pytest.raises(ValidationError), transaction.atomic():
            post_comment(page=post, author=author, text="4", answers=above)
        shown = thread(post)
    assert shown.count == 4
    first = shown.conversations[0]
    assert first.answers[0].answers[0].answers[0].comment.comment == "3"


def test_a_thread_costs_the_same_with_one_and_with_many_comments(a: Territory, post: Post) -> None:
    def queries() -> int:
        with territories.enter(a), CaptureQueriesContext(connection) as seen:
            thread(post)
        return len(seen)

    with territories.enter(a):
        first = post_comment(page=post, author=make_member(a), text="Un")
    queries()
    alone = queries()
    with territories.enter(a):
        for number in range(8):
            post_comment(page=post, author=make_member(a), text=str(number), answers=first)
            post_comment(page=post, author=make_member(a), text=str(number))
    assert queries() == alone <= 4


def test_a_long_thread_is_read_by_pages_and_a_comment_stays_on_its_own(
    a: Territory, post: Post, browse: Callable[..., Client]
) -> None:
    author = make_member(a)
    with territories.enter(a):
        said = [
            post_comment(page=post, author=author, text=f"Avis {number}.")
            for number in range(PER_PAGE)
        ]
        remove_comment(comment=said[1], by=author)
    client = browse(a, author)
    there = client.post(f"/commentaires/{post.pk}/", {"body": "Le dernier avis."})
    last = TerritoryComment.all_rows.latest("pk")
    assert there.url == f"{path_of(post)}?page=2#c{last.pk}"
    first, second = (client.get(f"{post.get_url()}{asked}") for asked in ("", "?page=2"))
    assert "Le dernier avis." not in first.content.decode()
    assert 'href="?page=2#comments"' in first.content.decode()
    assert "Le dernier avis." in second.content.decode()
    assert "Avis 0." not in second.content.decode()
    for page in (first, second):
        assert f"{PER_PAGE} commentaires" in page.content.decode()
    answered = client.post(f"/commentaires/{post.pk}/", {"body": "Oui.", "answers": said[0].pk})
    assert "?page=" not in answered.url
    for wrong in ("3", "0", "-1", "x", "9" * 500):
        assert client.get(post.get_url(), {"page": wrong}).status_code == 404


def test_a_conversation_that_is_long_takes_no_more_answers_and_says_what_to_do(
    a: Territory, post: Post, browse: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("messaging.services.LONGEST", 2)
    client = browse(a, make_member(a))
    client.post(f"/commentaires/{post.pk}/", {"body": "Un avis"})
    start = TerritoryComment.all_rows.get()
    answer = {"body": "Ma réponse", "answers": start.pk}
    assert client.post(f"/commentaires/{post.pk}/", answer).status_code == 302
    refused = client.post(f"/commentaires/{post.pk}/", answer)
    assert refused.status_code == 400
    assert "Commencez-en une nouvelle" in refused.content.decode()
    assert "Ma réponse" in refused.content.decode()
    assert TerritoryComment.all_rows.count() == 2


def test_a_removed_comment_keeps_its_place_and_says_why(
    a: Territory, post: Post, browse: Callable[..., Client]
) -> None:
    author, referent = make_member(a), make_referent(a)
    with territories.enter(a):
        bad = post_comment(page=post, author=author, text="Propos blessants")
        post_comment(page=post, author=author, text="Une réponse", answers=bad)
        with pytest.raises(ValidationError):
            remove_comment(comment=bad, by=referent, reason=" ")
    client = browse(a, referent)
    assert client.post(f"/commentaires/{bad.pk}/retirer/", {"reason": ""}).status_code == 400
    client.post(f"/commentaires/{bad.pk}/retirer/", {"reason": "Attaque personnelle"})
    text = browse(a).get(post.get_url()).content.decode()
    assert "Propos blessants" not in text
    assert "Attaque personnelle" in text
    assert "Une réponse" in text


def test_only_its_author_or_a_referent_of_the_place_removes_a_comment(
    a: Territory, b: Territory, post: Post, browse: Callable[..., Client]
) -> None:
    author = make_member(a)
    with territories.enter(a):
        words = post_comment(page=post, author=author, text="Mes mots")
        for stranger in (make_member(a), make_user(), make_referent(b), AnonymousUser()):
            with pytest.raises(PermissionDenied):
                remove_comment(comment=words, by=stranger, reason="x")
    assert browse(b, make_referent(b)).get(f"/commentaires/{words.pk}/retirer/").status_code == 404
    with territories.enter(a):
        remove_comment(comment=words, by=author)
    with scoping.scope(a):
        assert TerritoryComment.objects.get(pk=words.pk).is_removed
