"""Voting: once, in secret, until the closing; counted in the open."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from consultations.models import Ballot, Poll, RollEntry
from consultations.policies import has_ballots, why_not_vote
from consultations.results import results_of
from consultations.services import Refused, cast_ballot, is_counted
from consultations.tally.plurality import leaders, may_be_shown, shares, table
from site_core.kernel import territories
from site_core.kernel.models import Territory
from tests.factories import make_editor, make_member, make_poll, make_referent, make_user
from tests.measure import queries
from tests.screens import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


@pytest.fixture
def poll(a: Territory) -> Poll:
    """An open question with three answers."""
    return make_poll(a, title="Éteindre la nuit ?", options=("Oui", "Non", "Je ne sais pas"))


def choice(poll: Poll, label: str = "Oui") -> int:
    return next(number for number, found, _help in poll.papers if found == label)


def cast(poll: Poll, voter: Any, label: str = "Oui", submission: uuid.UUID | None = None) -> str:
    with territories.enter(poll.territory):
        return cast_ballot(
            poll=poll,
            voter=voter,
            choice=choice(poll, label),
            submission=submission or uuid.uuid4(),
        )


def path(poll: Poll, more: str = "") -> str:
    return f"/consultations/{poll.slug}/{more}"


def test_a_member_answers_from_the_card_of_the_front_page(
    a: Territory, poll: Poll, browse: Browse
) -> None:
    member = browse(a, make_member(a))
    home = member.get("/").content.decode()
    assert 'data-action="vote"' in home
    assert f'action="{path(poll, "voter/")}"' in home
    answer = member.post(
        path(poll, "voter/"), {"choice": choice(poll), "submission": str(uuid.uuid4())}
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'role="status"' in text
    receipt = text.partition('<p class="receipt">')[2].partition("<")[0]
    checked = member.get(path(poll, "recepisse/"), {"receipt": receipt.lower().replace("-", " ")})
    assert 'role="status"' in checked.content.decode()
    assert "Oui" not in checked.content.decode()
    wrong = member.get(path(poll, "recepisse/"), {"receipt": "ABCD"})
    assert 'role="alert"' in wrong.content.decode()


def test_a_visitor_brings_their_choice_to_the_sign_in_page_and_leaves_no_token(
    a: Territory, poll: Poll, browse: Browse
) -> None:
    visitor = browse(a)
    home = visitor.get("/")
    assert "csrfmiddlewaretoken" not in home.content.decode()
    assert not home.cookies
    answer = visitor.get(path(poll, "voter/"), {"choice": choice(poll)})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/?next=")
    assert f"choice%3D{choice(poll)}" in answer["Location"]
    paper = browse(a, make_member(a)).get(path(poll, "voter/"), {"choice": choice(poll)})
    assert f'value="{choice(poll)}" required checked' in paper.content.decode()
    assert not Ballot.all_rows.exists()


def test_nobody_votes_twice(a: Territory, poll: Poll, browse: Browse) -> None:
    member = make_member(a)
    cast(poll, member)
    with pytest.raises(Refused):
        cast(poll, member, "Non")
    answer = browse(a, member).post(
        path(poll, "voter/"), {"choice": choice(poll), "submission": str(uuid.uuid4())}
    )
    assert answer.status_code == 409
    assert "Vous avez voté" in answer.content.decode()
    assert "Rejoindre ce territoire" not in answer.content.decode()
    assert Ballot.all_rows.count() == RollEntry.all_rows.count() == 1
    entry = RollEntry.all_rows.get()
    with territories.enter(a), pytest.raises(IntegrityError), transaction.atomic():
        RollEntry.objects.create(
            territory=a, poll=poll, voter=member, day=entry.day, submission=uuid.uuid4()
        )


def test_a_ballot_cast_from_a_card_leads_back_to_it_with_its_receipt(
    a: Territory, poll: Poll, browse: Browse
) -> None:
    person = make_member(a)
    member = browse(a, person)
    back = f'name="next" value="/#poll-{poll.pk}"'
    assert back in member.get("/").content.decode()
    sent = {"choice": choice(poll), "submission": str(uuid.uuid4()), "next": f"/#poll-{poll.pk}"}
    answer = member.post(path(poll, "voter/"), sent)
    assert (answer.status_code, answer["Location"]) == (302, f"/#poll-{poll.pk}")
    text = member.get("/").content.decode()
    receipt = text.partition('<p class="receipt">')[2].partition("<")[0]
    with territories.enter(a):
        assert is_counted(poll=poll, receipt=receipt)
    cookie = member.cookies["kikalu-receipt"]
    assert (cookie["max-age"], cookie["httponly"]) == (60, True)
    assert not any(receipt in str(session.get_decoded()) for session in Session.objects.all())
    other = browse(a, make_member(a))
    other.cookies["kikalu-receipt"] = cookie.value
    assert receipt not in other.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://ailleurs.test/", "//ailleurs.test/", ""])
def test_a_ballot_leads_back_to_no_other_host(
    a: Territory, poll: Poll, browse: Browse, elsewhere: str
) -> None:
    sent = {"choice": choice(poll), "submission": str(uuid.uuid4()), "next": elsewhere}
    answer = browse(a, make_member(a)).post(path(poll, "voter/"), sent)
    assert answer.status_code == 200
    assert '<p class="receipt">' in answer.content.decode()


def test_who_has_voted_is_told_so_and_is_offered_no_ballot(
    a: Territory, poll: Poll, browse: Browse
) -> None:
    """One query tells it of all the polls of a page, in the language of each."""
    person = make_member(a)
    member, other = browse(a, person), browse(a, make_member(a))
    cast(poll, person)
    for address in ("/", path(poll), path(poll, "voter/")):
        text = member.get(address).content.decode()
        assert "Vous avez voté" in text
        assert f'href="{path(poll, "recepisse/")}"' in text
        assert 'data-action="vote"' not in text
        assert 'data-action="vote"' in other.get(address).content.decode()
        assert "Rejoindre ce territoire" not in text
    few = queries(member, "/")
    for number in range(3):
        cast(make_poll(a, title=f"Question {number} ?"), person)
    assert queries(member, "/") == few


def test_two_votes_at_once_leave_one(
    a: Territory, poll: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have passed the checks; the constraint has the last word."""
    member = make_member(a)
    cast(poll, member)
    monkeypatch.setattr("consultations.services.ballots.why_not_vote", lambda *_asked: "")
    with pytest.raises(Refused):
        cast(poll, member, "Non")
    assert Ballot.all_rows.count() == RollEntry.all_rows.count() == 1


