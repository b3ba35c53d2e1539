"""What stands around a post: the one before and the one after, and others about the same."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Value, When

from site_core.kernel.content import Card
from site_core.kernel.models import Territory

from .cards import post_cards

MOST = 3  # posts about the same


@dataclass(frozen=True, slots=True)
class Around:
    """Where to read on; `related` are in none of the neighbouring places."""

    earlier: Card | None
    later: Card | None
    related: list[Card]


def around(post: Any, territory: Territory) -> Around:
    """What a visitor may read next; the same number of queries however much there is."""
    posts = type(post).objects
    rows = posts.child_of(post.get_parent()).exclude(pk=post.pk).visible()
    earlier, later = neighbours(post, rows)
    near = [row for row in (earlier, later) if row]
    others = posts.shown_here(territory).exclude(pk__in=[post.pk, *(row.pk for row in near)])
    cards = {card.id: card for card in post_cards(territory, near)}
    return Around(
        earlier=cards.get(earlier.pk) if earlier else None,
        later=cards.get(later.pk) if later else None,
        related=list(post_cards(territory, about_the_same(post, others))),
    )


def neighbours(post: Any, rows: Any) -> tuple[Any, Any]:
    """The last of these posts published before this one, and the first published after."""
    when = post.first_published_at
    if when is None:
        return None, None
    same = Q(first_published_at=when)
    before = rows.filter(Q(first_published_at__lt=when) | same & Q(pk__lt=post.pk))
    after = rows.filter(Q(first_published_at__gt=when) | same & Q(pk__gt=post.pk))
    return (
        before.order_by("-first_published_at", "-pk").for_cards().first(),
        after.order_by("first_published_at", "pk").for_cards().first(),
    )


def about_the_same(post: Any, rows: Any) -> Any:
    """The newest of these posts on one of its topics in its commune, on its topics, in its commune.

    None of a post that says nothing of what or where it is about.
    """
    topics = [topic.pk for topic in post.topics.all()]
    if not topics and post.town_id is None:
        return []
    on_topic = type(post).objects.filter(pk=OuterRef("pk"), topics__in=topics)
    same_town = Q(town=post.town_id) if post.town_id else Q(pk__in=())
    rows = rows.annotate(same_topic=Exists(on_topic)).filter(Q(same_topic=True) | same_town)
    closeness = Case(
        When(Q(same_topic=True) & same_town, then=Value(0)),
        When(same_topic=True, then=Value(1)),
        default=Value(2),
    )
    return rows.order_by(closeness, "-first_published_at", "-pk").for_cards()[:MOST]
