"""Who speaks: the name and the kind shown beside a text, without a query of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from site_core.kernel import policies
from site_core.kernel.content import AUTHOR_KINDS
from site_core.kernel.models import Role, Territory, TerritoryRole

from .models import AuthorGone, MemberCapacity, Membership

INHABITANT = "inhabitant"
DELETED_ACCOUNT = gettext_lazy("Deleted account")


@dataclass(frozen=True, slots=True)
class Voice:
    """In whose name somebody may write: a kind of `AUTHOR_KINDS` and a title, perhaps empty.

    `key` names it in a form, `group` is the number of the group's page.
    """

    key: str
    kind: str
    title: str = ""
    group: int | None = None

    @property
    def label(self) -> str:
        """What one chooses."""
        word = AUTHOR_KINDS[self.kind]
        return f"{word} – {self.title}" if self.title else str(word)


OWN_VOICE = Voice(INHABITANT, INHABITANT)


def voices_of(user: Any, territory: Territory) -> list[Voice]:
    """In whose name this person may write in the territory in scope, their own first.

    Two queries at most, none for a visitor.
    """
    if not user.is_authenticated:
        return [OWN_VOICE]
    held = MemberCapacity.objects.filter(membership__user=user, ended_at=None)
    roles = sorted(policies.roles_of(user, territory), reverse=True)
    return [
        OWN_VOICE,
        *(
            Voice(f"capacity-{row.pk}", row.kind, row.shown_title, row.group_id)
            for row in held.select_related("group").order_by("since", "pk")
        ),
        *(Voice(role, role) for role in roles),
    ]


def with_authors(rows: Any) -> Any:
    """Pages with `author_name` and `author_kind`: who owns each, as known in this territory.

    A text that keeps in whose name it was written (`voice_kind`) says so whatever its author
    becomes.

    The name is the one that the person shows here, never the account's: empty for somebody who
    is not registered here, and for who closed their account; who erased it is told so. Who writes
    for a group, as an elected person or as an agent is shown so, by the capacity they were given
    first, even when they are a referent too: that role is named where they moderate. Exactly one
    territory must be in scope when the rows are read.
    """
    memberships = Membership.objects.filter(user=OuterRef("owner_id"))
    roles = TerritoryRole.objects.filter(user=OuterRef("owner_id"))
    held = MemberCapacity.objects.filter(membership__user=OuterRef("owner_id"), ended_at=None)
    gone = AuthorGone.objects.filter(page=OuterRef("pk"))
    has_voice = any(column.name == "voice_kind" for column in rows.model._meta.concrete_fields)
    kept = NullIf("voice_kind", Value("")) if has_voice else Value(None, CharField())
    return rows.annotate(
        author_name=Case(
            When(Exists(gone), then=Value(str(DELETED_ACCOUNT))),
            default=Coalesce(Subquery(memberships.values("display_name")[:1]), Value("")),
        ),
        author_kind=Coalesce(
            kept,
            Subquery(held.order_by("since", "pk").values("kind")[:1]),
            Case(
                When(Exists(roles.filter(role=Role.REFERENT)), then=Value("referent")),
                When(Exists(roles.filter(role=Role.EDITOR)), then=Value("editor")),
                When(Q(owner__isnull=True), then=Value("")),
                default=Value(INHABITANT),
            ),
        ),
    )


def structured_author(author: Mapping[str, str]) -> dict[str, str] | None:
    """Who speaks, in the words of schema.org; `author` is what `author_of` gives."""
    if not author.get("author_name"):
        return None
    kind = "Organization" if author.get("author_kind") == "group" else "Person"
    return {"@type": kind, "name": author["author_name"]}


def author_of(page: Page) -> dict[str, str]:
    """`author_name` and `author_kind` of one page; empty for a page not stored yet. One query."""
    rows = with_authors(type(page).objects.filter(pk=page.pk))
    return rows.values("author_name", "author_kind").first() or {}
