"""The letter of news: to whom, when, what; never empty, never twice, never what cannot be read."""

import re
import smtplib
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from members import services
from members.models import Frequency, Membership, User
from messaging import digests
from messaging.digest_mail import seal
from messaging.digests import take
from messaging.models import Digest
from site_core.kernel import scoping
from site_core.kernel.models import Territory, Town
from tests.factories import make_blog, make_event, make_member, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


@pytest.fixture
def karim(a: Territory) -> User:
    """A member who asked for everything, registered a month ago, whose letter is due."""
    user = make_member(a, name="Karim B.")
    make_due(user, a)
    return user


def make_due(user: User, territory: Territory, *, since: timedelta = timedelta(minutes=5)) -> None:
    """Let somebody's letter have been due for a while."""
    with scoping.scope(territory):
        Membership.objects.filter(user=user).update(
            digest_due_at=timezone.now() - since, joined_at=timezone.now() - timedelta(days=30)
        )


def membership_of(user: User, territory: Territory) -> Membership:
    """Somebody's place in a territory."""
    with scoping.scope(territory):
        return Membership.objects.get(user=user)


def send_due(now: datetime | None = None) -> int:
    """How many letters leave."""
    return digests.send_due(now).sent


def letters() -> list[Any]:
    """The letters that left."""
    return list(mail.outbox)


class Broken(EmailBackend):
    """A mail server that is down."""

    def open(self) -> None:
        """Fail, as a network does."""
        raise ConnectionRefusedError("down")


class NoSuchBox(EmailBackend):
    """A mail server that knows no such box."""

    code, reason = 550, b"5.1.1 no such user"

    def send_messages(self, messages: Any) -> int:
        """Refuse the recipient."""
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (self.code, self.reason)})


class Full(NoSuchBox):
    """A mail server that cannot take it now."""

    code, reason = 452, b"4.2.2 full"


def test_what_was_asked_leaves_in_plain_text_and_in_colours(
    a: Territory, karim: User, settings: Any
) -> None:
    make_post(a, title="La halle", introduction="Elle est finie.")
    make_event(a, title="La fête", first_published_at=timezone.now())
    assert send_due() == 1
    [letter] = letters()
    assert letter.to == [karim.email]
    assert letter.subject.startswith("[")
    assert "La f" in letter.subject or "La h" in letter.subject
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    for words in ("La halle", "La fête", "Elle est finie."):
        assert words in letter.body
        assert words in html
    assert "https://" in letter.body or "http://" in letter.body
    assert re.search(r"background:#[0-9a-f]{6}", html)
    assert "<img" not in html, "nothing tells when it is read"
    assert settings.PUBLISHER in letter.body, "who answers for it, and where"
    headers = letter.extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].strip("<>") in letter.body
    assert a.hostname in headers["List-Unsubscribe"]


def test_the_first_letter_says_since_when_and_so_do_those_that_follow(
    a: Territory, karim: User, time_machine: Any
) -> None:
    time_machine.move_to(datetime(2026, 11, 24, 7, 5, tzinfo=UTC))
    make_post(a, title="La halle")
    make_due(karim, a)
    assert send_due() == 1
    for said in (letters()[0].body, letters()[0].alternatives[0][0]):
        assert "Depuis le 17 novembre 2026, 1 nouvelle" in said
    zoe = make_member(a, name="Zoé")
    time_machine.shift(timedelta(days=1))
    make_post(a, title="Le lavoir")
    make_post(a, title="Le pré")
    for member in (karim, zoe):
        with scoping.scope(a):
            Membership.objects.filter(user=member).update(digest_due_at=timezone.now())
    assert send_due() == 2
    said = {letter.to[0]: letter.body for letter in letters()[1:]}
    assert "Depuis le 24 novembre 2026, 2 nouvelles" in said[karim.email]
    assert "Depuis votre inscription, 2 nouvelles" in said[zoe.email]


def test_nothing_to_tell_is_nothing_sent_and_the_next_one_is_planned(
    a: Territory, karim: User
) -> None:
    assert send_due() == 0
    assert not letters()
    assert membership_of(karim, a).digest_due_at > timezone.now()


def test_a_second_run_sends_nothing_more(a: Territory, karim: User) -> None:
    make_post(a, title="La halle")
    assert (send_due(), send_due()) == (1, 0)
    make_due(karim, a)
    assert send_due() == 0, "what was told once is not told again"
    make_post(a, title="Le lavoir")
    make_due(karim, a)
    assert send_due() == 1
    assert "La halle" not in letters()[-1].body


