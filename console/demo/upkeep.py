"""Keeps the demo fresh: what nobody touched moves by whole weeks, so that it is still to come."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from console.models import DemoItem
from site_core.kernel.models import Territory

from .writing import published

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
    page: Any = item.page
    if page.latest_revision_id != item.revision or page.has_unpublished_changes:
        return False
    page = page.specific
    late = now - getattr(page, deadline)
    if late < timedelta():
        return False
    weeks = late // WEEK + 1
    for field in fields:
        if moment := getattr(page, field):
            setattr(page, field, later(moment, weeks, zone))
    item.revision = published(page, by=page.owner).latest_revision_id
    item.save(update_fields=["revision"])
    return True


def later(moment: datetime, weeks: int, zone: ZoneInfo) -> datetime:
    """So many weeks later at the same hour on the clocks of the place, also across summer time."""
    local = moment.astimezone(zone).replace(tzinfo=None) + weeks * WEEK
    return local.replace(tzinfo=zone)
