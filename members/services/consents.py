"""The texts by which members live: as they are now, and as each member accepted them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from site_core.kernel import scoping, territories
from site_core.kernel.models import Territory

from ..models import Consent, Membership

WORDS = ("title", "introduction", "body")


@dataclass(frozen=True, slots=True)
class Version:
    """A text as visitors read it now."""

    text: str
    title: str
    digest: str
    published_at: datetime | None
    language: str

    @property
    def path(self) -> str:
        """Where it is read."""
        return f"/{self.text}/"


def versions(territory: Territory) -> list[Version]:
    """The texts of a territory, in its own language; three queries at most."""
    home = territory.site.root_page
    pages = Page.objects.filter(
        path__startswith=home.path, depth=home.depth + 1, slug__in=Consent.Text.values, live=True
    )
    return [version_of(page) for page in pages.select_related("locale").order_by("slug").specific()]


def version_of(page: Any) -> Version:
    """A page and the digest of its words, whatever else changes in it."""
    columns = [page._meta.get_field(name) for name in WORDS if hasattr(page, name)]
    said = "\n".join(str(column.value_from_object(page)) for column in columns)
    return Version(
        text=page.slug,
        title=page.title,
        digest=hashlib.sha256(said.encode()).hexdigest(),
        published_at=page.last_published_at,
        language=page.locale.language_code,
    )


def outdated(membership: Membership) -> list[Version]:
    """The texts that changed since a member of the territory in scope accepted them.

    One query for who never accepted any, as those whom an import registered; five at most.
    """
    rows = Consent.objects.filter(membership=membership)
    known = set(rows.values_list("text", "digest"))
    if not known:
        return []
    accepted = {text for text, _digest in known}
    return [
        one
        for one in versions(territories.here())
        if one.text in accepted and (one.text, one.digest) not in known
    ]


@transaction.atomic
def accept(*, membership: Membership, seen: Iterable[str] | None = None) -> None:
    """Keep that a member accepts the texts as they are now; twice is once.

    `seen` are the digests of those they were shown: one that changed meanwhile is not accepted.
    """
    with scoping.scope(membership.territory_id):
        rows = [
            Consent(
                territory_id=membership.territory_id,
                membership=membership,
                text=one.text,
                digest=one.digest,
                published_at=one.published_at,
                language=one.language,
            )
            for one in versions(territories.here())
            if seen is None or one.digest in seen
        ]
        Consent.objects.bulk_create(rows, ignore_conflicts=True)
