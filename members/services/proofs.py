"""What somebody has proved, and where they are signed in."""

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from site_core.kernel import scoping
from site_core.kernel.models import TerritoryRole

from ..models import User
from .accounts import confirm_address


@transaction.atomic
def prove_address(*, user: User) -> None:
    """Somebody has just shown that they read this address, which nobody had done before.

    Whoever opened the account may have been somebody else: the password chosen then goes.
    """
    confirm_address(user=user)
    user.set_unusable_password()
    user.save(update_fields=["password"])


@transaction.atomic
def refuse_sign_up(*, user: User) -> None:
    """Somebody else registered with this address, says who reads it: the account goes, with all.

    Raises PermissionDenied for an account whose address was proved, or that holds an office.
    """
    is_proved = EmailAddress.objects.filter(user=user, verified=True).exists() or user.last_login
    with scoping.everywhere():
        if is_proved or user.is_superuser or TerritoryRole.objects.filter(user=user).exists():
            raise PermissionDenied
        user.delete()


def mail_arrives(*, user: User) -> None:
    """Somebody has just used what was sent to this address: letters may leave again."""
    User.objects.filter(pk=user.pk).exclude(mail_refused_at=None).update(mail_refused_at=None)


def refuse_mail(*, user: User) -> None:
    """The address of this account takes no mail: letters stop until its owner proves it again."""
    User.objects.filter(pk=user.pk).update(mail_refused_at=timezone.now())


def end_sessions(*, user: User) -> None:
    """Sign this account out everywhere: on every device, on every host."""
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    user.refresh_from_db(fields=["session_generation"])