def test_who_has_the_turn_has_it_alone(a: Territory, karim: User) -> None:
    now = timezone.now()
    with scoping.scope(a):
        first, second = list(digests.due_members(now)), list(digests.due_members(now))
        assert take(first[0], now)
        assert take(second[0], now) is None
        assert Digest.objects.count() == 1


def test_an_outage_of_a_month_sends_one_letter_about_a_week(a: Territory, karim: User) -> None:
    make_due(karim, a, since=timedelta(days=30))
    make_post(a, title="Vieux", first_published_at=timezone.now() - timedelta(days=9))
    make_post(a, title="Neuf", first_published_at=timezone.now() - timedelta(days=6))
    assert send_due() == 1
    assert "Neuf" in letters()[0].body
    assert "Vieux" not in letters()[0].body


def test_what_can_no_longer_be_read_is_not_told(a: Territory, b: Territory, karim: User) -> None:
    blog = make_blog(a, title="Fermé")
    make_post(a, title="Secret", blog=blog)
    PageViewRestriction.objects.create(page=blog, restriction_type="login")
    gone = make_post(a, title="Retiré")
    with scoping.scope(a):
        gone.unpublish()
    make_post(b, title="Chez le voisin")
    make_post(a, title="Visible")
    assert send_due() == 1
    for words in ("Secret", "Retiré", "Chez le voisin"):
        assert words not in letters()[0].body
    assert "Visible" in letters()[0].body


def test_what_nobody_asked_for_is_not_told(a: Territory, karim: User) -> None:
    with scoping.scope(a):
        here, there = Town.objects.all()[:2]
        services.ask_for(membership=Membership.objects.get(user=karim), towns=[here])
    make_post(a, title="Ailleurs", town=there)
    assert send_due() == 0
    make_due(karim, a)
    make_post(a, title="Ici", town=here)
    assert send_due() == 1


@pytest.mark.parametrize("why", ["never", "paused", "closed", "refused"])
def test_who_wants_none_gets_none(a: Territory, karim: User, why: str) -> None:
    make_post(a, title="La halle")
    with scoping.scope(a):
        member = Membership.objects.get(user=karim)
        if why == "never":
            services.set_frequency(membership=member, frequency=Frequency.NEVER)
        if why == "paused":
            Membership.objects.update(paused_until=timezone.localdate() + timedelta(days=3))
    if why == "closed":
        User.objects.filter(pk=karim.pk).update(is_active=False)
    if why == "refused":
        services.refuse_mail(user=karim)
    assert send_due() == 0
    assert not letters()


def test_after_a_pause_the_letter_tells_the_last_week(a: Territory, karim: User) -> None:
    make_post(a, title="La halle")
    with scoping.scope(a):
        Membership.objects.update(paused_until=timezone.localdate() + timedelta(days=3))
    send_due()
    with scoping.scope(a):
        Membership.objects.update(paused_until=timezone.localdate())
    make_due(karim, a)
    assert send_due() == 1
    assert "La halle" in letters()[0].body


def test_a_server_that_is_down_is_tried_again_and_nothing_is_lost(
    a: Territory, karim: User, settings: Any
) -> None:
    make_post(a, title="La halle")
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    assert send_due() == 0
    settings.EMAIL_BACKEND = works
    assert send_due() == 0, "not at once"
    assert send_due(timezone.now() + digests.AGAIN_AFTER) == 1
    assert send_due(timezone.now() + 2 * digests.AGAIN_AFTER) == 0
    assert len(letters()) == 1


@pytest.mark.parametrize(("backend", "is_refused"), [("NoSuchBox", True), ("Full", False)])
def test_a_box_that_does_not_exist_stops_letters_and_a_full_one_does_not(
    a: Territory, karim: User, settings: Any, backend: str, is_refused: bool
) -> None:
    make_post(a, title="La halle")
    settings.EMAIL_BACKEND = f"{__name__}.{backend}"
    assert send_due() == 0
    karim.refresh_from_db()
    assert (karim.mail_refused_at is not None) is is_refused


def test_a_letter_cut_short_is_not_sent_again_and_the_next_one_tells_it(
    a: Territory, karim: User
) -> None:
    make_post(a, title="La halle")
    now = timezone.now()
    with scoping.scope(a):
        [member] = digests.due_members(now)
        assert take(member, now), "and then the process is killed"
    make_due(karim, a)
    assert send_due(now) == 0, "it may be leaving at this moment"
    assert send_due(now + digests.AGAIN_AFTER * 2) == 1
    assert "La halle" in letters()[0].body


