"""Writing to a territory: kept first, mailed next, read by its referents alone."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from console import due
from messaging.models import ContactMessage
from messaging.services import MOST_MESSAGES, TooMany, send_contact_message
from messaging.tasks import mail_contact_message
from site_core.kernel import territories
from site_core.kernel.models import Territory
from tests.factories import make_editor, make_member, make_referent

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TYPED = {"name": "Jeanne", "email": "jeanne@exemple.test", "body": "Le lavoir fuit depuis lundi."}
Browse = Callable[..., Client]


@pytest.fixture
def inbox(a: Territory) -> str:
    """Where messages to our territory arrive."""
    a.contact_email = "mairie@exemple.test"
    a.save()
    return a.contact_email


def send(place: Territory, **fields: Any) -> ContactMessage:
    with territories.enter(place):
        return send_contact_message(**{**TYPED, "address": "192.0.2.1", **fields})


def test_a_visitor_writes_from_the_contact_page(
    a: Territory, inbox: str, browse: Browse, django_capture_on_commit_callbacks: Any
) -> None:
    visitor = browse(a)
    assert "/contact/ecrire/" in visitor.get("/contact/").content.decode()
    assert 'data-action="contact"' in visitor.get("/contact/ecrire/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = visitor.post("/contact/ecrire/", TYPED, follow=True)
    assert 'role="status"' in answer.content.decode()
    kept = ContactMessage.all_rows.get()
    assert (kept.territory, kept.body, kept.email) == (a, TYPED["body"], TYPED["email"])
    assert kept.mailed_at is not None
    (sent,) = mail.outbox
    assert sent.to == [inbox]
    assert sent.reply_to == [TYPED["email"]]
    assert TYPED["body"] in sent.body
    assert "192.0.2.1" not in str(ContactMessage.all_rows.values().get())


def test_without_a_contact_the_referents_read_it(a: Territory, b: Territory) -> None:
    referent, _neighbour = make_referent(a), make_referent(b)
    message = send(a)
    mail_contact_message.call(a.pk, message.pk)
    assert mail.outbox[0].to == [referent.email]


def test_what_could_not_leave_is_kept_and_leaves_later_once(
    a: Territory, inbox: str, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    message = send(a)
    with pytest.raises(ConnectionRefusedError):
        mail_contact_message.call(a.pk, message.pk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with territories.enter(a):
        ContactMessage.objects.update(sent_at=timezone.now() - timedelta(hours=2))
    due.mail_contact_messages()
    due.mail_contact_messages()
    assert [sent.to for sent in mail.outbox] == [[inbox]]


def test_a_form_sent_twice_is_kept_once(a: Territory) -> None:
    submission = uuid.uuid4()
    assert send(a, submission=submission) == send(a, submission=submission)


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("email", "pas une adresse"), ("body", ""), ("body", "x" * 5001)],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    a: Territory, browse: Browse, field: str, typed: str
) -> None:
    answer = browse(a).post("/contact/ecrire/", {**TYPED, field: typed})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "field--wrong" in text
    assert all(value in text for name, value in TYPED.items() if name != field)
    assert not ContactMessage.all_rows.exists()


def test_a_robot_is_thanked_and_not_heard(a: Territory, browse: Browse) -> None:
    answer = browse(a).post("/contact/ecrire/", {**TYPED, "website": "https://spam.test"})
    assert answer.status_code == 302
    assert not ContactMessage.all_rows.exists()


def test_an_address_that_writes_too_much_is_told_to_wait_and_keeps_its_words(
    a: Territory, b: Territory, browse: Browse
) -> None:
    for _ in range(MOST_MESSAGES):
        send(a, address="127.0.0.1")
    with pytest.raises(TooMany):
        send(a, address="127.0.0.1")
    answer = browse(a).post("/contact/ecrire/", TYPED)
    assert answer.status_code == 429
    assert TYPED["body"] in answer.content.decode()
    assert send(b, address="127.0.0.1")
    assert send(a, address="192.0.2.7")


def test_referents_read_and_tick_off_the_messages_of_their_territory(
    a: Territory, b: Territory, browse: Browse
) -> None:
    ours, theirs = send(a), send(b, body="Canari des voisins", name="Canari")
    referent = browse(a, make_referent(a))
    listed = referent.get(reverse("contact_messages:index")).content.decode()
    assert "Jeanne" in listed
    assert "Canari" not in listed
    assert re.search(r"<td[^>]*>\s*Non\s*</td>", listed)
    edit = reverse("contact_messages:edit", args=[ours.pk])
    assert TYPED["body"] in referent.get(edit).content.decode()
    assert referent.post(edit, {"answered": "on", "body": "Volé"}).status_code == 302
    with territories.enter(a):
        ours.refresh_from_db()
    assert ours.answered
    assert ours.body == TYPED["body"]
    foreign = reverse("contact_messages:edit", args=[theirs.pk])
    assert referent.get(foreign).status_code == 404
    assert referent.post(foreign, {"answered": "on"}).status_code == 404


@pytest.mark.parametrize("make", [make_editor, make_member])
def test_nobody_else_reads_the_messages(
    a: Territory, browse: Browse, make: Callable[..., Any]
) -> None:
    message = send(a)
    person = browse(a, make(a))
    for address in (
        reverse("contact_messages:index"),
        reverse("contact_messages:edit", args=[message.pk]),
    ):
        assert person.get(address).status_code in {403, 404}


def test_the_list_of_messages_costs_the_same_whatever_their_number(
    a: Territory, browse: Browse
) -> None:
    referent, address = browse(a, make_referent(a)), reverse("contact_messages:index")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            referent.get(address)
        return len(queries)

    send(a)
    cost()
    one = cost()
    for number in range(4):
        send(a, address=f"192.0.2.{number}")
    assert cost() == one
