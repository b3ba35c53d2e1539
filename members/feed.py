"""The news of a territory, and what of it each member asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from wagtail.models import Page

from site_core.kernel.content import Card, ContentKind, registry
from site_core.kernel.listing import PER_PAGE, Pages, cards_of
from site_core.kernel.models import Territory

from .matching import Criteria, Item, Reason, matching
from .models import Follow, Membership

HORIZON = timedelta(days=90)
WEEK = timedelta(days=7)
MOST = 1_000  # items of one kind that are looked at, the newest
HOLDER = 3  # depth of a section: what stands below it can be followed
VOICE = "voice_group"  # the group that a text is signed by, where its kind has one
FACTS = (
    "pk",
    "first_published_at",
    "owner_id",
    "path",
    "town_id",
    "district_id",
    "latitude",
    "longitude",
)


@dataclass(frozen=True, slots=True)
class News:
    """One item of somebody's feed, as it is drawn."""

    kind: ContentKind
    card: Card
    at: datetime
    is_followed: bool

    @property
    def where_and_when(self) -> str:
        """When it happens, what is to be known of that, and the place, in words."""
        card = self.card
        return ", ".join(filter(None, (card.when_label, card.remark, card.place)))


def published(territory: Territory, since: datetime, until: datetime | None = None) -> list[Item]:
    """What was published between two moments, newest first, that a visitor may read now.

    In the language being spoken. Two queries a kind, however much there is.
    """
    found = [
        item
        for kind in registry.news
        for item in of_kind(territory, kind, since, until or timezone.now())
    ]
    return sorted(found, key=lambda item: (item.at, item.page), reverse=True)


def of_kind(
    territory: Territory, kind: ContentKind, since: datetime, until: datetime
) -> Iterator[Item]:
    """The same of one kind."""
    rows = kind.model.objects.shown_here(territory).filter(
        first_published_at__gt=since, first_published_at__lte=until
    )
    signed = [VOICE] if hasattr(kind.model, VOICE) else []
    columns = (*FACTS, *(f"{name}__path" for name in signed))
    facts = list(rows.order_by("-first_published_at", "-pk").values_list(*columns)[:MOST])
    through = kind.model.topics.through
    link = kind.model.topics.field.m2m_column_name()
    topics: dict[int, set[int]] = defaultdict(set)
    pages = {page for page, *_rest in facts}
    for page, topic in through.objects.filter(**{f"{link}__in": pages}).values_list(
        link, "topic_id"
    ):
        topics[page].add(topic)
    for page, at, author, path, town, district, latitude, longitude, *group in facts:
        yield Item(
            kind=kind.name,
            page=page,
            at=at,
            author=author,
            lineage=(*lineage(path), *filter(None, group)),
            town=town,
            district=district,
            topics=frozenset(topics[page]),
            point=None if latitude is None or longitude is None else (latitude, longitude),
        )


def lineage(path: str) -> tuple[str, ...]:
    """The tree paths of a page and of what holds it, down from its section."""
    step = Page.steplen
    return tuple(path[:end] for end in range((HOLDER + 1) * step, len(path) + 1, step))


def with_criteria(rows: Any) -> Any:
    """Memberships with all that `criteria_of` reads: four queries, however many."""
    follows = Follow.objects.select_related("page", "topic", "town")
    return rows.prefetch_related(
        "towns", "districts", "topics", Prefetch("follows", queryset=follows)
    )


def criteria_of(member: Membership) -> Criteria:
    """What a member asked for; without a query when loaded by `with_criteria`."""
    follows = list(member.follows.all())
    return Criteria(
        person=member.user_id,
        towns=frozenset(town.pk for town in member.towns.all()),
        districts=frozenset(district.pk for district in member.districts.all()),
        topics=frozenset(topic.pk for topic in member.topics.all()),
        kinds=frozenset(member.kinds),
        circle=member.circle,
        followed=frozenset(follow.page.path for follow in follows if follow.page),
        followed_topics=frozenset(follow.topic_id for follow in follows if follow.topic_id),
        followed_towns=frozenset(follow.town_id for follow in follows if follow.town_id),
    )


class Feed(Pages):
    """The news that somebody asked for, newest first, by pages."""

    def __init__(self, territory: Territory, criteria: Criteria, since: datetime) -> None:
        self.territory = territory
        found = list(matching(criteria, published(territory, since)))
        super().__init__(found, PER_PAGE, len(found))

    def news(self, number: str | int = 1) -> list[News]:
        """One page of it as it is drawn; InvalidPage when there is no such page."""
        return drawn(self.territory, self.page(number).object_list)


def feed(territory: Territory, criteria: Criteria) -> Feed:
    """What was asked for, of the last 90 days."""
    return Feed(territory, criteria, timezone.now() - HORIZON)


def last_week(territory: Territory, criteria: Criteria) -> Feed:
    """What these criteria would have brought in the last seven days."""
    return Feed(territory, criteria, timezone.now() - WEEK)


def drawn(territory: Territory, found: Iterable[tuple[Item, Reason]]) -> list[News]:
    """Items with their cards; what can no longer be read is left out."""
    rows = list(found)
    cards = cards_of(territory, [(item.kind, item.page) for item, _why in rows])
    return [
        News(*cards[item.page], item.at, why is Reason.FOLLOWED)
        for item, why in rows
        if item.page in cards
    ]
