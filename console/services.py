"""What the operator does with a territory's people, one function an act."""

from typing import Any

from django.db import transaction

from members.models import User
from site_core.kernel import scoping, territories
from site_core.kernel.models import Role, Territory, TerritoryRole

from .provisioning import account_of, appoint


@transaction.atomic
def appoint_by_email(*, territory: Territory, email: str, role: str, by: Any) -> User:
    """Give a role to the account with this address, opened now when there is none, and tell them.

    A new account has no password: the mail holds a link to choose one. Appointed again, somebody
    without a password is told again.
    """
    user = account_of(email)
    appoint(territory=territory, user=user, role=role, by=by, again=True)
    return user


@transaction.atomic
def dismiss_by_row(*, territory: Territory, row: int, by: Any) -> TerritoryRole:
    """Take back the role of this row; TerritoryRole.DoesNotExist when it is not one of here."""
    with scoping.scope(territory):
        held: TerritoryRole = TerritoryRole.objects.select_related("user").get(pk=row)
        territories.dismiss(territory=territory, user=held.user, role=held.role, by=by)
    return held


def has_referent(territory: Territory) -> bool:
    """Whether somebody would read a text submitted there."""
    with scoping.scope(territory):
        referents = TerritoryRole.objects.filter(role=Role.REFERENT, user__is_active=True)
        return bool(referents.exists())
