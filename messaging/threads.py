"""The comments of a page as a tree, in a constant number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType

from members.models import Membership

from .models import TerritoryComment

LONGEST_THREAD = 500


@dataclass(slots=True)
class Node:
    """One comment as it is drawn, and its answers."""

    comment: TerritoryComment
    author: str
    answers: list["Node"] = field(default_factory=list)


def thread(page: Any) -> list[Node]:
    """The latest comments of a page, oldest first, each with the name its author shows today.

    Two queries whatever their number; at most `LONGEST_THREAD` comments are drawn.
    """
    kind = ContentType.objects.get_for_model(page.specific_class)
    rows = list(
        TerritoryComment.objects.filter(
            content_type=kind, object_pk=str(page.pk), is_public=True
        ).order_by("-thread_id", "order", "pk")[:LONGEST_THREAD]
    )
    people = Membership.objects.filter(user__in={row.user_id for row in rows})
    names = dict(people.values_list("user_id", "display_name"))
    nodes = {row.pk: Node(row, names.get(row.user_id) or row.user_name) for row in rows}
    roots: list[Node] = []
    for row in rows:
        parent = nodes.get(row.parent_id) if row.parent_id != row.pk else None
        (parent.answers if parent else roots).append(nodes[row.pk])
    return roots[::-1]


def author_of(comment: TerritoryComment) -> str:
    """The name the author of a comment shows today."""
    member = Membership.objects.filter(user=comment.user_id).first()
    return member.display_name if member else comment.user_name


def count(nodes: list[Node]) -> int:
    """How many comments can be read, removed ones apart."""
    return sum(not node.comment.is_removed for node in walk(nodes))


def walk(nodes: list[Node]) -> Iterator[Node]:
    """Every node, in reading order."""
    for node in nodes:
        yield node
        yield from walk(node.answers)