def test_a_suspended_territory_sends_nothing(a: Territory, karim: User) -> None:
    make_post(a, title="La halle")
    Territory.objects.filter(pk=a.pk).update(state=Territory.State.SUSPENDED)
    assert send_due() == 0


def test_a_mail_program_stops_it_in_one_click_and_a_person_takes_it_up_again(
    a: Territory, b: Territory, browse: Browse, karim: User
) -> None:
    make_post(a, title="La halle")
    send_due()
    found = re.search(r"(/lettre/\S+/)>", letters()[0].extra_headers["List-Unsubscribe"])
    assert found
    path = found[1]
    assert browse(b).get(path).status_code == 404
    assert browse(a).get(path).status_code == 200
    assert membership_of(karim, a).frequency == Frequency.WEEKLY, "opening it stops nothing"
    program = Client(enforce_csrf_checks=True, headers={"host": a.hostname})
    answer = program.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies
    stopped = membership_of(karim, a)
    assert (stopped.frequency, stopped.digest_due_at) == (Frequency.NEVER, None)
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200, "asked twice"
    browse(a).post(path, {"resume": "1"})
    assert membership_of(karim, a).frequency == Frequency.NEVER


def test_who_stops_it_by_mistake_takes_it_up_as_it_was_and_nobody_later(
    a: Territory, browse: Browse, karim: User, time_machine: Any
) -> None:
    with scoping.scope(a):
        services.set_frequency(
            membership=Membership.objects.get(user=karim), frequency=Frequency.DAILY
        )
    path, client = f"/lettre/{seal(a, membership_of(karim, a))}/", browse(a)

    def stopped() -> str:
        html = client.post(path).content.decode()
        found = re.search(r'name="resume" value="([^"]+)"', html)
        assert found
        return found[1]

    again = client.post(path, {"resume": stopped()}).content.decode()
    assert "part de nouveau pour vous" in again
    assert "Arrêter la lettre" not in again
    assert membership_of(karim, a).frequency == Frequency.DAILY
    way_back = stopped()
    assert 'name="resume"' not in client.get(path).content.decode()
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    client.post(path, {"resume": way_back})
    assert membership_of(karim, a).frequency == Frequency.NEVER
    other = make_member(a, name="Zoé")
    client.post(f"/lettre/{seal(a, membership_of(other, a))}/", {"resume": way_back})
    assert membership_of(karim, a).frequency == Frequency.NEVER


def test_a_letter_passed_on_opens_nothing_else(
    a: Territory, b: Territory, browse: Browse, karim: User
) -> None:
    token = seal(a, membership_of(karim, a))
    client = browse(a)
    assert "Karim" not in client.get(f"/lettre/{token}/").content.decode()
    assert client.get("/fil/").status_code == 302
    for wrong in (token[:-1], "1:x", seal(b, membership_of(karim, a)), "x" * 3000):
        assert browse(a).post(f"/lettre/{wrong}/").status_code == 404


def test_the_next_letter_follows_what_was_chosen(a: Territory, karim: User) -> None:
    with scoping.scope(a):
        member = Membership.objects.get(user=karim)
        services.plan_letters(
            membership=member, frequency=Frequency.DAILY, hour=18, weekday=6, paused_until=None
        )
        due: datetime = Membership.objects.get(user=karim).digest_due_at
    assert timezone.localtime(due).hour == 18
    assert due - timezone.now() <= timedelta(days=1)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_several_processes_at_once_send_each_letter_once(a: Territory) -> None:
    make_post(a, title="La halle")
    people = [make_member(a, name=f"Membre {number}") for number in range(12)]
    for person in people:
        make_due(person, a)
    start, counts = threading.Barrier(4), []

    def work() -> None:
        try:
            start.wait(timeout=20)
            counts.append(send_due())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sum(counts) == len(people)
    assert sorted(letter.to[0] for letter in letters()) == sorted(one.email for one in people)


def test_a_server_that_is_down_leaves_the_others_due(
    a: Territory, karim: User, settings: Any
) -> None:
    make_post(a, title="La halle")
    others = [make_member(a, name=f"Membre {number}") for number in range(3)]
    for person in others:
        make_due(person, a)
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    assert send_due() == 0
    with scoping.scope(a):
        assert Digest.objects.count() == 1, "one was tried, not each for ten seconds"
    with pytest.raises(CommandError, match="1"):
        call_command("send_digests")
    settings.EMAIL_BACKEND = works
    call_command("send_digests")
    assert digests.send_due(timezone.now() + digests.AGAIN_AFTER) == (2, 0)
    assert len({letter.to[0] for letter in letters()}) == 4


