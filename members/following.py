"""What can be followed, as people read it, and whether somebody does."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
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
    """What it is called, and where it is read; no address for what visitors may not read now."""
    search = reverse("territory_pages:search")
    if isinstance(target, Topic):
        return target.name, f"{search}?theme={target.slug}"
    if isinstance(target, Town):
        return target.name, f"{search}?commune={target.code}"
    if not is_readable(target, territory):
        return _("A page that cannot be read for now"), ""
    return target.title, path_in(territory, target)


def followed(member: Membership, territory: Territory) -> list[tuple[str, str, str]]:
    """(name, path, code) of all that a member follows, the last first; no query when loaded."""
    rows = sorted(member.follows.all(), key=lambda row: row.since, reverse=True)
    return [(*named(row.target, territory), code_of(row.target)) for row in rows]


def followed_as(user: Any, code: str) -> Any:
    """What somebody follows here by this code, be it closed to visitors since; or None."""
    rows = Follow.objects.filter(membership__user=user).select_related("page", "topic", "town")
    return next((row.target for row in rows if code_of(row.target) == code), None)


def is_readable(page: Page, territory: Territory) -> bool:
    """Whether a visitor may read a page that is loaded."""
    return bool(page.live and territory.holds(page) and not territory.closes(page))
