"""What somebody has proved: that they read an address, that an account is theirs."""

from django.db import transaction

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
