"""What becomes of a consultation: an answer, or the day when it is due."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from consultations.models import Poll
from consultations.services import cast_ballot
from site_core.kernel import territories
from site_core.kernel.models import Territory
from tests.factories import make_member, make_poll
from tests.measure import path_of, queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


def closed_poll(territory: Territory, **fields: Any) -> Poll:
    """A poll that closed yesterday."""
    now = timezone.now()
    fields = {"title": "Un banc ?", "closes_at": now - timedelta(days=1)} | fields
    return make_poll(territory, opens_at=fields["closes_at"] - timedelta(days=7), **fields)


def answered(territory: Territory, **fields: Any) -> Poll:
    """A closed poll that was answered today."""
    return closed_poll(
        territory,
        **{
            "outcome": "Le banc est posé sous le tilleul.",
            "decision": Poll.Decision.DONE,
            "answered_on": timezone.localdate(),
        }
        | fields,
    )


def outcomes(client: Client) -> str:
    """The section of the front page."""
    return client.get("/").content.decode().partition('data-section="outcomes"')[2]


def test_the_front_page_says_what_was_decided_and_how_many_spoke(
    a: Territory, browse: Browse
) -> None:
    poll = make_poll(a, title="Un banc ?")
    with territories.enter(a):
        for _person in range(2):
            cast_ballot(
                poll=poll,
                voter=make_member(a),
                choice=poll.papers[0][0],
                submission=uuid.uuid4(),
            )
        with time_machine.travel(poll.closes_at + timedelta(days=1)):
            poll.outcome, poll.decision = "Le banc est posé.", Poll.Decision.DONE
            poll.full_clean()
            poll.save_revision().publish()
    with time_machine.travel(poll.closes_at + timedelta(days=2)):
        shown = outcomes(browse(a))
        page = browse(a).get(path_of(poll)).content.decode()
    for words in ("Un banc ?", "Le banc est posé.", "2 <small>", "Fait", path_of(poll)):
        assert words in shown
    assert f'datetime="{timezone.localdate(poll.closes_at) + timedelta(days=1)}"' in shown
    assert "Le banc est posé." in page


def test_without_an_answer_the_day_when_it_is_due_is_shown_and_then_that_it_is_late(
    a: Territory, browse: Browse
) -> None:
    poll = closed_poll(a)
    due = timezone.localdate(poll.closes_at) + timedelta(days=60)
    promised = closed_poll(a, title="Une haie ?", answer_due_on=due + timedelta(days=5))
    shown = outcomes(browse(a))
    assert "Réponse due le" in shown
    assert f'datetime="{due}"' in shown
    assert f'datetime="{promised.answer_due_on}"' in shown
    with time_machine.travel(timezone.now() + timedelta(days=63)):
        for html in (outcomes(browse(a)), browse(a).get(path_of(poll)).content.decode()):
            assert "Réponse attendue depuis le" in html


def test_what_moved_last_comes_first_and_three_are_enough(a: Territory, browse: Browse) -> None:
    now = timezone.now()
    for days in (2, 3, 4):
        closed_poll(a, title=f"Close il y a {days} jours", closes_at=now - timedelta(days=days))
    answered(a, title="Répondue", closes_at=now - timedelta(days=90))
    shown = outcomes(browse(a))
    places = [shown.find(words) for words in ("Répondue", "a 2 jours", "a 3 jours")]
    assert places == sorted(places)
    assert min(places) > 0
    assert "a 4 jours" not in shown


def test_only_what_is_over_and_may_be_read_here_is_an_outcome(
    a: Territory, b: Territory, browse: Browse
) -> None:
    make_poll(a, title="Encore ouverte ?")
    closed_poll(a, title="En brouillon ?", live=False)
    answered(b, title="Chez le voisin ?", outcome="Le canari chante.")
    shown = outcomes(browse(a))
    assert "n’est encore terminée" in shown
    for words in ("Encore ouverte", "En brouillon", "Chez le voisin", "canari"):
        assert words not in shown
    assert "Le canari chante." in outcomes(browse(b))


def test_the_section_costs_one_query_whatever_it_shows(a: Territory, browse: Browse) -> None:
    closed_poll(a)
    one = queries(browse(a), "/")
    for _number in range(3):
        answered(a)
    assert queries(browse(a), "/") == one


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"outcome": "Oui."}, {"decision"}),
        ({"decision": "done"}, {"outcome"}),
        ({"answer_due_on": date(2020, 1, 1)}, {"answer_due_on"}),
        ({"outcome": "Oui.", "decision": "done", "answered_on": date(2020, 1, 1)}, {"answered_on"}),
        ({"outcome": "Oui.", "decision": "done", "answered_on": date(2199, 1, 1)}, {"answered_on"}),
    ],
)
def test_an_answer_is_whole_and_follows_the_closing(
    a: Territory, fields: dict[str, Any], wrong: set[str]
) -> None:
    poll = closed_poll(a)
    for name, value in fields.items():
        setattr(poll, name, value)
    with territories.enter(a), pytest.raises(ValidationError) as told:
        poll.clean()
    assert set(told.value.message_dict) == wrong


def test_no_answer_is_given_while_people_may_still_take_part(a: Territory) -> None:
    poll = make_poll(a)
    poll.outcome, poll.decision = "C’est décidé.", Poll.Decision.ADOPTED
    with territories.enter(a), pytest.raises(ValidationError, match="après la clôture"):
        poll.clean()


def test_an_answer_is_dated_and_one_taken_back_is_not(a: Territory) -> None:
    poll = closed_poll(a)
    poll.outcome, poll.decision = "Le banc sera posé au printemps.", Poll.Decision.ADOPTED
    with territories.enter(a):
        poll.clean()
        assert poll.answered_on == timezone.localdate()
        poll.outcome = poll.decision = ""
        poll.clean()
    assert poll.answered_on is None
