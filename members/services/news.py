"""What a member asks to read, and what they follow."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from site_core.kernel import territories

from ..models import Follow, Membership
from ..policies import may_follow


@transaction.atomic
def ask_for(
    *,
    membership: Membership,
    towns: Iterable[Any] = (),
    districts: Iterable[Any] = (),
    topics: Iterable[Any] = (),
    kinds: Iterable[str] = (),
    circle: tuple[float, float, int] | None = None,
    frequency: str | None = None,
) -> None:
    """Keep what a member of the territory in scope wants to read, in place of what was kept.

    `circle` is a latitude, a longitude (degrees) and kilometres. Without `frequency` it stays.
    """
    membership.kinds = sorted(set(kinds))
    membership.latitude, membership.longitude, membership.radius = circle or (None, None, None)
    fields = ["kinds", "latitude", "longitude", "radius"]
    if frequency and frequency != membership.frequency:
        membership.frequency = frequency
        membership.plan_digest(timezone.now())
        fields += ["frequency", "digest_due_at"]
    membership.save(update_fields=fields)
    membership.towns.set(towns)
    membership.districts.set(districts)
    membership.topics.set(topics)


def plan_letters(
    *,
    membership: Membership,
    frequency: str,
    hour: int,
    weekday: int,
    paused_until: date | None,
) -> None:
    """How often, at which hour and on which day of the week (Monday is 0) letters leave.

    None leaves before the day `paused_until`.
    """
    membership.frequency = frequency
    membership.digest_hour, membership.digest_weekday = hour, weekday
    membership.paused_until = paused_until
    membership.plan_digest(timezone.now())
    membership.save(
        update_fields=[
            "frequency",
            "digest_hour",
            "digest_weekday",
            "paused_until",
            "digest_due_at",
        ]
    )


def set_frequency(*, membership: Membership, frequency: str) -> None:
    """How often letters leave, and nothing else."""
    if membership.frequency != frequency:
        membership.frequency = frequency
        membership.plan_digest(timezone.now())
        membership.save(update_fields=["frequency", "digest_due_at"])


@transaction.atomic
def follow(*, user: Any, target: Any) -> Follow:
    """Follow a page, a topic or a commune of the territory in scope; twice is once.

    Raises PermissionDenied when the person is not registered here, or may not follow it.
    """
    territory = territories.here()
    membership = Membership.objects.filter(user=user).first()
    if membership is None:
        raise PermissionDenied(_("Only members of this territory follow. Join it first."))
    if not may_follow(target, territory):
        raise PermissionDenied(_("This cannot be followed."))
    row: Follow
    row, _new = Follow.objects.get_or_create(
        territory=territory, membership=membership, **{name_of(target): target}
    )
    return row


def unfollow(*, user: Any, target: Any) -> None:
    """Follow it no more; nothing happens when it was not followed."""
    Follow.objects.filter(membership__user=user, **{name_of(target): target.pk}).delete()


def name_of(target: Any) -> str:
    """Which of the three links of a Follow leads to this: `page`, `topic` or `town`."""
    model = type(target)._meta.model_name
    return model if model in {"topic", "town"} else "page"


def open_feed(*, membership: Membership) -> uuid.UUID:
    """A secret address for one's feed, in place of the one before, which opens nothing any more."""
    membership.feed_key = uuid.uuid4()
    membership.save(update_fields=["feed_key"])
    return membership.feed_key


def close_feed(*, membership: Membership) -> None:
    """The secret address of one's feed opens nothing any more."""
    membership.feed_key = None
    membership.save(update_fields=["feed_key"])
