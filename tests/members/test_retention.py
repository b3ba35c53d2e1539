"""What is kept goes in time: warned of when it is an account, counted, once."""

import os
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail.backends import locmem
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from console.holdings import erase_results
from members import services
from members.models import FormerAddress, LegalRecord, Membership, SignInFailure, User
from members.services import vault
from messaging.models import ContactMessage, Digest, Notification
from messaging.services import send_contact_message
from site_core.kernel import personal_data, scoping, territories
from site_core.kernel.models import Territory
from site_core.kernel.models.audit import OperatorLink, OperatorPart
from site_core.kernel.personal_data import Erasure, Holding
from tests.factories import make_editor, make_member, make_operator, make_post
from tests.factories.people import PASSWORD
from tests.members.conftest import Door

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NOW = timezone.now()


def purge(after: timedelta, **options: Any) -> dict[str, int]:
    """What `purge_expired` does that much later."""
    with time_machine.travel(NOW + after, tick=False):
        return personal_data.purge(timezone.now(), **options)


def days(number: int) -> timedelta:
    """That long."""
    return timedelta(days=number)


def unconfirmed(a: Territory) -> User:
    """Somebody who signed up and never clicked."""
    return services.sign_up(territory=a, email="jamais@exemple.test", name="J", password=PASSWORD)