def test_a_visitor_is_told_to_sign_in(poll: Poll) -> None:
    with pytest.raises(Refused, match="Connectez-vous"):
        cast(poll, AnonymousUser())


def test_a_form_sent_twice_counts_once_and_says_so(
    a: Territory, poll: Poll, browse: Browse
) -> None:
    sent = {"choice": choice(poll), "submission": str(uuid.uuid4())}
    member = browse(a, make_member(a))
    member.post(path(poll, "voter/"), sent)
    again = member.post(path(poll, "voter/"), sent)
    assert again.status_code == 200
    assert 'role="status"' in again.content.decode()
    assert Ballot.all_rows.count() == 1


def test_nothing_links_a_ballot_to_a_person() -> None:
    """The box has no person, no moment and no number that grows."""
    columns = {column.name: column for column in Ballot._meta.concrete_fields}
    assert set(columns) == {"id", "territory", "poll", "option", "receipt"}
    assert isinstance(columns["id"], models.UUIDField)
    days = {column.name: type(column) for column in RollEntry._meta.concrete_fields}
    assert days["day"] is models.DateField
    assert models.DateTimeField not in days.values()


@pytest.mark.parametrize(
    ("opens", "closes", "taken"), [(-1, 1, True), (-1, 0, False), (1, 2, False), (0, 1, True)]
)
def test_a_ballot_is_taken_from_the_opening_until_the_closing_second(
    a: Territory, opens: int, closes: int, taken: bool
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=connection.vendor == "postgresql"):
        poll = make_poll(
            a, opens_at=now + timedelta(hours=opens), closes_at=now + timedelta(hours=closes)
        )
        if taken:
            assert cast(poll, make_member(a))
        else:
            with pytest.raises(Refused):
                cast(poll, make_member(a))
        assert Ballot.all_rows.exists() == RollEntry.all_rows.exists() == taken


