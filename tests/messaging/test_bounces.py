"""Mails that come back: a box that is gone stops letters, and nobody stops those of others."""

import io
import uuid
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any, cast

import pytest
from django.core.management import call_command
from django.utils import timezone

from members.models import Membership, User
from messaging.bounces import read_report
from messaging.models import Digest
from site_core.kernel import mail, scoping
from site_core.kernel.models import Territory
from tests.factories import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
REPORT = """\
From: MAILER-DAEMON@exemple.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; exemple.test

Final-Recipient: rfc822; somebody@exemple.test
Action: {action}
Status: {status}
--b
Content-Type: text/rfc822-headers

Message-ID: <{number}@{domain}>
Subject: La lettre
--b--
"""


@pytest.fixture
def letter(a: Territory) -> Digest:
    """A letter that left."""
    karim, now = make_member(a, name="Karim B."), timezone.now()
    with scoping.scope(a):
        return Digest.objects.create(
            membership=Membership.objects.get(user=karim),
            due_at=now,
            since=now,
            until=now,
            tried_at=now,
            done_at=now,
        )


def reader_of(letter: Digest) -> User:
    """Who it was sent to, as they are now."""
    return User.objects.get(pk=letter.membership.user_id)


def report(number: Any, status: str = "5.1.1", action: str = "failed") -> bytes:
    """What a mail server sends back."""
    return REPORT.format(number=number, status=status, action=action, domain=mail.domain()).encode()


def parsed(raw: bytes) -> EmailMessage:
    """The same, read."""
    return cast("EmailMessage", BytesParser(policy=cast("Any", policy.default)).parsebytes(raw))


def test_a_box_that_is_gone_stops_the_letters(letter: Digest, monkeypatch: Any) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(report(letter.public_id))))
    said = io.StringIO()
    call_command("record_bounce", stdout=said)
    assert "stop" in said.getvalue()
    assert reader_of(letter).mail_refused_at is not None


@pytest.mark.parametrize(
    ("status", "action"),
    [("4.2.2", "delayed"), ("5.2.2", "failed"), ("5.7.1", "failed"), ("5.1.1", "delivered")],
)
def test_what_may_arrive_tomorrow_stops_nothing(letter: Digest, status: str, action: str) -> None:
    assert read_report(parsed(report(letter.public_id, status, action))) is None
    assert reader_of(letter).mail_refused_at is None


@pytest.mark.parametrize(
    "raw",
    [
        report(uuid.uuid4()),
        report("f" * 36),
        b"",
        b"\xff\xfe: \r\n\r\nMessage-ID: <x>",
        b"Subject: hello\r\n\r\nAction: failed\r\nStatus: 5.1.1",
    ],
)
def test_a_report_about_no_mail_of_ours_stops_nothing(letter: Digest, raw: bytes) -> None:
    assert read_report(parsed(raw)) is None
    assert reader_of(letter).mail_refused_at is None


@pytest.mark.parametrize(
    ("reason", "is_gone"),
    [
        ("5.1.1 unknown", True),
        ("5.1.10 null MX", True),
        ("5.2.1 closed", True),
        ("no such user", False),
        ("relay not permitted", False),
        ("5.7.1 your address is on a list", False),
        ("5.1.8 sender's domain not found", False),
        ("5.1.11 no such status", False),
        ("5.2.2 full", False),
        ("4.3.0 later", False),
    ],
)
def test_only_a_wrong_address_is_refused_for_good(reason: str, is_gone: bool) -> None:
    assert mail.tells_no_such_box(reason) is is_gone
