"""Polls as visitors read them: the question, the answers, the dates and the state."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from consultations.models import Poll
from site_core.kernel.models import Territory
from tests.factories import make_poll
from tests.measure import path_of, queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


def titles(client: Client, path: str) -> list[str]:
    """The polls of a list, in their order."""
    return [card.title for card in client.get(path).context["listing"].cards]


def make(territory: Territory, title: str, opens: int, closes: int) -> Poll:
    """A poll that opens and closes so many hours from now."""
    now = timezone.now()
    return make_poll(
        territory,
        title=title,
        opens_at=now + timedelta(hours=opens),
        closes_at=now + timedelta(hours=closes),
    )


def test_open_questions_come_first_then_those_announced(a: Territory, browse: Browse) -> None:
    make(a, "Annoncée", 1, 2)
    make(a, "Longue", -1, 90)
    make(a, "Pressée", -1, 3)
    make(a, "Close hier", -90, -20)
    make(a, "Close tout à l’heure", -90, -1)
    client = browse(a)
    assert titles(client, "/consultations/") == ["Pressée", "Longue", "Annoncée"]
    assert titles(client, "/consultations/?etat=clos") == ["Close tout à l’heure", "Close hier"]
    rows = client.get("/").context["front"].rows
    sections = {section.name: section for row in rows for section in row}
    assert [card.title for card in sections["polls"].found] == ["Pressée", "Longue", "Annoncée"]


def test_a_question_shows_its_answers_its_dates_and_its_state(a: Territory, browse: Browse) -> None:
    paris = ZoneInfo("Europe/Paris")
    poll = make_poll(
        a,
        title="Quel nom ?",
        options=("Lumière", "Ampère", "Colette"),
        opens_at=datetime(2026, 12, 1, 8, tzinfo=paris),
        closes_at=datetime(2026, 12, 10, 20, tzinfo=paris),
    )
    states = {
        datetime(2026, 11, 30, tzinfo=UTC): "upcoming",
        datetime(2026, 12, 5, tzinfo=UTC): "open",
        datetime(2026, 12, 10, 19, tzinfo=UTC): "closed",
    }
    for now, phase in states.items():
        with time_machine.travel(now, tick=False):
            page = browse(a).get(path_of(poll))
        html = page.content.decode()
        assert page.context["phase"] == phase
        assert ("state--open" in html) is (phase == "open")
        assert f'data-kind="poll" data-id="{poll.pk}"' in html
        assert html.count("<h1") == 1
        for words in ("Lumière", "Ampère", "Colette", "2026-12-01T08:00:00+01:00"):
            assert words in html
        assert ('data-action="vote"' in html) is (phase == "open")


def test_the_last_second_counts_and_the_next_does_not(a: Territory, browse: Browse) -> None:
    closes = datetime(2026, 12, 10, 19, tzinfo=UTC)
    make_poll(a, title="Juste ?", opens_at=closes - timedelta(days=1), closes_at=closes)
    client = browse(a)
    with time_machine.travel(closes - timedelta(seconds=1), tick=False):
        assert titles(client, "/consultations/") == ["Juste ?"]
    with time_machine.travel(closes, tick=False):
        assert titles(client, "/consultations/") == []


def test_a_question_costs_the_same_with_two_or_nine_answers(a: Territory, browse: Browse) -> None:
    two = make_poll(a, options=("Oui", "Non"))
    nine = make_poll(a, options=tuple("ABCDEFGHI"))
    client = browse(a)
    assert queries(client, path_of(two)) == queries(client, path_of(nine))


def test_a_question_cannot_close_before_it_opens(a: Territory) -> None:
    now = timezone.now()
    with pytest.raises(ValidationError, match="closes_at"):
        make_poll(a, opens_at=now, closes_at=now)


def test_a_neighbour_s_question_is_not_here(a: Territory, b: Territory, browse: Browse) -> None:
    poll = make_poll(b, title="Canari ?", options=("Serin", "Mésange"))
    page = browse(a).get(f"/consultations/{poll.slug}/")
    assert page.status_code == 404
    assert "Serin" not in page.content.decode()
