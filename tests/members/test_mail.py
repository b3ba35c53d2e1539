"""What accounts are written, and where the links lead."""

import email.policy
import smtplib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from members.models import User, WaitingMail
from members.services import open_account, register_member
from members.services.waiting_mail import AGAIN_AFTER, keep, send_waiting
from site_core.kernel.models import Territory
from tests.factories.people import PASSWORD
from tests.members.conftest import Door, is_signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
FORGOTTEN = "/compte/mot-de-passe/oublie/"
FORM = {"name": "Karim B.", "email": "karim@exemple.test", "password": "mes poules pondent bien"}
NEW = "une toute nouvelle phrase"


@pytest.fixture
def every_mail(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> list[mail.EmailMultiAlternatives]:
    """One of each kind that an account of our territory can be sent."""
    browse(a).post("/inscription/", FORM)
    browse(a).post("/inscription/", FORM | {"email": lucie.email})
    browse(a).post(FORGOTTEN, {"email": lucie.email})
    browse(a).post(FORGOTTEN, {"email": "inconnue@exemple.test"})
    browse(a, lucie).post("/compte/mot-de-passe/", {"current_password": PASSWORD, "password": NEW})
    assert len(mail.outbox) == 5
    return mail.outbox


def test_no_mail_is_without_who_answers_for_it_and_where() -> None:
    mails = Path(__file__).parents[2] / "templates/emails"
    shared = ("emails/ending.txt", "emails/members/layout.txt", "{{ publisher }}")
    bodies = [path for path in mails.rglob("*.*") if not path.stem.endswith("_subject")]
    assert len(bodies) > 20
    assert [path.name for path in bodies if not any(s in path.read_text() for s in shared)] == []


def test_each_mail_is_the_territorys_and_names_no_other(
    places: dict[str, Territory], every_mail: list[Any], settings: Any
) -> None:
    ours = places["a.localhost"]
    for message in every_mail:
        written = email.message_from_bytes(
            message.message().as_bytes(), policy=email.policy.default
        )
        text = written.get_body(("plain",)).get_content()
        sender = written["From"].addresses[0]
        assert sender.display_name == ours.name
        assert sender.addr_spec == f"mornantais@{'kikalu.localhost'}"
        assert written["Subject"].startswith(f"[{ours.name}] ")
        assert written["Auto-Submitted"] == "auto-generated"
        assert ours.name in text
        assert "parce que cette adresse" in text
        assert text.rstrip().endswith(settings.PUBLISHER)
        assert "&#" not in text
        everything = f"{written['From']} {written['Subject']} {text}"
        for hostname, place in places.items():
            if place != ours:
                assert place.name not in everything
                assert hostname not in everything


def test_answers_go_to_the_territorys_contact(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    browse(a).post(FORGOTTEN, {"email": lucie.email})
    assert mail.outbox[-1].reply_to == []
    a.contact_email = "bonjour@mornantais.test"
    a.name = 'Le "Pays" Mornantais, ici\n'
    a.save()
    from site_core.kernel import hosts  # noqa: PLC0415

    hosts.forget()
    browse(a).post(FORGOTTEN, {"email": lucie.email})
    written = mail.outbox[-1].message()
    assert written["Reply-To"] == "bonjour@mornantais.test"
    assert written["From"] == '"Le Pays Mornantais, ici" <mornantais@kikalu.localhost>'


@pytest.mark.parametrize(
    "host", ["a.localhost:666", "A.LOCALHOST", "a.localhost.", "a.localhost:80"]
)
def test_links_name_the_stored_host_and_the_public_port_whatever_the_request_says(
    a: Territory, lucie: User, settings: Any, host: str
) -> None:
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT = "https", 443
    Client(headers={"host": host}).post(FORGOTTEN, {"email": lucie.email})
    body = mail.outbox[-1].body
    links = [line for line in body.splitlines() if "://" in line]
    assert links
    assert all(line.startswith("https://a.localhost/") for line in links)


def test_a_host_that_is_not_ours_gets_no_mail_sent(a: Territory, lucie: User) -> None:
    for headers in (
        {"host": "evil.test"},
        {"host": "evil.test", "x-forwarded-host": "a.localhost"},
    ):
        answer = Client(headers=headers).post(FORGOTTEN, {"email": lucie.email})
        assert answer.status_code == 404
    client = Client(headers={"host": "a.localhost", "x-forwarded-host": "evil.test"})
    client.post(FORGOTTEN, {"email": lucie.email})
    assert "evil" not in str(mail.outbox[-1].message())


def test_forgotten_passwords_are_answered_alike_for_known_and_unknown(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    pages = [
        browse(a).post(FORGOTTEN, {"email": address}, follow=True).content
        for address in (lucie.email, "inconnue@exemple.test")
    ]
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [[lucie.email], ["inconnue@exemple.test"]]
    assert "/nouveau/" not in mail.outbox[1].body


def test_a_mail_server_that_is_down_shows_nobody_who_has_an_account(
    a: Territory, browse: Callable[..., Client], lucie: User, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for address in (lucie.email, "inconnue@exemple.test"):
        assert browse(a).post(FORGOTTEN, {"email": address}).status_code == 302
    assert browse(a).post("/inscription/", FORM).status_code == 302
    assert User.objects.filter(email=FORM["email"]).exists()


def test_what_could_not_leave_leaves_once_the_mail_server_is_up(
    a: Territory, browse: Callable[..., Client], lucie: User, settings: Any
) -> None:
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    browse(a).post("/inscription/", FORM)
    browse(a).post("/connexion/code/", {"email": lucie.email})
    now, later = timezone.now(), timezone.now() + AGAIN_AFTER
    assert send_waiting(later) == 0, "it is still down"
    held = "".join(row.sealed for row in WaitingMail.objects.all())
    assert "/compte/" not in held, "a copy of the database opens no account"
    settings.EMAIL_BACKEND = works
    assert send_waiting(now) == 0, "not at once"
    assert send_waiting(later + timedelta(minutes=20)) == 1
    assert send_waiting(later + timedelta(minutes=40)) == 0
    [message] = mail.outbox
    assert message.to == [FORM["email"]], "a code that is over is of no use"
    assert "/compte/confirmer/" in message.body
    assert message.subject.startswith(f"[{a.name}]")
    assert not WaitingMail.objects.exists()


class Refusing(EmailBackend):
    """A mail server that takes nothing now."""

    def send_messages(self, messages: Any) -> int:
        """Refuse it."""
        raise smtplib.SMTPDataError(451, b"4.3.0 later")


class AndAnother(EmailBackend):
    """A mail server, while another process takes what waits."""

    def send_messages(self, messages: Any) -> int:
        """Take the mail; the other process has all the others."""
        WaitingMail.objects.update(tried_at=timezone.now())
        return int(super().send_messages(messages))


def test_a_mail_that_is_refused_for_now_waits_on(settings: Any) -> None:
    keep(EmailMessage("Sujet", "Corps", "a@x.test", ["b@x.test"]), timedelta(days=1))
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    assert send_waiting(timezone.now() + AGAIN_AFTER) == 0
    assert WaitingMail.objects.exists()


def test_two_processes_send_each_waiting_mail_once(settings: Any) -> None:
    for name in "bc":
        keep(EmailMessage("Sujet", "Corps", "a@x.test", [f"{name}@x.test"]), timedelta(days=1))
    settings.EMAIL_BACKEND = f"{__name__}.AndAnother"
    assert send_waiting(timezone.now() + AGAIN_AFTER) == 1
    assert [message.to for message in mail.outbox] == [["b@x.test"]]


def test_a_mail_sealed_by_a_lost_secret_is_given_up(settings: Any) -> None:
    message = EmailMessage("Sujet", "Corps", "a@exemple.test", ["b@exemple.test"])
    keep(message, timedelta(days=1))
    settings.SECRET_KEY = "another one, long enough for the checks of this test"
    assert send_waiting(timezone.now() + AGAIN_AFTER) == 0
    assert not WaitingMail.objects.exists()


def test_a_reset_link_opens_on_its_own_host_only_and_once(
    a: Territory,
    b: Territory,
    browse: Callable[..., Client],
    lucie: User,
    link_in_mail: Callable[[str], str],
    sign_in: Door,
) -> None:
    browse(a).post(FORGOTTEN, {"email": lucie.email})
    link = link_in_mail("/compte/mot-de-passe/nouveau/")
    for elsewhere in (b, None):
        stranger = browse(elsewhere)
        answer = stranger.get(link)
        assert answer.status_code == 404
        assert 'role="alert"' in answer.content.decode()
        form = link.rpartition("-")[0].rpartition("-")[0] + "-set-password/"
        assert stranger.post(form, {"password": NEW}).status_code == 404
        assert stranger.post(link, {"password": NEW}).status_code == 404
    lucie.refresh_from_db()
    assert lucie.check_password(PASSWORD)
    client = browse(a)
    answer = client.get(link, follow=True)
    form = answer.redirect_chain[-1][0]
    assert "set-password" in form
    assert client.post(form, {"password": "court"}).status_code == 400
    done = client.post(form, {"password": NEW}, follow=True)
    assert 'role="status"' in done.content.decode()
    assert not is_signed_in(client)
    assert sign_in(client, lucie.email, NEW).status_code == 302
    assert browse(a).get(link).status_code == 404


def test_whoever_follows_a_reset_link_need_not_confirm_the_address_too(
    a: Territory,
    browse: Callable[..., Client],
    link_in_mail: Callable[[str], str],
    sign_in: Door,
) -> None:
    appointed = open_account(email="lise@exemple.test", name="Lise")
    client = browse(a)
    client.post(FORGOTTEN, {"email": appointed.email})
    answer = client.get(link_in_mail("/compte/mot-de-passe/nouveau/"), follow=True)
    client.post(answer.redirect_chain[-1][0], {"password": NEW})
    assert sign_in(client, appointed.email, NEW).status_code == 302
    assert is_signed_in(client)


def test_a_reset_link_lasts_a_day(
    a: Territory,
    browse: Callable[..., Client],
    lucie: User,
    link_in_mail: Callable[[str], str],
) -> None:
    browse(a).post(FORGOTTEN, {"email": lucie.email})
    link = link_in_mail("/compte/mot-de-passe/nouveau/")
    with time_machine.travel(timezone.now() + timedelta(hours=27), tick=False):
        assert browse(a).get(link).status_code == 404


def test_a_confirmation_opens_on_its_own_host_only_and_once(
    a: Territory,
    b: Territory,
    browse: Callable[..., Client],
    link_in_mail: Callable[[str], str],
) -> None:
    browse(a).post("/inscription/", FORM)
    link = link_in_mail("/compte/confirmer/")
    unsealed = "/".join([*link.split("/")[:3], link.split("/")[3].rpartition(":")[0], ""])
    for place, path in ((b, link), (None, link), (a, unsealed), (a, "/compte/confirmer/x:y/")):
        client = browse(place)
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    assert not EmailAddress.objects.get(email=FORM["email"]).verified
    assert browse(a).post(link).status_code == 302
    assert EmailAddress.objects.get(email=FORM["email"]).verified
    assert browse(a).get(link).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/compte/mot-de-passe/nouveau/zzzzzzzzzzzzz-x/",
        "/compte/mot-de-passe/nouveau/1-set-password/",
        "/compte/mot-de-passe/nouveau/0-abc-def/",
        "/compte/confirmer/" + "x" * 3000 + "/",
    ],
)
def test_a_forged_link_is_a_404(a: Territory, browse: Callable[..., Client], path: str) -> None:
    assert browse(a).get(path).status_code == 404
    assert browse(a).post(path, {"password": NEW}).status_code == 404


def test_the_network_site_writes_in_its_own_name(
    a: Territory, browse: Callable[..., Client]
) -> None:
    register_member(territory=a, email="op@exemple.test", name="O", verified=True)
    browse(None).post(FORGOTTEN, {"email": "op@exemple.test"})
    browse(None).post(FORGOTTEN, {"email": "inconnue@exemple.test"})
    for message in mail.outbox:
        assert message.from_email.startswith("Kikalu <")
        assert "http://kikalu.localhost" in message.body
        assert "/inscription/" not in message.body
        assert a.name not in message.body
