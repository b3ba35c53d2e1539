"""System checks of the deployment: the demo and production never share a database."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from members.models import User

from .demo.script import DOMAIN

TAG = "demo_accounts"


@register(TAG, Tags.database)
def no_demo_accounts(*, databases: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Production refuses accounts whose password is public.

    It looks only when the database is to be used (`migrate`, `check --database default`, and at
    the start of the server), and finds nothing in a database that is empty or away: then nobody
    can sign in, and readiness says so.
    """
    if settings.DEMO or not databases:
        return []
    try:
        found = User.objects.filter(email__endswith=f"@{DOMAIN}").exists()
    except DatabaseError:
        return []
    if not found:
        return []
    return [
        Error(
            f"This database holds accounts of the demo (@{DOMAIN}), whose password is public.",
            hint="Give production a database of its own: DATABASE_URL.",
            id="kikalu.E040",
        )
    ]
