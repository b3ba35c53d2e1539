"""The comments of a page as a tree, in a constant number of queries."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy

from members.authors import DELETED_ACCOUNT
from members.models import Membership
from site_core.kernel.listing import Pages

from .models import TerritoryComment

PER_PAGE = 20  # conversations
NOBODY_HERE = gettext_lazy("Former member")
LONGEST = 200  # comments in one conversation, removed ones among them


@dataclass(slots=True)
class Node:
    """One comment as it is drawn, and its answers."""

    comment: TerritoryComment
    author: str
    answers: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Thread:
    """One page of the conversations under a text, oldest first: a comment never changes its page.

    `count` is how many comments of the whole thread can be read, removed ones apart.
    """

    conversations: list[Node]
    page: Page
    count: int


def thread(text: Any, number: str | int = 1) -> Thread:
    """A page of the comments under a text, each with the name its author shows today.

    Four queries whatever their number. Raises InvalidPage for a page that is not there.
    """
    comments = under(text)
    starts = comments.filter(level=0).order_by("pk").values_list("pk", flat=True)
    totals = comments.aggregate(
        starts=Count("pk", filter=Q(level=0)), readable=Count("pk", filter=Q(is_removed=False))
    )
    page = Pages(starts, PER_PAGE, totals["starts"]).page(number)
    rows = list(comments.filter(thread_id__in=list(page)).order_by("thread_id", "order", "pk"))
    people = Membership.objects.filter(user__in={row.user_id for row in rows})
    names = dict(people.values_list("user_id", "display_name"))
    nodes = {row.pk: Node(row, shown(row, names)) for row in rows}
    roots: list[Node] = []
    for row in rows:
        parent = nodes.get(row.parent_id) if row.parent_id != row.pk else None
        (parent.answers if parent else roots).append(nodes[row.pk])
    return Thread(roots, page, totals["readable"])


def shown(comment: TerritoryComment, names: dict[int | None, str]) -> str:
    """The name beside a comment: of a member, or why there is none."""
    if comment.user_id is None or names.get(comment.user_id) == "":
        return str(DELETED_ACCOUNT)
    return names.get(comment.user_id) or str(NOBODY_HERE)


def page_of(comment: TerritoryComment, text: Any) -> int:
    """On which page of the thread a comment stands."""
    before = under(text).filter(level=0, pk__lt=comment.thread_id).count()
    return int(before // PER_PAGE) + 1


def under(text: Any) -> Any:
    """The comments under a page of the territory in scope."""
    kind = ContentType.objects.get_for_model(text.specific_class)
    return TerritoryComment.objects.filter(
        content_type=kind, object_pk=str(text.pk), is_public=True
    )


def author_of(comment: TerritoryComment) -> str:
    """The name the author of a comment shows today."""
    people = Membership.objects.filter(user=comment.user_id)
    return shown(comment, dict(people.values_list("user_id", "display_name")))
