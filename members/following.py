"""What can be followed, as people read it, and whether somebody does."""

from typing import Any

from django.urls import reverse
from wagtail.models import Page

from site_core.kernel.addresses import path_in
from site_core.kernel.models import Territory, Topic, Town

from .models import Follow, Membership
from .services.news import name_of


def is_followed(user: Any, target: Any) -> bool:
    """Whether somebody follows this here; one query."""
    rows = Follow.objects.filter(membership__user=user, **{name_of(target): target.pk})
    return bool(rows.exists())


def code_of(target: Any) -> str:
    """How an address names it: `page-<id>`, `topic-<slug>`, `town-<INSEE code>`."""
    if isinstance(target, Topic):
        return f"topic-{target.slug}"
    return f"town-{target.code}" if isinstance(target, Town) else f"page-{target.pk}"


def named(target: Any, territory: Territory) -> tuple[str, str]:
    """What it is called, and where it is read."""
    search = reverse("territory_pages:search")
    if isinstance(target, Topic):
        return target.name, f"{search}?theme={target.slug}"
    if isinstance(target, Town):
        return target.name, f"{search}?commune={target.code}"
    return target.title, path_in(territory, target)


def followed(member: Membership, territory: Territory) -> list[tuple[str, str, str]]:
    """(name, path, code) of all that a member follows, the last first; no query when loaded.

    What visitors may not read any more is left out.
    """
    rows = sorted(member.follows.all(), key=lambda row: row.since, reverse=True)
    targets = [row.target for row in rows if not row.page or is_readable(row.page, territory)]
    return [(*named(target, territory), code_of(target)) for target in targets]


def is_readable(page: Page, territory: Territory) -> bool:
    """Whether a visitor may read a page that is loaded."""
    return bool(page.live and territory.holds(page) and not territory.closes(page))
