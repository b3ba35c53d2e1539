"""What the matcher costs: one member among ever more items, and a week's items for many members.

It is pure: items and members are drawn here, in no database.
"""

import time
from datetime import UTC, datetime
from random import Random

from members.matching import Criteria, Item, matching

ITEMS = 100_000
MEMBERS, OF_A_WEEK = 10_000, 200
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def drawn_items(count: int, draw: Random) -> list[Item]:
    """So many items in 30 communes, about 10 topics, half of them with a point."""
    return [
        Item(
            kind=draw.choice(("post", "event", "poll", "group")),
            page=number,
            at=NOON,
            author=draw.randrange(1_000),
            lineage=(f"{draw.randrange(500):04}", f"{number:08}"),
            town=draw.randrange(30),
            topics=frozenset(draw.sample(range(10), 2)),
            point=(45.6 + draw.random() / 5, 4.6 + draw.random() / 5) if number % 2 else None,
        )
        for number in range(count)
    ]


def drawn_criteria(number: int, draw: Random) -> Criteria:
    """What one member may ask for: all of it, or a few communes, topics and blogs, and a circle."""
    if number % 4 == 0:
        return Criteria(person=number)
    return Criteria(
        person=number,
        towns=frozenset(draw.sample(range(30), 2)),
        topics=frozenset(draw.sample(range(10), 3)),
        circle=(45.6, 4.6, 10) if number % 3 == 0 else None,
        followed=frozenset(f"{draw.randrange(500):04}" for _follow in range(3)),
    )


def measure() -> dict[str, float]:
    """Milliseconds for one member among ITEMS, and for OF_A_WEEK items told to MEMBERS."""
    draw = Random(4)
    items = drawn_items(ITEMS, draw)
    started = time.perf_counter()
    found = sum(1 for _one in matching(drawn_criteria(3, draw), items))
    one = time.perf_counter() - started
    people = [drawn_criteria(number, draw) for number in range(MEMBERS)]
    week = items[:OF_A_WEEK]
    started = time.perf_counter()
    told = sum(1 for person in people for _one in matching(person, week))
    many = time.perf_counter() - started
    return {
        f"one member, {ITEMS:,} items (ms)": round(one * 1000, 1),
        "of which news": found,
        f"{MEMBERS:,} members, {OF_A_WEEK} items (ms)": round(many * 1000, 1),
        "of which news, in all": told,
    }
