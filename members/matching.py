"""What matches what a member asked for: the only place where it is decided.

The feed, the letter, the notifications and the preview of last week all ask here. Everything is
pure: keys of rows, moments, degrees of WGS 84.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from site_core.kernel.points import kilometres

Point = tuple[float, float]


class Reason(StrEnum):
    """Why something is news for somebody."""

    FOLLOWED = "followed"
    CRITERIA = "criteria"


@dataclass(frozen=True, slots=True)
class Item:
    """What the matcher knows of something published.

    `lineage` are the tree paths of the page, of what holds it and of the group that signs it.
    `point` is there only when its author set one.
    """

    kind: str
    page: int
    at: datetime
    author: int | None = None
    lineage: tuple[str, ...] = ()
    town: int | None = None
    district: int | None = None
    topics: frozenset[int] = frozenset()
    point: Point | None = None

    @property
    def is_everywhere(self) -> bool:
        """Whether it is about the whole territory."""
        return self.town is None and self.district is None and self.point is None


@dataclass(frozen=True, slots=True)
class Criteria:
    """What one member asked for; an empty set narrows nothing.

    `followed` are tree paths. `circle` is a latitude, a longitude and kilometres around them.
    """

    person: int | None = None
    towns: frozenset[int] = frozenset()
    districts: frozenset[int] = frozenset()
    topics: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    circle: tuple[float, float, int] | None = None
    followed: frozenset[str] = frozenset()
    followed_topics: frozenset[int] = frozenset()
    followed_towns: frozenset[int] = frozenset()


def reason(criteria: Criteria, item: Item) -> Reason | None:
    """Why this item is news for this member; None when it is not.

    What is followed always is, whatever else was asked. The rest must be of a kind, about a topic
    and in a place that were asked for. One's own texts are no news.
    """
    if item.author is not None and item.author == criteria.person:
        return None
    if follows(criteria, item):
        return Reason.FOLLOWED
    if criteria.kinds and item.kind not in criteria.kinds:
        return None
    if criteria.topics and criteria.topics.isdisjoint(item.topics):
        return None
    return Reason.CRITERIA if is_near(criteria, item) else None


def follows(criteria: Criteria, item: Item) -> bool:
    """Whether the member follows the item, what holds it, its commune or one of its topics."""
    return (
        not criteria.followed.isdisjoint(item.lineage)
        or item.town in criteria.followed_towns
        or not criteria.followed_topics.isdisjoint(item.topics)
    )


def is_near(criteria: Criteria, item: Item) -> bool:
    """Whether an item is in a commune, in a district or in the circle asked for.

    What is about the whole territory is in each of its communes and districts. What has no point is
    in no circle.
    """
    named = criteria.towns or criteria.districts
    if not named and criteria.circle is None:
        return True
    if named and (
        item.is_everywhere or item.town in criteria.towns or item.district in criteria.districts
    ):
        return True
    if criteria.circle is None or item.point is None:
        return False
    latitude, longitude, radius = criteria.circle
    return kilometres((latitude, longitude), item.point) <= radius


def matching(criteria: Criteria, items: Iterable[Item]) -> Iterator[tuple[Item, Reason]]:
    """The items that are news for this member, in the order given, each with its reason."""
    for item in items:
        if why := reason(criteria, item):
            yield item, why
