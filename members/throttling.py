"""Slows down guessing of passwords: failures are counted, good sign-ins never are.

The count is kept in the database, like the accounts that it protects: every process and every host
shares it, and no cache can lose it. Requests that run at the same moment may pass together, so the
limits can be overshot by as many attempts as the server works on at once.
"""

from datetime import timedelta
from math import ceil

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from site_core.kernel.proxies import neighbourhood

from .models import SignInFailure

WINDOW = timedelta(minutes=5)
MOST_ON_ONE_ACCOUNT = 5  # failures from one address on one account, in WINDOW
MOST_FROM_ONE_ADDRESS = 30  # failures from one address whatever the account, in WINDOW


def seconds_to_wait(*, account: str, address: str) -> int:
    """Seconds until this address may try this account again; 0 when it may now.

    `account` is an e-mail address, known or not: both are treated alike.
    """
    failures = SignInFailure.objects.filter(
        address=_digest(neighbourhood(address)), at__gt=timezone.now() - WINDOW
    ).order_by("-at")
    return max(
        _wait(failures.filter(account=_digest(account)), MOST_ON_ONE_ACCOUNT),
        _wait(failures, MOST_FROM_ONE_ADDRESS),
    )


def record_failure(*, account: str, address: str) -> None:
    """Count one failure, and forget those that no longer count."""
    now = timezone.now()
    SignInFailure.objects.filter(at__lte=now - WINDOW).delete()
    SignInFailure.objects.create(
        account=_digest(account), address=_digest(neighbourhood(address)), at=now
    )


def forget(*, account: str) -> None:
    """Forget the failures on an account, once its owner has chosen a new password by mail."""
    SignInFailure.objects.filter(account=_digest(account)).delete()


def _wait(failures: QuerySet[SignInFailure], most: int) -> int:
    """Seconds until fewer than `most` of these failures, the latest first, are in the window."""
    latest = list(failures.values_list("at", flat=True)[:most])
    if len(latest) < most:
        return 0
    return max(1, ceil((latest[-1] + WINDOW - timezone.now()).total_seconds()))


def _digest(value: str) -> str:
    return salted_hmac("members.throttling", value.lower(), algorithm="sha256").hexdigest()