def test_what_comes_after_the_closing_by_the_clock_of_the_database_is_refused(
    a: Territory, poll: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = poll.closes_at
    monkeypatch.setattr("consultations.services.ballots.moment_of", lambda _entry: late)
    with pytest.raises(Refused):
        cast(poll, make_member(a))
    assert not RollEntry.all_rows.exists()
    assert not Ballot.all_rows.exists()


@pytest.mark.parametrize("who", ["visitor", "stranger", "neighbour"])
def test_only_members_vote(
    a: Territory, b: Territory, poll: Poll, browse: Browse, who: str
) -> None:
    person = {"visitor": None, "stranger": make_user(), "neighbour": make_member(b)}[who]
    client = browse(a, person) if person else browse(a)
    answer = client.post(
        path(poll, "voter/"), {"choice": choice(poll), "submission": str(uuid.uuid4())}
    )
    assert answer.status_code == (403 if person else 302)
    if person:
        assert f"choice%3D{choice(poll)}" in joining_link(answer.content.decode())
    assert not Ballot.all_rows.exists()


def joining_link(text: str) -> str:
    """Where the page leads to join."""
    return "/inscription/?next=" + text.partition('href="/inscription/?next=')[2].partition('"')[0]


def test_who_lives_elsewhere_joins_and_finds_their_choice_again(
    a: Territory, b: Territory, poll: Poll, browse: Browse
) -> None:
    neighbour = browse(a, make_member(b))
    for address in ("/", path(poll)):
        text = neighbour.get(address).content.decode()
        assert "Rejoindre pour voter" in text
        assert 'name="submission"' not in text
    brought = {"choice": choice(poll), "next": f"/#poll-{poll.pk}"}
    joining = neighbour.get(path(poll, "voter/"), brought)["Location"]
    assert joining.startswith("/inscription/?next=")

    form = fields_of(neighbour.get(joining), attribute="data-action", value="signup")
    paper = neighbour.get(neighbour.post("/inscription/", form)["Location"]).content.decode()
    assert f'value="{choice(poll)}" required checked' in paper
    assert "Rejoindre pour voter" not in paper
    assert f'name="next" value="/#poll-{poll.pk}"' in paper
    assert not Ballot.all_rows.exists()


def test_nobody_is_told_to_join_for_a_poll_that_takes_nothing_more(
    a: Territory, b: Territory, poll: Poll, browse: Browse
) -> None:
    neighbour = browse(a, make_member(b))
    with time_machine.travel(poll.closes_at + timedelta(minutes=1)):
        answer = neighbour.get(path(poll, "voter/"), {"choice": choice(poll)})
    assert answer.status_code == 200
    assert "/inscription/" not in answer.content.decode()


def test_the_neighbours_poll_takes_no_ballot_here(
    a: Territory, b: Territory, browse: Browse
) -> None:
    theirs = make_poll(b, title="Canari des voisins")
    person = make_member(a, b)
    assert browse(a, person).get(path(theirs, "voter/")).status_code == 404
    assert browse(a, person).get(path(theirs, "recepisse/")).status_code == 404
    with territories.enter(a), pytest.raises(Refused):
        cast_ballot(poll=theirs, voter=person, choice=choice(theirs), submission=uuid.uuid4())
    assert not Ballot.all_rows.exists()


def test_an_answer_of_another_poll_is_refused_and_nothing_is_kept(
    a: Territory, poll: Poll, browse: Browse
) -> None:
    other = make_poll(a, title="Autre question")
    member = make_member(a)
    with territories.enter(a), pytest.raises(ValidationError):
        cast_ballot(poll=poll, voter=member, choice=choice(other), submission=uuid.uuid4())
    for typed in (str(choice(other)), "", "x", "9" * 30):
        answer = browse(a, member).post(
            path(poll, "voter/"), {"choice": typed, "submission": str(uuid.uuid4())}
        )
        assert answer.status_code == 400
        assert 'role="alert"' in answer.content.decode()
    assert not RollEntry.all_rows.exists()


def test_a_draft_takes_no_ballot(a: Territory, poll: Poll) -> None:
    with territories.enter(a):
        poll.unpublish()
    with pytest.raises(Refused):
        cast(poll, make_member(a))


def test_results_are_shown_at_the_closing_and_not_before(
    a: Territory, poll: Poll, browse: Browse
) -> None:
    for number in range(7):
        cast(poll, make_member(a), "Oui" if number < 4 else "Non")
    visitor = browse(a)
    assert "57,1" not in visitor.get(path(poll)).content.decode()
    with time_machine.travel(poll.closes_at + timedelta(seconds=1)):
        text = visitor.get(path(poll)).content.decode()
        assert 'data-action="vote"' not in text
        assert "57,1&nbsp;%" in text
        assert "42,9&nbsp;%" in text
        with pytest.raises(Refused):
            cast(poll, make_member(a))


def test_a_count_that_would_tell_who_chose_what_is_not_shown(
    a: Territory, poll: Poll, browse: Browse
) -> None:
    cast(poll, make_member(a), "Non")
    with time_machine.travel(poll.closes_at + timedelta(seconds=1)):
        text = browse(a).get(path(poll)).content.decode()
    assert "<table" not in text
    with territories.enter(a):
        assert results_of(poll).lines == []


def test_the_answers_are_fixed_once_somebody_voted(
    a: Territory, poll: Poll, browse: Browse
) -> None:
    cast(poll, make_member(a))
    with territories.enter(a):
        assert has_ballots(poll)
    referent = browse(a, make_referent(a))
    edit = f"/admin/pages/{poll.pk}/edit/"
    form = referent.get(edit).context["form"]
    data = flat(form)
    data["options-0-label"] = "Autre chose"
    text = referent.post(edit, data).content.decode()
    assert "Des personnes ont déjà voté" in text
    poll.refresh_from_db()
    assert next(label for _number, label, _help in poll.papers) == "Oui"


def flat(form: Any) -> dict[str, Any]:
    """What a browser would send of an editor's form, unchanged."""
    data: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        data[bound.html_name] = "" if value is None else value
    for formset in form.formsets.values():
        for bound in formset.management_form:
            data[bound.html_name] = bound.value()
        for row in formset.forms:
            for bound in row:
                value = bound.value()
                data[bound.html_name] = "" if value is None else value
    for name in ("body", "comments"):
        data.setdefault(f"{name}-count", "0")
    data["body-count"] = "0"
    return data


def test_a_poll_with_ballots_can_be_deleted_whole(a: Territory, poll: Poll) -> None:
    cast(poll, make_member(a))
    with territories.enter(a):
        Poll.objects.get(pk=poll.pk).delete()
    assert not Ballot.all_rows.exists()
    assert not RollEntry.all_rows.exists()


def test_a_voter_who_leaves_stays_counted_and_is_not_named(a: Territory, poll: Poll) -> None:
    member = make_member(a)
    receipt = cast(poll, member)
    with territories.enter(a):
        member.delete()
        assert is_counted(poll=poll, receipt=receipt)
    assert RollEntry.all_rows.get().voter is None


def test_why_one_may_not_vote_is_a_sentence(a: Territory, poll: Poll) -> None:
    with territories.enter(a):
        editor = make_editor(a)
        for moment in (poll.opens_at - timedelta(1), poll.closes_at, timezone.now()):
            assert why_not_vote(editor, poll, moment).endswith(".")
        assert why_not_vote(make_member(a), poll, timezone.now()) == ""


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_shares_sum_to_a_thousand_and_stay_a_tenth_from_the_truth(counts: list[int]) -> None:
    found, total = shares(counts), sum(counts)
    assert sum(found) == (1000 if total else 0)
    for count, tenths in zip(counts, found, strict=True):
        assert not total or abs(tenths - count * 1000 / total) < 1
    lines = table([str(number) for number in range(len(counts))], counts)
    assert {line.ballots for line in leaders(lines)} == ({max(counts)} if total else set())


@pytest.mark.parametrize(("total", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_small_counts_are_kept_quiet(total: int, shown: bool) -> None:
    assert may_be_shown(total) is shown
