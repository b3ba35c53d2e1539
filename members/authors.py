"""Who speaks: the name and the kind shown beside a text, without a query of their own."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from wagtail.models import Page

from site_core.kernel.models import Role, TerritoryRole

from .models import Membership

INHABITANT = Membership.Capacity.INHABITANT


def with_authors(rows: Any) -> Any:
    """Pages with `author_name` and `author_kind`: who owns each, as known in this territory.

    The name is the one that the person shows here, never the account's: empty for somebody who
    is not registered here. Who writes for a group, as an elected person or as an agent is shown so,
    even when they are a referent too: that role is named where they moderate. Exactly one territory
    must be in scope when the rows are read.
    """
    memberships = Membership.objects.filter(user=OuterRef("owner_id"))
    roles = TerritoryRole.objects.filter(user=OuterRef("owner_id"))
    return rows.annotate(
        author_name=Coalesce(Subquery(memberships.values("display_name")[:1]), Value("")),
        author_kind=Coalesce(
            Subquery(memberships.exclude(capacity=INHABITANT).values("capacity")[:1]),
            Case(
                When(Exists(roles.filter(role=Role.REFERENT)), then=Value("referent")),
                When(Exists(roles.filter(role=Role.EDITOR)), then=Value("editor")),
                When(Q(owner__isnull=True), then=Value("")),
                default=Value(INHABITANT.value),
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
