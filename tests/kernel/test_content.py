"""Every declared kind of content keeps the promises that home, feeds, search and map rely on."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext

from site_core.kernel import territories
from site_core.kernel.content import Card, ContentKind, Registry, registry
from site_core.kernel.models import Territory
from tests.factories import (
    make_blog,
    make_event,
    make_group,
    make_poll,
    make_post,
    make_standard_page,
    make_text,
)
from tests.territory_pages.test_lists import towns

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MAKERS: dict[str, Callable[..., Any]] = {
    "blog": make_blog,
    "event": make_event,
    "group": make_group,
    "text": make_text,
    "poll": make_poll,
    "page": make_standard_page,
    "post": make_post,
}
each_kind = pytest.mark.parametrize("kind", list(registry), ids=lambda kind: kind.name)


def cards(kind: ContentKind, territory: Territory, limit: int = 9) -> tuple[list[Card], int]:
    """The cards of a kind in a territory, and the queries they cost."""
    with territories.enter(territory), CaptureQueriesContext(connection) as seen:
        found = list(kind.for_cards(territory, limit))
    return found, len(seen)


def test_every_kind_is_known_here() -> None:
    assert {kind.name for kind in registry} == set(MAKERS)
    sections = [kind.section for kind in registry if kind.section]
    assert sections == ["events", "posts", "polls", "groups"]


def test_a_name_is_declared_once() -> None:
    mine = Registry()
    kind = next(iter(registry))
    mine.register(kind)
    with pytest.raises(ValueError, match=kind.name):
        mine.register(kind)


@each_kind
def test_cards_are_those_of_the_place_up_to_the_limit_at_a_constant_cost(
    kind: ContentKind, a: Territory, b: Territory
) -> None:
    make = MAKERS[kind.name]
    opened_with = {card.id for card in cards(kind, a, limit=99)[0]}

    def made(found: list[Card]) -> list[Card]:
        return [card for card in found if card.id not in opened_with]

    make(b, title="Canari")
    make(a, live=False, title="Brouillon")
    mine = make(a, title="Un")
    _warm, _cost = cards(kind, a, limit=99)
    found, cost = cards(kind, a, limit=99)
    assert [(x.kind, x.id, x.title) for x in made(found)] == [(kind.name, mine.pk, "Un")]
    make(a, title="Deux")
    make(a, title="Trois")
    _warm, _cost = cards(kind, a, limit=99)
    found, more = cards(kind, a, limit=99)
    assert {card.title for card in made(found)} == {"Un", "Deux", "Trois"}
    assert more == cost
    assert len(cards(kind, a, limit=2)[0]) == 2
    get_template(kind.card_template)


@each_kind
def test_the_map_counts_what_a_visitor_may_read(
    kind: ContentKind, a: Territory, b: Territory
) -> None:
    if kind.by_town is None:
        assert kind.name in {"page", "poll", "post", "text"}
        return
    make, town = MAKERS[kind.name], towns(a)[0]
    make(a, town=town)
    make(a, town=town)
    make(a, town=town, live=False)
    make(a)
    make(b, town=towns(b)[0])
    with territories.enter(a), CaptureQueriesContext(connection) as seen:
        assert kind.by_town(a) == {town.pk: 2}
    assert len(seen) <= 2
