"""What members are told of: once, by the channels they chose, and only what can still be read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.models import Page

from console import due
from members import services as people
from members.models import Membership, User
from messaging import services
from messaging.models import Notification
from messaging.notification_kinds import ANSWER, NotificationKind, registry
from messaging.notifications import tell, tell_who_follows
from site_core.kernel import scoping
from site_core.kernel.models import Territory
from tests.factories import make_blog, make_editor, make_member, make_post, make_referent
from tests.measure import path_of, queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


@pytest.fixture
def karim(a: Territory) -> User:
    """A member who commented."""
    return make_member(a, name="Karim B.")


@pytest.fixture
def zoe(a: Territory) -> User:
    """A member who answers."""
    return make_member(a, name="Zoé")


def told(user: User, territory: Territory) -> list[Notification]:
    """What somebody was told."""
    with scoping.scope(territory):
        return list(Notification.objects.filter(membership__user=user).select_related("page"))


def answered(a: Territory, karim: User, zoe: User, words: str = "Chez nous aussi.") -> Any:
    """A post that Karim commented, and Zoé's answer to him."""
    post = make_post(a, title="Nos poules")
    with scoping.scope(a):
        first = services.post_comment(page=post, author=karim, text="Combien sont-elles ?")
        services.post_comment(page=post, author=zoe, text=words, answers=first)
    return post


def test_an_answer_is_told_on_the_site_and_by_mail(
    a: Territory, browse: Browse, karim: User, zoe: User
) -> None:
    post = answered(a, karim, zoe)
    [row] = told(karim, a)
    assert (row.kind, row.seen_at) == ("answer", None)
    [letter] = mail.outbox
    assert letter.to == [karim.email]
    assert "Zoé" in letter.subject
    assert "Chez nous aussi." in letter.body
    client = browse(a, karim)
    html = client.get("/notifications/").content.decode()
    assert "Zoé" in html
    answer = client.get(f"/notifications/{row.public_id}/")
    assert answer["Location"].startswith(f"{path_of(post)}#c")
    assert told(karim, a)[0].seen_at is not None
    assert not told(zoe, a)


def test_nobody_is_told_of_their_own_answer(a: Territory, karim: User) -> None:
    answered(a, karim, karim)
    assert not told(karim, a)


@pytest.mark.parametrize(
    ("channels", "is_on_site", "mails"),
    [((True, False), True, 0), ((False, True), False, 1), ((False, False), None, 0)],
)
def test_channels_are_chosen_for_each_kind(
    a: Territory,
    browse: Browse,
    karim: User,
    zoe: User,
    channels: tuple[bool, bool],
    is_on_site: bool | None,
    mails: int,
) -> None:
    names = [name for name, is_on in zip(("screen", "mail"), channels, strict=True) if is_on]
    client = browse(a, karim)
    chosen = {"frequency": "weekly", "weekday": 3, "hour": 7, "answer": names}
    assert client.post("/compte/preferences/", chosen).status_code == 302
    answered(a, karim, zoe)
    assert len(mail.outbox) == mails
    rows = told(karim, a)
    assert [row.seen_at is None for row in rows] == ([] if is_on_site is None else [is_on_site])
    assert ("Zoé" in client.get("/notifications/").content.decode()) is bool(is_on_site)


def test_a_pause_holds_mail_back_but_not_a_decision(a: Territory, karim: User, zoe: User) -> None:
    with scoping.scope(a):
        Membership.objects.filter(user=karim).update(
            paused_until=timezone.localdate() + timedelta(days=2)
        )
    answered(a, karim, zoe)
    assert not mail.outbox
    assert len(told(karim, a)) == 1
    referent = make_referent(a)
    with scoping.scope(a):
        comment = services.TerritoryComment.objects.get(user=karim)
        services.remove_comment(comment=comment, by=referent, reason="Propos blessants.")
    [letter] = mail.outbox
    assert letter.to == [karim.email]
    assert "Propos blessants." in letter.body


def test_removing_one_s_own_words_tells_nobody(a: Territory, karim: User) -> None:
    post = make_post(a)
    with scoping.scope(a):
        comment = services.post_comment(page=post, author=karim, text="Oups.")
        services.remove_comment(comment=comment, by=karim)
    assert not told(karim, a)


def test_followers_are_told_once_of_what_is_published(
    a: Territory, b: Territory, karim: User, zoe: User
) -> None:
    blog = make_blog(a, title="Carnet")
    with scoping.scope(a):
        people.follow(user=karim, target=blog)
    post = make_post(a, title="Du neuf", blog=blog)
    make_post(a, title="Ailleurs")
    for _time in range(2):
        tell_who_follows.call(a.pk, post.pk)
    assert [row.page.title for row in told(karim, a)] == ["Du neuf"]
    assert not told(zoe, a)
    tell_who_follows.call(b.pk, post.pk)
    with scoping.scope(b):
        assert not Notification.objects.exists()


