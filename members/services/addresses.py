"""The e-mail address of an account: changing it, and taking the account back after a change."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone

from ..models import FormerAddress, User
from .accounts import AccountExists
from .proofs import end_sessions

WAY_BACK = timedelta(days=7)
# What was added to an account this long before its address changed goes with the way back.
DOUBTFUL = timedelta(days=1)


class TooLate(ValueError):
    """The way back was used, or is closed."""


@transaction.atomic
def change_address(*, user: User, email: str) -> FormerAddress | None:
    """Give an account the address that its owner has just proved to read; the one it had before.

    None when it has it already: a form sent twice changes it once. Raises AccountExists when the
    address has an account by now.
    """
    FormerAddress.objects.filter(left_at__lte=timezone.now() - WAY_BACK).delete()
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.email == email:
        return None
    former: FormerAddress = FormerAddress.objects.create(user=user, email=user.email)
    _move(user, email)
    return former


def way_back(pk: int) -> FormerAddress:
    """The former address of a link that is still good. Raises TooLate."""
    former: FormerAddress | None = (
        FormerAddress.objects.select_related("user")
        .filter(pk=pk, left_at__gt=timezone.now() - WAY_BACK)
        .first()
    )
    if former is None:
        raise TooLate
    return former


@transaction.atomic
def take_back(*, former: FormerAddress) -> User:
    """Give an account back to who reads the address it had before.

    Whoever changed it may have been somebody else: its password, its sessions, what was added to
    its second factor and the changes that came after this one all go. Accounts that were opened
    meanwhile under this address, and that nobody proved, give way. Raises AccountExists for one
    that somebody did prove, TooLate when the link was used meanwhile.
    """
    user = User.objects.select_for_update().get(pk=former.user_id)
    later = FormerAddress.objects.filter(user=user, pk__gte=former.pk)
    if not later.filter(pk=former.pk).exists():
        raise TooLate
    proved = EmailAddress.objects.filter(verified=True).values("user")
    others = User.objects.filter(email=former.email, last_login=None).exclude(pk=user.pk)
    others.exclude(pk__in=proved).exclude(is_superuser=True).filter(groups=None).delete()
    _move(user, former.email)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_sessions(user=user)
    keys = Authenticator.objects.filter(user=user)
    keys.filter(created_at__gte=former.left_at - DOUBTFUL).delete()
    if not keys.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        keys.delete()
    later.delete()
    return user


def _move(user: User, email: str) -> None:
    """Write the address where accounts and allauth keep it; it is the account's only one."""
    user.email, user.mail_refused_at = email, None
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "mail_refused_at"])
    except IntegrityError as error:
        raise AccountExists(email) from error
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