def test_an_account_never_confirmed_is_reminded_once_then_erased(
    a: Territory, django_capture_on_commit_callbacks: Any
) -> None:
    user = unconfirmed(a)
    purge(days(2))
    assert not mail.outbox
    for _run in range(2):
        purge(days(4))
    [letter] = mail.outbox
    assert letter.to == [user.email]
    assert "/connexion/" in letter.body
    purge(days(9))
    assert User.objects.filter(pk=user.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert purge(days(11), is_rehearsal=True)["account"] == 1
        assert User.objects.filter(pk=user.pk).exists()
        assert purge(days(11))["account"] == 1
    assert not User.objects.filter(pk=user.pk).exists()
    assert not LegalRecord.objects.exists()


def test_an_account_nobody_uses_is_told_then_erased_unless_its_owner_comes_back(
    a: Territory, lucie: User
) -> None:
    back = make_member(a, email="retour@exemple.test")
    staff = make_editor(a)
    operator = make_operator()
    two_years = settings.RETENTION_DAYS["inactive"]
    purge(days(two_years - 1))
    assert not mail.outbox
    purge(days(two_years + 1))
    assert {letter.to[0] for letter in mail.outbox} == {lucie.email, back.email}
    User.objects.filter(pk=back.pk).update(last_login=NOW + days(two_years + 2))
    purge(days(two_years + 20))
    assert User.objects.filter(pk=lucie.pk).exists()
    purge(days(two_years + 32))
    people = User.objects.filter(pk__in=[lucie.pk, back.pk, staff.pk, operator.pk])
    assert set(people) == {back, staff, operator}


def test_a_notice_that_no_mail_server_takes_is_tried_again(
    lucie: User, settings: Any, free_port: int
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port
    later = days(settings.RETENTION_DAYS["inactive"] + 1)
    purge(later)
    assert User.objects.get(pk=lucie.pk).reminded_at is None


class Rival(locmem.EmailBackend):
    """While the first mail leaves, another process tells everybody."""

    def send_messages(self, messages: Any) -> int:
        """As it is, and the other process with it."""
        User.objects.update(reminded_at=timezone.now())
        return super().send_messages(messages)


def test_two_processes_tell_each_person_once(a: Territory, lucie: User, settings: Any) -> None:
    make_member(a, email="autre@exemple.test")
    settings.EMAIL_BACKEND = f"{__name__}.Rival"
    purge(days(settings.RETENTION_DAYS["inactive"] + 1))
    assert len(mail.outbox) == 1


@pytest.fixture
def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_what_is_old_goes_and_what_is_young_stays(a: Territory, lucie: User) -> None:
    with territories.enter(a):
        send_contact_message(name="N", email="n@exemple.test", body="B", address="::1")
        member = Membership.objects.get(user=lucie)
        page = make_post(a)
        Notification.objects.create(membership=member, kind="answer", about="x", page=page)
        Notification.objects.create(
            membership=member, kind="answer", about="y", page=page, seen_at=NOW
        )
        moments = dict.fromkeys(("due_at", "since", "until", "tried_at"), NOW)
        Digest.objects.create(membership=member, **moments)
    FormerAddress.objects.create(user=lucie, email="avant@exemple.test")
    SignInFailure.objects.create(account="a", address="b", at=NOW)
    Session.objects.create(session_key="k", session_data="d", expire_date=NOW + days(14))

    def left(after: int) -> tuple[int, ...]:
        purge(days(after))
        with scoping.scope(a):
            return (
                SignInFailure.objects.count(),
                FormerAddress.objects.count(),
                Session.objects.count(),
                Notification.objects.count(),
                Digest.objects.count(),
                ContactMessage.objects.count(),
            )

    assert left(0) == (1, 1, 1, 2, 1, 1)
    assert left(1) == (0, 1, 1, 2, 1, 1)
    assert left(8) == (0, 0, 1, 2, 1, 1)
    assert left(15) == (0, 0, 0, 2, 1, 1)
    assert left(91) == (0, 0, 0, 1, 1, 1)
    assert left(366) == (0, 0, 0, 0, 0, 0)


def test_purging_costs_the_same_with_nothing_to_do(
    lucie: User, a: Territory, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        make_member(a, email=f"voisin{number}@exemple.test")
    with django_assert_max_num_queries(40):
        purge(days(1))


def test_the_command_says_what_went_and_a_rehearsal_changes_nothing(a: Territory) -> None:
    SignInFailure.objects.create(account="a", address="b", at=NOW - days(1))
    said = StringIO()
    call_command("purge_expired", dry_run=True, stdout=said)
    assert "failures: 1" in said.getvalue()
    assert SignInFailure.objects.count() == 1
    call_command("purge_expired", stdout=said)
    assert not SignInFailure.objects.exists()


def test_old_mail_of_a_demo_is_taken_away(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    old, young = (tmp_path / f"20260101-00000{n}-1.log" for n in (1, 2))
    for file in (old, young):
        file.write_text("Bonjour")
    before = time.time() - 31 * 86_400
    os.utime(old, (before, before))
    assert personal_data.purge(timezone.now(), is_rehearsal=True)["demo_mail"] == 1
    assert personal_data.purge(timezone.now())["demo_mail"] == 1
    assert not old.exists()
    assert young.exists()


def test_a_failure_that_quotes_an_address_goes_with_the_account(lucie: User) -> None:
    made = {"task_path": "x", "queue_name": "default", "backend_name": "default"}
    common = {**made, "exception_class_path": "", "run_after": NOW, "args_kwargs": {}}
    DBTaskResult.objects.create(traceback=f"refused: {lucie.email}", **common)
    kept = DBTaskResult.objects.create(traceback="refused: autre@exemple.test", **common)
    services.erase_account(user=lucie, keeps_words=True)
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [kept.pk]
    erase_results(Erasure(None, keeps=True))
    assert DBTaskResult.objects.count() == 1


def test_two_holdings_never_have_one_name() -> None:
    known = next(iter(personal_data.HOLDINGS.values()))
    with pytest.raises(ValueError, match="twice"):
        personal_data.declare(Holding(name=known.name, label="", purpose="", basis="", kept=""))


# The vault


def records() -> dict[str, int]:
    """How many of each kind."""
    kinds = LegalRecord.objects.values_list("kind", flat=True)
    return {kind: list(kinds).count(kind) for kind in kinds}


def test_the_vault_is_filled_at_the_erasure_and_emptied_in_its_time(
    a: Territory, lucie: User, sign_in: Door, browse: Callable[..., Client]
) -> None:
    sign_in(browse(a), lucie.email, headers={"user-agent": "Appareil bleu"})
    assert records() == {"connection": 1}
    services.erase_account(user=lucie, keeps_words=True)
    assert records() == {"connection": 1, "identity": 1, "account": 1}
    sealed = " ".join(LegalRecord.objects.values_list("sealed", flat=True))
    assert lucie.email not in sealed
    assert "Appareil" not in sealed
    purge(days(364))
    assert len(records()) == 3
    purge(days(366))
    assert records() == {"identity": 1}
    purge(days(5 * 365 - 1))
    assert records() == {"identity": 1}
    purge(days(5 * 365 + 1))
    assert records() == {}


def test_only_the_operator_reads_the_vault_with_a_reason_and_it_is_known(
    a: Territory, lucie: User, sign_in: Door, browse: Callable[..., Client]
) -> None:
    sign_in(browse(a), lucie.email, headers={"user-agent": "Appareil bleu"})
    services.erase_account(user=lucie, keeps_words=True)
    operator = make_operator()
    with pytest.raises(PermissionDenied):
        vault.read(email="lucie@exemple.test", by=make_editor(a), reason="Curieux")
    with pytest.raises(ValidationError):
        vault.read(email="lucie@exemple.test", by=operator, reason=" ")
    asked = {"address": "Lucie@exemple.test", "by": operator.email}
    for refused in ({**asked, "by": "x@y.test", "reason": "R"}, {**asked, "reason": " "}):
        with pytest.raises(CommandError):
            call_command("read_vault", **refused)
    with pytest.raises(CommandError):
        call_command("read_vault", **{**asked, "by": make_editor(a).email, "reason": "R"})
    said = StringIO()
    call_command("read_vault", **asked, reason="Ordonnance 12/2026", stdout=said)
    for word in ("Lucie F.", "lucie@exemple.test", "Appareil bleu", "127.0.0.1", "sign-in"):
        assert word in said.getvalue()
    link = OperatorLink.objects.get(action="vault.read")
    told = " ".join(OperatorPart.objects.filter(link=link).values_list("facts", flat=True))
    assert "Ordonnance 12/2026" in told
    assert "lucie" not in told


def test_another_secret_finds_the_rows_and_an_unknown_one_says_that_it_cannot_read(
    a: Territory, lucie: User, settings: Any
) -> None:
    services.erase_account(user=lucie, keeps_words=True)
    operator = make_operator()
    former, settings.SECRET_KEY = settings.SECRET_KEY, "n" * 40
    settings.SECRET_KEY_FALLBACKS = [former]
    found = vault.read(email="lucie@exemple.test", by=operator, reason="R")
    assert len(found) == 2
    settings.SECRET_KEY_FALLBACKS = []
    assert vault.read(email="lucie@exemple.test", by=operator, reason="R") == []
    address = vault.digests("address", "lucie@exemple.test")[0]
    LegalRecord.objects.update(address=address)
    [one, _other] = vault.read(email="lucie@exemple.test", by=operator, reason="R")
    assert one["unreadable"]


def test_what_is_kept_apart_is_said_in_the_archive_without_its_words(
    a: Territory, lucie: User, sign_in: Door, browse: Callable[..., Client]
) -> None:
    sign_in(browse(a), lucie.email)
    [row] = personal_data.collect(lucie)["legal"]
    assert row["number"] == 1
    assert datetime.fromisoformat(row["until"]).date() > NOW.date()


def test_one_account_that_cannot_be_erased_holds_up_no_other(
    a: Territory, monkeypatch: Any, caplog: Any
) -> None:
    stuck, other = make_member(a), make_member(a)
    for user in (stuck, other):
        services.close_account(user=user, keeps_words=True, territory=a)
    erase = personal_data.erase

    def fails_for_one(erasure: Erasure) -> None:
        if erasure.person.pk == stuck.pk:
            raise ValueError("a row that nobody expected")
        erase(erasure)

    monkeypatch.setattr(personal_data, "erase", fails_for_one)
    assert purge(days(31))["closing"] == 1
    assert list(User.objects.filter(pk__in=[stuck.pk, other.pk])) == [stuck]
    assert f"Account {stuck.pk} was not erased" in caplog.text
    monkeypatch.undo()
    assert purge(days(31))["closing"] == 1


def test_what_cannot_be_purged_is_told_and_the_rest_is_done(monkeypatch: Any) -> None:
    done = []

    def fails(*_args: Any) -> int:
        raise ValueError("no")

    def works(*_args: Any) -> int:
        done.append(1)
        return 0

    some = next(iter(personal_data.HOLDINGS.values()))
    monkeypatch.setattr(
        personal_data,
        "HOLDINGS",
        {"first": replace(some, purge=fails), "second": replace(some, purge=works)},
    )
    with pytest.raises(RuntimeError, match="first"):
        personal_data.purge(timezone.now())
    assert done
