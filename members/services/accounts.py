"""Accounts and memberships."""

from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from site_core.kernel import scoping
from site_core.kernel.models import Territory

from ..models import Membership, User
from .consents import accept
from .names import check_name
from .news import ask_for


class AccountExists(ValueError):
    """The address already has an account, which only its owner may open."""


@transaction.atomic
def open_account(
    *, email: str, name: str, password: str | None = None, verified: bool = False
) -> User:
    """A new account; `verified` means that its owner is known to read this address.

    Without a password it can only be opened by mail. Raises AccountExists.
    """
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password, name=name)
    except IntegrityError as error:
        raise AccountExists(email) from error
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    return user


def confirm_address(*, user: User) -> None:
    """The owner of this account is now known to read its address."""
    EmailAddress.objects.update_or_create(
        user=user,
        email=user.email,
        defaults={"verified": True},
        create_defaults={"verified": True, "primary": True},
    )


@transaction.atomic
def join(
    *,
    territory: Territory,
    user: User,
    name: str,
    wish: Mapping[str, str] | None = None,
    criteria: Mapping[str, Any] | None = None,
) -> Membership:
    """A person's membership in a territory, under the name they show there; once is enough.

    `wish` are the door they came in by and the name they gave of their blog or group, `criteria`
    what `ask_for` takes. Raises ValidationError for a name that `check_name` refuses.
    """
    with scoping.scope(territory):
        membership: Membership
        membership, is_new = Membership.objects.get_or_create(
            territory=territory, user=user, defaults={"display_name": name, **(wish or {})}
        )
        if is_new:
            check_name(territory=territory, name=name, user=user)
            accept(membership=membership)
        if is_new and criteria:
            ask_for(membership=membership, **criteria)
    return membership


@transaction.atomic
def sign_up(*, territory: Territory, email: str, name: str, password: str, **asked: Any) -> User:
    """What a visitor does at `/inscription/`: an account and its membership, or AccountExists.

    `asked` is what `join` takes more.
    """
    user = open_account(email=email, name=name, password=password)
    join(territory=territory, user=user, name=name, **asked)
    return user


@transaction.atomic
def register_member(
    *,
    territory: Territory,
    email: str,
    name: str,
    password: str | None = None,
    verified: bool = False,
) -> Membership:
    """Register somebody for whom we vouch: the demo, an import, a person helped by a referent.

    Idempotent: an account that exists keeps its name and its password, a membership its name. Only
    an address that nobody had proved to read, and that we now vouch for, gets the password given
    here instead of the one its unknown opener chose. What a visitor types goes through
    `sign_up`.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = open_account(email=email, name=name, password=password, verified=verified)
    elif verified and not EmailAddress.objects.filter(user=user, verified=True).exists():
        confirm_address(user=user)
        user.set_password(password)
        user.save(update_fields=["password"])
    return join(territory=territory, user=user, name=name)