def test_publishing_tells_followers_by_itself(a: Territory, karim: User) -> None:
    blog = make_blog(a, title="Carnet")
    with scoping.scope(a):
        people.follow(user=karim, target=blog)
    post = make_post(a, title="Du neuf", blog=blog, live=False, first_published_at=None)
    with scoping.scope(a):
        post.save_revision().publish()
        post.save_revision().publish()
    assert [row.page.title for row in told(karim, a)] == ["Du neuf"]


def test_drafts_and_old_texts_tell_nothing(a: Territory, karim: User) -> None:
    blog = make_blog(a)
    with scoping.scope(a):
        people.follow(user=karim, target=blog)
    draft = make_post(a, blog=blog, live=False)
    old = make_post(a, blog=blog, first_published_at=timezone.now() - timedelta(days=30))
    for page in (draft, old):
        tell_who_follows.call(a.pk, page.pk)
    assert not told(karim, a)


def test_what_is_gone_is_said_to_be_and_leads_nowhere(
    a: Territory, browse: Browse, karim: User, zoe: User
) -> None:
    post = answered(a, karim, zoe)
    with scoping.scope(a):
        post.unpublish()
    [row] = told(karim, a)
    client = browse(a, karim)
    assert "Nos poules" not in client.get("/notifications/").content.decode()
    assert client.get(f"/notifications/{row.public_id}/").status_code == 404


def test_what_others_are_told_does_not_exist(
    a: Territory, b: Territory, browse: Browse, karim: User, zoe: User
) -> None:
    answered(a, karim, zoe)
    [row] = told(karim, a)
    neighbour = make_member(b)
    assert browse(a, zoe).get(f"/notifications/{row.public_id}/").status_code == 404
    assert browse(b, neighbour).get(f"/notifications/{row.public_id}/").status_code == 404
    assert "Zoé" not in browse(b, neighbour).get("/notifications/").content.decode()
    assert browse(a).get("/notifications/")["Location"] == "/connexion/?next=/notifications/"
    assert browse(b, karim).get("/notifications/")["Location"].startswith("/inscription/")
    for path in ("/notifications/vues/", "/compte/preferences/"):
        assert browse(b, karim).post(path)["Location"].startswith("/inscription/")


def test_all_are_seen_at_once(a: Territory, browse: Browse, karim: User, zoe: User) -> None:
    answered(a, karim, zoe)
    client = browse(a, karim)
    assert client.post("/notifications/vues/")["Location"] == "/notifications/"
    assert told(karim, a)[0].seen_at is not None


def test_the_list_costs_the_same_with_one_and_with_many(
    a: Territory, browse: Browse, karim: User, zoe: User
) -> None:
    client, costs = browse(a, karim), []
    for count in (1, 3):
        for _number in range(count):
            answered(a, karim, zoe)
        costs.append(queries(client, "/notifications/"))
    assert costs[0] == costs[1]


def test_telling_many_costs_the_same_queries(
    a: Territory, django_assert_max_num_queries: Any
) -> None:
    post = make_post(a)
    for _number in range(5):
        make_member(a)
    kind = NotificationKind("quiet", "", "%(what)s")
    with scoping.scope(a), django_assert_max_num_queries(8):
        tell(kind=kind, members=Membership.objects.all(), page=post, about="x")


def test_a_kind_is_declared_once_and_duties_leave_no_choice(a: Territory, karim: User) -> None:
    with pytest.raises(ValueError, match="declared twice"):
        registry.register(ANSWER)
    with scoping.scope(a), pytest.raises(ValueError, match="removed"):
        services.choose_channels(
            membership=Membership.objects.get(user=karim), channels={"removed": (False, False)}
        )


def test_a_mail_that_could_not_leave_is_tried_again_and_leaves_once(
    a: Territory, karim: User, zoe: User, settings: Any
) -> None:
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.messaging.test_digests.Broken"
    answered(a, karim, zoe)
    settings.EMAIL_BACKEND = works
    assert not mail.outbox
    due.mail_notifications()
    assert not mail.outbox, "not at once"
    with scoping.scope(a):
        Notification.objects.update(mail_due_at=timezone.now() - due.AGAIN_AFTER * 2)
    for _time in range(2):
        due.mail_notifications()
    assert [letter.to for letter in mail.outbox] == [[karim.email]]


