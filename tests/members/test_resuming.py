"""On with what one was doing, whichever door one came in by."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from blog.models import Post
from consultations.models import Ballot
from members.models import User
from messaging import drafts
from messaging.models import TerritoryComment
from site_core.kernel.models import Territory
from tests.factories import make_poll, make_post
from tests.factories.people import PASSWORD
from tests.measure import path_of
from tests.members.conftest import Door, is_signed_in
from tests.members.test_sign_in_codes import code_in_mail
from tests.screens import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
WORDS = "Chez nous aussi, les poules préfèrent l’ancien lavoir."
FORGOTTEN = "/compte/mot-de-passe/oublie/"
NEW = "une toute nouvelle phrase"


@pytest.fixture
def post(a: Territory) -> Post:
    """Something to answer."""
    return make_post(a)


@pytest.fixture
def ballot(a: Territory) -> str:
    """The address of a voting page with the second answer chosen, as a visitor's card leads to."""
    poll = make_poll(a)
    return f"{path_of(poll)}voter/?next=%2F&choice={poll.papers[1][0]}"


def door_of(client: Client, wanted: str) -> str:
    """The address of the sign-in page that an address leads to."""
    door = client.get(wanted)["Location"]
    assert door.startswith("/connexion/?next=")
    return door


def chosen(page: Any) -> str:
    """The answer ticked on a ballot paper."""
    return str(fields_of(page, attribute="data-action", value="vote")["choice"])


def test_the_choice_of_a_vote_is_carried_through_each_door(
    a: Territory, browse: Callable[..., Client], lucie: User, ballot: str
) -> None:
    number = ballot.rpartition("=")[2]
    password, code = browse(a), browse(a)
    for client in (password, code):
        door = client.get(door_of(client, ballot))
        wanted = fields_of(door, attribute="data-action", value="login")["next"]
        fields = {"email": lucie.email, "next": wanted}
        if client is password:
            page = client.post("/connexion/", {**fields, "password": PASSWORD}, follow=True)
        else:
            asked = client.post("/connexion/code/", fields, follow=True)
            fields = fields_of(asked, attribute="data-action", value="login-code")
            page = client.post(
                "/connexion/code/confirmer/", {**fields, "code": code_in_mail()}, follow=True
            )
        assert chosen(page) == number


def test_a_new_password_leads_back_to_the_vote(
    a: Territory,
    browse: Callable[..., Client],
    lucie: User,
    ballot: str,
    link_in_mail: Callable[[str], str],
) -> None:
    client = browse(a)
    door = client.get(door_of(client, ballot)).content.decode()
    assert f'href="{FORGOTTEN}?next=' in door
    sent = client.post(FORGOTTEN, {"email": lucie.email, "next": ballot})
    assert sent["Location"] == f"{FORGOTTEN}envoye/"
    form = client.get(link_in_mail("/compte/mot-de-passe/nouveau/"), follow=True)
    done = client.post(form.redirect_chain[-1][0], {"password": NEW}, follow=True)
    assert done.status_code == 200
    link = done.content.decode().partition('href="/connexion/?next=')[2].partition('"')[0]
    door = client.get(f"/connexion/?next={link}")
    fields = fields_of(door, attribute="data-action", value="login")
    page = client.post(
        "/connexion/", {**fields, "email": lucie.email, "password": NEW}, follow=True
    )
    assert chosen(page) == ballot.rpartition("=")[2]


def test_confirming_in_another_browser_leads_to_the_door_and_on(
    a: Territory, browse: Callable[..., Client], ballot: str, link_in_mail: Callable[[str], str]
) -> None:
    fields = {"name": "Karim B.", "email": "karim@exemple.test", "password": NEW, "next": ballot}
    browse(a).post("/inscription/", fields)
    phone = browse(a)
    link = link_in_mail("/compte/confirmer/")
    door = phone.post(link, follow=True)
    assert door.redirect_chain[-1][0].startswith("/connexion/?next=%2Fconsultations%2F")
    fields = fields_of(door, attribute="data-action", value="login")
    page = phone.post("/connexion/", {**fields, "email": "karim@exemple.test", "password": NEW})
    assert page["Location"] == ballot


