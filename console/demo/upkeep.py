"""Keeps the demo fresh: what nobody touched moves by whole weeks, so that it is still to come."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from wagtail.models import Page

from console.models import DemoItem
from members.models import User
from site_core.kernel.models import Territory

WEEK = timedelta(weeks=1)


def move_on(territory: Territory) -> int:
    """Move the events that are over and the polls that closed; how many.

    Only those that still have the revision that the demo wrote; weekdays and hours stay. The
    territory must be in scope.
    """
    now, zone, moved = timezone.now(), ZoneInfo(territory.time_zone), 0
    items = DemoItem.objects.select_related("page").filter(page__live=True)
    for item in items.filter(key__startswith="event:"):
        moved += moves(item, "starts_at", ("starts_at", "ends_at"), now, zone)
    for item in items.filter(key__startswith="poll:"):
        moved += moves(item, "closes_at", ("opens_at", "closes_at"), now, zone)
    return moved


def moves(
    item: DemoItem, deadline: str, fields: tuple[str, ...], now: datetime, zone: ZoneInfo
) -> bool:
    """Move the dates of a page when its deadline is past; whether they moved."""
    page = untouched(item)
    if page is None:
        return False
    late = now - getattr(page, deadline)
    if late < timedelta():
        return False
    weeks = late // WEEK + 1
    for field in fields:
        if moment := getattr(page, field):
            setattr(page, field, later(moment, weeks, zone))
    written_again(item, page)
    return True


def untouched(item: DemoItem) -> Any:
    """The page of an item while it is as the demo wrote it; None when it is edited or gone."""
    page = item.page and item.page.specific
    if page is None or page.latest_revision_id != item.revision or page.has_unpublished_changes:
        return None
    return page


def written_again(item: DemoItem, page: Any) -> None:
    """Publish what the demo changed in a page that nobody else touched."""
    item.revision = published(page, by=page.owner).latest_revision_id
    item.save(update_fields=["revision"])


def published(page: Any, by: User | None = None) -> Page:
    """The page, with what was just written in it as its public revision."""
    page.save_revision(user=by).publish()
    page.refresh_from_db()
    return page


def later(moment: datetime, weeks: int, zone: ZoneInfo) -> datetime:
    """So many weeks later at the same hour on the clocks of the place, also across summer time."""
    local = moment.astimezone(zone).replace(tzinfo=None) + weeks * WEEK
    return local.replace(tzinfo=zone)
