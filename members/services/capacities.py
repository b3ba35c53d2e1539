"""In whose name members write, as referents say it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from site_core.kernel import audit, territories
from site_core.kernel.models import Territory

from ..models import Capacity, CitizenGroup, MemberCapacity, Membership
from ..policies import may_give_capacities

audit.describe("capacity.give", gettext_lazy("Capacity given to a member"))
audit.describe("capacity.withdraw", gettext_lazy("Capacity of a member withdrawn"))
audit.describe("membership.capacity", gettext_lazy("Capacity of a member changed"))


@transaction.atomic
def give_capacity(
    *,
    membership: Membership,
    kind: str,
    by: Any,
    title: str = "",
    group: CitizenGroup | None = None,
) -> MemberCapacity:
    """Let a member of the territory in scope write in this capacity too; given twice, it is one.

    Raises PermissionDenied; ValidationError for a kind that does not exist, or when a group is
    missing or is not one of this territory.
    """
    territory = _keeper(by)
    if kind not in Capacity.values:
        raise ValidationError({"kind": _("Choose a capacity of the list.")})
    if group is not None and (kind != Capacity.GROUP or not territory.holds(group)):
        raise ValidationError({"group": _("Choose a group of this territory, for a group only.")})
    title = " ".join(title.split())
    if kind == Capacity.GROUP and group is None and not title:
        raise ValidationError({"group": _("Choose the group, or write its name as the title.")})
    Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    held = MemberCapacity.objects.filter(membership=membership, ended_at=None, kind=kind)
    known: MemberCapacity | None = held.filter(
        **({"group": group} if group else {"group": None, "title": title})
    ).first()
    if known:
        return known
    given = MemberCapacity(
        territory=territory,
        membership=membership,
        kind=kind,
        title=title,
        group=group,
        given_by=by,
    )
    given.clean_fields()
    given.save()
    audit.record(
        territory=territory,
        actor=by,
        action="capacity.give",
        target=membership,
        after={"kind": kind, "title": given.shown_title},
    )
    return given


@transaction.atomic
def withdraw_capacity(*, capacity: MemberCapacity, by: Any) -> None:
    """End a capacity: what was written in it keeps saying so. Withdrawn twice, it ended once.

    Raises PermissionDenied.
    """
    territory = _keeper(by)
    held = MemberCapacity.objects.select_for_update(of=("self",)).get(pk=capacity.pk)
    if held.ended_at is not None:
        return
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])
    audit.record(
        territory=territory,
        actor=by,
        action="capacity.withdraw",
        target=held.membership,
        before={"kind": held.kind, "title": held.shown_title},
    )


def _keeper(by: Any) -> Territory:
    """The territory in scope, when this person says there in whose name members write."""
    territory = territories.here()
    if not may_give_capacities(by, territory):
        raise PermissionDenied(_("Only a referent says in whose name a member writes."))
    return territory
