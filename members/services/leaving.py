"""Leaving: a territory, or everything. A closed account may come back for some days."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from site_core.kernel import personal_data, policies, scoping, territories
from site_core.kernel.models import Territory
from site_core.kernel.personal_data import Erasure

from ..account_mail import send
from ..models import AccountClosing, FormerAddress, Membership, User
from ..policies import why_not_close, why_not_leave
from . import vault
from .proofs import end_sessions


class TooLate(ValueError):
    """The account is erased already, or it was opened again."""


def way_back() -> timedelta:
    """How long a closed account may come back."""
    return timedelta(days=settings.RETENTION_DAYS["closed"])


@transaction.atomic
def close_account(*, user: User, keeps_words: bool, territory: Territory | None) -> AccountClosing:
    """Close an account at once: nobody sees a trace of its owner any more, and nothing is sent.

    `keeps_words` says whether what they published stays, without a name; else it is hidden until
    it is erased. `territory` is where they said so. Raises PermissionDenied with the reason.
    """
    # Two referents who leave at the same moment take turns: the second one is the last.
    list(
        Territory.objects.filter(pk__in=policies.territories_of(user).values("pk"))
        .select_for_update()
        .order_by("pk")
    )
    if refusal := why_not_close(user):
        raise PermissionDenied(refusal)
    known: AccountClosing | None = AccountClosing.objects.filter(user=user).first()
    if known is not None:
        return known
    names = {}
    for row in memberships_of(user):
        names[str(row.pk)] = row.display_name
        row.display_name, row.feed_key = "", None
        with scoping.scope(row.territory):
            row.save(update_fields=["display_name", "feed_key"])
    closing: AccountClosing = AccountClosing.objects.create(
        user=user,
        closed_at=timezone.now(),
        keeps_words=keeps_words,
        hostname=territory.hostname if territory else settings.OPERATOR_HOST,
        addresses=sorted(addresses_held(user)),
        names=names,
        hidden={} if keeps_words else personal_data.hide(user),
    )
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user=user)
    return closing


def may_come_back(user: Any) -> bool:
    """Whether the owner of an account closed it, and still holds a link that opens it again."""
    closed = AccountClosing.objects.filter(user=user, closed_at__gt=timezone.now() - way_back())
    return bool(closed.exists())


def closing_of(user_id: int, closed_at: str) -> AccountClosing:
    """The closing that a link undoes. Raises TooLate."""
    found: AccountClosing | None = (
        AccountClosing.objects.select_related("user")
        .filter(user=user_id, closed_at__gt=timezone.now() - way_back())
        .first()
    )
    if found is None or found.closed_at.isoformat() != closed_at:
        raise TooLate
    return found


@transaction.atomic
def reopen_account(*, closing: AccountClosing) -> User:
    """Give an account back to its owner, with the names and the texts it had. Raises TooLate."""
    known = AccountClosing.objects.select_for_update().filter(pk=closing.pk).first()
    if known is None:
        raise TooLate
    user: User = known.user
    for row in memberships_of(user):
        row.display_name = known.names.get(str(row.pk), user.name)
        with scoping.scope(row.territory):
            row.save(update_fields=["display_name"])
    personal_data.show(known.hidden)
    user.is_active = True
    user.save(update_fields=["is_active"])
    known.delete()
    return user


@transaction.atomic
def leave_territory(*, user: User, territory: Territory, keeps_words: bool) -> None:
    """End a membership of an account that goes on elsewhere; nothing brings it back.

    What was published stays, as a former member's, or goes. Raises PermissionDenied for who has a
    role there.
    """
    if refusal := why_not_leave(user, territory):
        raise PermissionDenied(refusal)
    if not keeps_words:
        personal_data.erase(Erasure(user, keeps=False, territory=territory))
    with territories.enter(territory):
        Membership.objects.filter(user=user).delete()


@transaction.atomic
def erase_account(*, user: User, keeps_words: bool, now: datetime | None = None) -> bool:
    """Erase an account for good, but for what the law has us keep apart; False when it is gone.

    The last mail goes to its address once it is done.
    """
    known = User.objects.select_for_update().filter(pk=user.pk).first()
    if known is None:
        return False
    places = memberships_of(known)
    closing = AccountClosing.objects.filter(user=known).first()
    if vault.has_proved(known):
        names = closing.names if closing else {}
        for row in places:
            row.display_name = names.get(str(row.pk), row.display_name)
        closed_at = closing.closed_at if closing else now or timezone.now()
        vault.keep_account(user=known, memberships=places, closed_at=closed_at)
    held = frozenset({*addresses_held(known), *(closing.addresses if closing else ())})
    personal_data.erase(Erasure(known, keeps=keeps_words, addresses=held))
    email, territory = known.email, mailed_from(known, places, closing)
    known.delete()
    transaction.on_commit(
        lambda: send("account_erased", email, territory, keeps_words=keeps_words) and None
    )
    return True


def addresses_held(person: Any) -> set[str]:
    """Every address that an account has, or had until a few days ago."""
    return {
        person.email,
        *EmailAddress.objects.filter(user=person).values_list("email", flat=True),
        *FormerAddress.objects.filter(user=person).values_list("email", flat=True),
    }


def memberships_of(user: User) -> list[Membership]:
    """A person's place in each territory."""
    rows = Membership.all_rows.filter(user=user)
    return list(rows.select_related("territory__site__root_page").order_by("pk"))


def mailed_from(
    user: User, places: list[Membership], closing: AccountClosing | None = None
) -> Territory | None:
    """The territory that writes to somebody: where they closed their account, else the first."""
    found = [row.territory for row in places]
    for territory in found:
        if closing is not None and territory.hostname == closing.hostname:
            return territory
    return found[0] if found else None