def test_a_link_of_a_mail_never_leads_to_another_host(
    a: Territory, browse: Callable[..., Client], link_in_mail: Callable[[str], str]
) -> None:
    fields = {"name": "Karim B.", "email": "karim@exemple.test", "password": NEW}
    browse(a).post("/inscription/", {**fields, "next": "https://evil.example/"})
    assert "evil" not in mail.outbox[-1].body
    link = link_in_mail("/compte/confirmer/")
    answer = browse(a).post(f"{link}?next=//evil.example/")
    assert answer["Location"] == "/connexion/?next=%2Ffil%2F"


def test_somebody_from_another_territory_joins_and_goes_on(
    b: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    poll = make_poll(b)
    wanted = f"{path_of(poll)}voter/?choice={poll.papers[0][0]}"
    client = browse(b)
    sign_in(client, lucie.email)
    form = client.get(wanted, follow=True)
    assert form.redirect_chain[-1][0].startswith("/inscription/?next=")
    fields = fields_of(form, attribute="data-action", value="signup")
    assert fields["next"] == wanted
    assert chosen(client.post("/inscription/", fields, follow=True)) == str(poll.papers[0][0])


def test_a_ballot_sent_after_the_session_ended_keeps_its_choice(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    poll = make_poll(a)
    client = browse(a)
    sign_in(client, lucie.email)
    Session.objects.all().delete()
    sent = {"choice": poll.papers[1][0], "next": "/"}
    door = client.post(f"{path_of(poll)}voter/", sent)["Location"]
    wanted = fields_of(client.get(door), attribute="data-action", value="login")["next"]
    page = sign_in(client, lucie.email, fields={"next": wanted}, follow=True)
    assert chosen(page) == str(poll.papers[1][0])
    assert not Ballot.all_rows.exists()
    long = client.post("/deconnexion/") and client.post(
        f"{path_of(poll)}voter/", {"choice": "1" * 10_000}
    )
    assert len(long["Location"]) < 300


def test_a_comment_sent_after_the_session_ended_is_not_lost(
    a: Territory, browse: Callable[..., Client], lucie: User, post: Post
) -> None:
    form = f"/commentaires/{post.pk}/"
    client = Client(enforce_csrf_checks=True, headers={"host": "a.localhost"})
    door = fields_of(client.get("/connexion/"), attribute="data-action", value="login")
    client.post("/connexion/", {**door, "email": lucie.email, "password": PASSWORD})
    fields = fields_of(client.get(form), attribute="data-action", value="comment")
    Session.objects.all().delete()
    answer = client.post(form, {**fields, "body": WORDS})
    assert answer["Location"] == f"/connexion/?next={form}"
    door = fields_of(client.get(answer["Location"]), attribute="data-action", value="login")
    back = client.post(
        "/connexion/", {**door, "email": lucie.email, "password": PASSWORD}, follow=True
    )
    fields = fields_of(back, attribute="data-action", value="comment")
    assert fields["body"].strip() == WORDS
    assert not TerritoryComment.all_rows.exists()
    assert client.post(form, fields).status_code == 302
    assert TerritoryComment.all_rows.get().comment == WORDS
    assert WORDS not in client.get(form).content.decode()


def test_a_comment_of_somebody_who_has_not_joined_waits_until_they_have(
    a: Territory, b: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    there = make_post(b)
    form = f"/commentaires/{there.pk}/"
    client = browse(b, lucie)
    assert 'href="/inscription/?next=/commentaires/' in client.get(form).content.decode()
    refused = client.post(form, {"body": WORDS})
    assert refused.status_code == 403
    assert WORDS in refused.content.decode()
    fields = fields_of(
        client.get(f"/inscription/?next={form}"), attribute="data-action", value="signup"
    )
    back = client.post("/inscription/", fields, follow=True)
    assert fields_of(back, attribute="data-action", value="comment")["body"].strip() == WORDS


def test_words_kept_belong_to_their_page_and_are_soon_forgotten(
    a: Territory, b: Territory, browse: Callable[..., Client], lucie: User, post: Post
) -> None:
    client = browse(a)
    client.post(f"/commentaires/{post.pk}/", {"body": WORDS})
    client.force_login(lucie)
    session = client.session
    session["_host"] = "a.localhost"
    session.save()
    other = make_post(a)
    assert WORDS not in client.get(f"/commentaires/{other.pk}/").content.decode()
    assert WORDS in client.get(f"/commentaires/{post.pk}/").content.decode()
    session[drafts.KEY] |= {"at": timezone.now().timestamp() - drafts.SECONDS - 1}
    session.save()
    assert WORDS not in client.get(f"/commentaires/{post.pk}/").content.decode()


def test_an_empty_comment_of_a_visitor_leaves_no_cookie(
    a: Territory, browse: Callable[..., Client], post: Post
) -> None:
    answer = browse(a).post(f"/commentaires/{post.pk}/", {"body": "  "})
    assert answer["Location"].startswith("/connexion/")
    assert "kikalu-session" not in answer.cookies


def test_a_forwarded_confirmation_says_so_and_signs_nobody_out(
    a: Territory, browse: Callable[..., Client], lucie: User, link_in_mail: Callable[[str], str]
) -> None:
    fields = {"name": "Karim B.", "email": "karim@exemple.test", "password": NEW}
    browse(a).post("/inscription/", fields)
    link = link_in_mail("/compte/confirmer/")
    client = browse(a, lucie)
    for answer in (client.get(link), client.post(link)):
        assert answer.status_code == 403
        assert 'role="alert"' in answer.content.decode()
        assert "karim@exemple.test" not in answer.content.decode()
    assert is_signed_in(client)
    assert browse(a).post(link).status_code == 302


def test_a_mail_program_that_opens_links_confirms_and_spends_nothing(
    a: Territory, browse: Callable[..., Client], lucie: User, link_in_mail: Callable[[str], str]
) -> None:
    browse(a).post(
        "/inscription/", {"name": "Karim B.", "email": "karim@exemple.test", "password": NEW}
    )
    confirm = link_in_mail("/compte/confirmer/")
    browse(a).post(FORGOTTEN, {"email": lucie.email})
    reset = link_in_mail("/compte/mot-de-passe/nouveau/")
    for link in (confirm, reset):
        scanner = browse(a)
        for _ in range(2):
            assert scanner.head(link, follow=True).status_code == 200
            assert scanner.get(link, follow=True).status_code == 200
    assert not is_signed_in(scanner)
    assert browse(a).post(confirm)["Location"] == "/connexion/?next=%2Ffil%2F"
    form = (client := browse(a)).get(reset, follow=True).redirect_chain[-1][0]
    assert client.post(form, {"password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("path", "action", "name", "value"),
    [
        ("/compte/criteres/", "criteria", "kinds", "poll"),
        ("/compte/preferences/", "preferences", "frequency", "daily"),
    ],
)
def test_what_was_ticked_when_the_session_had_ended_is_given_back_once(
    a: Territory,
    browse: Callable[..., Client],
    lucie: User,
    sign_in: Door,
    path: str,
    action: str,
    name: str,
    value: str,
) -> None:
    client = browse(a)
    assert client.post(path, {name: value})["Location"] == f"/connexion/?next={path}"
    other = "/compte/preferences/" if path == "/compte/criteres/" else "/compte/criteres/"
    sign_in(client, lucie.email)
    assert "avant de vous reconnecter" not in client.get(other).content.decode()
    page = client.get(path)
    assert page.status_code == 200
    assert "avant de vous reconnecter" in page.content.decode()
    again = fields_of(page, attribute="data-action", value=action)
    assert again[name] in (value, [value])
    assert "avant de vous reconnecter" not in client.get(path).content.decode()


def test_what_was_kept_is_forgotten_after_an_hour(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door, time_machine: Any
) -> None:
    client = browse(a)
    client.post("/compte/preferences/", {"frequency": "daily"})
    client.post("/compte/preferences/", {"frequency": "x" * 20_000})
    time_machine.move_to(timezone.now() + timedelta(minutes=61))
    sign_in(client, lucie.email)
    assert "avant de vous" not in client.get("/compte/preferences/").content.decode()