def test_no_mail_leaves_to_a_box_that_does_not_exist(
    a: Territory, karim: User, zoe: User, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.messaging.test_digests.NoSuchBox"
    answered(a, karim, zoe)
    karim.refresh_from_db()
    assert karim.mail_refused_at is not None
    [row] = told(karim, a)
    assert row.mail_due_at is None


def test_what_is_new_is_counted_in_the_masthead_but_not_during_a_pause(
    a: Territory, b: Territory, browse: Browse, karim: User, zoe: User
) -> None:
    answered(a, karim, zoe)
    client, sign = browse(a, karim), 'href="/notifications/"'
    assert sign in client.get("/fil/").content.decode()
    assert sign not in browse(b, karim).get("/inscription/").content.decode()
    with scoping.scope(a):
        Membership.objects.update(paused_until=timezone.localdate() + timedelta(days=1))
    assert sign not in client.get("/fil/").content.decode()


@pytest.mark.parametrize("change", ["pause", "channel", "suspended"])
def test_what_was_changed_while_a_mail_waited_counts(
    a: Territory, karim: User, zoe: User, settings: Any, change: str
) -> None:
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.messaging.test_digests.Broken"
    answered(a, karim, zoe)
    settings.EMAIL_BACKEND = works
    with scoping.scope(a):
        member = Membership.objects.get(user=karim)
        if change == "pause":
            Membership.objects.update(paused_until=timezone.localdate() + timedelta(days=1))
        if change == "channel":
            services.choose_channels(membership=member, channels={"answer": (True, False)})
        Notification.objects.update(mail_due_at=timezone.now() - due.AGAIN_AFTER * 2)
    if change == "suspended":
        Territory.objects.filter(pk=a.pk).update(state=Territory.State.SUSPENDED)
    due.mail_notifications()
    assert not mail.outbox


def test_a_decision_is_told_when_its_page_is_gone_too(
    a: Territory, browse: Browse, karim: User, zoe: User, settings: Any
) -> None:
    post = answered(a, zoe, karim)
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.messaging.test_digests.Broken"
    with scoping.scope(a):
        comment = services.TerritoryComment.objects.get(user=karim)
        services.remove_comment(comment=comment, by=make_referent(a), reason="Propos blessants.")
        post.unpublish()
    settings.EMAIL_BACKEND = works
    with scoping.scope(a):
        Notification.objects.update(mail_due_at=timezone.now() - due.AGAIN_AFTER * 2)
    mail.outbox.clear()
    due.mail_notifications()
    [letter] = [one for one in mail.outbox if one.to == [karim.email]]
    assert "Propos blessants." in letter.body
    assert "/notifications/" not in letter.body
    html = browse(a, karim).get("/notifications/").content.decode()
    assert "Propos blessants." in html


@pytest.mark.parametrize("path", ["/commentaires/9999999999999999999/retirer/"])
def test_no_number_of_a_comment_is_too_long(
    a: Territory, browse: Browse, karim: User, path: str
) -> None:
    assert browse(a, karim).get(path).status_code == 404


@pytest.mark.parametrize(("decision", "kind"), [("approve", "accepted"), ("reject", "returned")])
def test_what_is_decided_of_one_s_text_is_told_on_the_site(
    a: Territory, b: Territory, browse: Browse, decision: str, kind: str
) -> None:
    writer = make_editor(a)
    with scoping.scope(a):
        people.join(territory=a, user=writer, name="Une plume")
        post = make_post(a, title="Le lavoir", owner=writer, live=False, first_published_at=None)
        post.save_revision(user=writer)
        state = post.get_workflow().start(post, writer)
        getattr(state.current_task_state, decision)(user=make_referent(a), comment="Bien vu.")
    assert [row.kind for row in told(writer, a)] == [kind]
    html = browse(a, writer).get("/notifications/").content.decode()
    assert "Le lavoir" in html
    with scoping.scope(b):
        assert not Notification.objects.exists()


def test_who_wrote_it_is_told_when_a_referent_takes_it_off_the_site(
    a: Territory, browse: Browse, karim: User
) -> None:
    post = make_post(a, title="Le lavoir", owner=karim)
    mail.outbox.clear()
    answer = browse(a, make_referent(a)).post(f"/admin/pages/{post.pk}/unpublish/")
    assert answer.status_code == 302
    [row] = told(karim, a)
    assert row.kind == "unpublished"
    [letter] = [one for one in mail.outbox if one.to == [karim.email]]
    assert "Le lavoir" in letter.subject
    assert "répondez à ce courriel" in letter.body
    assert "/notifications/" not in letter.body, "it leads nowhere any more"
    assert "Le lavoir" in browse(a, karim).get("/notifications/").content.decode()


def test_who_takes_their_own_text_off_is_told_nothing_nor_when_its_hour_is_over(
    a: Territory,
) -> None:
    referent = make_referent(a)
    post = make_post(a, title="Le lavoir", owner=referent)
    with scoping.scope(a):
        people.join(territory=a, user=referent, name="Jeanne P.")
        with LogContext(user=referent):
            post.unpublish(user=referent)
        post.save_revision().publish()
        Page.objects.filter(pk=post.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    due.publish_scheduled()
    assert not Page.objects.get(pk=post.pk).live
    assert not told(referent, a)