def test_who_stops_the_letter_while_it_waits_gets_none(
    a: Territory, karim: User, settings: Any
) -> None:
    make_post(a, title="La halle")
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    assert send_due() == 0
    settings.EMAIL_BACKEND = works
    with scoping.scope(a):
        services.set_frequency(
            membership=Membership.objects.get(user=karim), frequency=Frequency.NEVER
        )
    assert send_due(timezone.now() + digests.AGAIN_AFTER) == 0
    assert not letters()


def test_letters_cost_the_same_queries_each(a: Territory) -> None:
    costs = []
    for count in (1, 4):
        make_post(a, title=f"Billet {count}")
        for number in range(count):
            make_due(make_member(a, name=f"Membre {count} {number}"), a)
        with CaptureQueriesContext(connection) as asked:
            sent = send_due()
        costs.append((len(asked), sent))
    (first, one), (second, several) = costs
    assert (second - first) / (several - one) <= 12


def test_a_letter_that_fails_for_longer_than_its_period_is_told_by_the_next_one_only(
    a: Territory, karim: User, settings: Any
) -> None:
    make_post(a, title="La halle")
    works, now = settings.EMAIL_BACKEND, timezone.now()
    settings.EMAIL_BACKEND = f"{__name__}.Full"
    for _day in range(2):
        assert send_due(now) == 0
        make_due(karim, a)
    settings.EMAIL_BACKEND = works
    assert send_due(now + digests.AGAIN_AFTER * 2) == 1
    assert send_due(now + digests.AGAIN_AFTER * 4) == 0


class CutShort(EmailBackend):
    """A mail server that hangs up on some."""

    def send_messages(self, messages: Any) -> int:
        """Hang up in the middle, but for the last one."""
        if messages[0].to[0].startswith("last"):
            return int(super().send_messages(messages))
        raise smtplib.SMTPServerDisconnected("hung up")


def test_letters_that_are_cut_short_leave_once_at_most_and_hold_nobody_up_for_long(
    a: Territory, settings: Any
) -> None:
    make_post(a, title="La halle")
    for number in range(7):
        make_due(make_member(a, name=f"Membre {number}"), a)
    last = User.objects.latest("pk")
    User.objects.filter(pk=last.pk).update(email="last@exemple.test")
    settings.EMAIL_BACKEND = f"{__name__}.CutShort"
    assert sum(send_due() for _minute in range(4)) == 1
    with scoping.scope(a):
        assert not Digest.objects.filter(has_failed=True).exists(), "nobody knows if they left"


def test_a_letter_that_cannot_be_written_is_tried_again_and_holds_nobody_up(
    a: Territory, karim: User, monkeypatch: Any
) -> None:
    make_post(a, title="La halle")
    make_due(make_member(a, name="Zoé"), a)
    written = digests.written

    def broken(territory: Any, digest: Any, member: Any, *rest: Any) -> Any:
        if member.user_id == karim.pk:
            raise KeyError("a file that is missing")
        return written(territory, digest, member, *rest)

    monkeypatch.setattr(digests, "written", broken)
    assert send_due() == 1
    monkeypatch.undo()
    assert send_due(timezone.now() + digests.AGAIN_AFTER) == 1


def test_ten_days_without_a_letter_are_told_whole(a: Territory, karim: User) -> None:
    now = timezone.now()
    make_post(a, title="Premier", first_published_at=now - timedelta(days=12))
    with scoping.scope(a):
        Digest.objects.create(
            membership=Membership.objects.get(user=karim),
            due_at=now - timedelta(days=10),
            since=now - timedelta(days=17),
            until=now - timedelta(days=10),
            tried_at=now - timedelta(days=10),
            done_at=now - timedelta(days=10),
        )
    make_post(a, title="Oublié", first_published_at=now - timedelta(days=9))
    assert send_due() == 1
    assert "Oublié" in letters()[0].body
    assert "Premier" not in letters()[0].body


def test_what_is_withdrawn_between_two_letters_is_in_the_second_one_no_more(
    a: Territory, karim: User, monkeypatch: Any
) -> None:
    make_post(a, title="Visible")
    gone = make_post(a, title="Retiré")
    make_due(make_member(a, name="Zoé"), a)
    deliver = digests.deliver

    def then_withdraw(*args: Any) -> bool:
        left = deliver(*args)
        gone.unpublish()
        return left

    monkeypatch.setattr(digests, "deliver", then_withdraw)
    assert send_due() == 2
    assert ["Retiré" in letter.body for letter in letters()] == [True, False]
