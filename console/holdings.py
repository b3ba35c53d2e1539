"""What the deployment holds about people for a while: results of background work, mail on files."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from members.holdings import days
from site_core.kernel.personal_data import SAFETY, SERVICE, Erasure, Holding, declare

from . import mailbox

TOLD_IN = ("args_kwargs", "return_value", "exception_class_path", "traceback")


def erase_results(erasure: Erasure) -> None:
    """What a task said of an address when it failed."""
    quoting = [
        Q(**{f"{column}__icontains": address})
        for column in TOLD_IN
        for address in erasure.addresses
    ]
    if quoting:
        DBTaskResult.objects.filter(reduce(or_, quoting)).delete()


def purge_mail(now: datetime, is_rehearsal: bool) -> int:
    """Mail that a demo wrote to files long ago."""
    until = now - timedelta(days=settings.RETENTION_DAYS["demo_mail"])
    old = []
    for name in mailbox.files():
        path = Path(settings.EMAIL_FILE_PATH) / name
        if path.stat().st_mtime <= until.timestamp():
            old.append(path)
    if not is_rehearsal:
        for path in old:
            path.unlink(missing_ok=True)
    return len(old)


def register() -> None:
    """Say what the deployment holds."""
    declare(
        Holding(
            name="tasks",
            label=_("Results of background work"),
            purpose=_("to try again what failed"),
            basis=SAFETY,
            kept=_("2 days, 30 when it failed; they hold numbers, no words"),
            erase=erase_results,
        ),
        Holding(
            name="demo_mail",
            label=_("Mail of a demo, written to files"),
            purpose=_("to show what would have been sent"),
            basis=SERVICE,
            kept=days(settings.RETENTION_DAYS["demo_mail"]),
            purge=purge_mail,
        ),
    )
