"""What is due at a moment: texts to publish or take down, mails to try again, what to forget.

Nothing that a person waits for depends on it, and no deadline does: it only tidies up and keeps
promises of time, as often as it is asked to.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult
from wagtail.models import DraftStateMixin, Page, Revision

from consultations.news import tell_closings, tell_decision
from members.services.waiting_mail import send_waiting
from messaging.digests import GIVE_UP_AFTER, send_due
from messaging.models import ContactMessage, Notification
from messaging.notifications import tell_who_follows
from messaging.tasks import mail_contact_message, mail_notification
from site_core.kernel import personal_data, scoping, territories
from site_core.kernel.models import Territory
from site_core.kernel.moderation import send_review_mail

from .tasks import mail_invitation

AGAIN_AFTER = timedelta(minutes=10)
GROWN = 1.25  # times the size of the database when its tables were looked at
HOUR = 3600  # seconds
SAMPLE = 1_000  # rows of an index that are read to know it
DONE_AGAIN = (mail_invitation, send_review_mail, tell_decision, tell_who_follows)
DAYS_OF_RESULTS = 2
DAYS_OF_FAILURES = 30
logger = logging.getLogger("kikalu.due")


def run_all() -> list[str]:
    """Do everything that is due; the names of what failed, each in the log with its reason."""
    return [name for name, job in JOBS.items() if not succeeds(name, job)]


def succeeds(name: str, job: Callable[[], None]) -> bool:
    """Whether a job ended without an error; one that fails does not keep the next from its turn."""
    try:
        job()
    except Exception:
        logger.exception("%s failed; it is tried again at the next run", name)
        return False
    return True


def publish_scheduled() -> None:
    """Take down what expired and publish what waited for this hour, each in its own territory.

    One text that cannot be published does not hold up the others; then RuntimeError says how many.
    """
    with scoping.everywhere():
        acts = [*expired(), *scheduled()]
    failed = sum(not succeeds(name, act) for name, act in acts)
    if failed:
        raise RuntimeError(f"{failed} of {len(acts)} scheduled changes failed.")


def expired() -> Iterator[tuple[str, Callable[[], None]]]:
    """What is still public after its last hour."""
    now = timezone.now()
    models: list[Any] = apps.get_models()
    for model in models:
        is_page_type = issubclass(model, Page) and model is not Page
        if issubclass(model, DraftStateMixin) and not is_page_type:
            for row in model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"):
                yield f"unpublishing {row!r}", in_its_place(row, partial(take_down, row))


def scheduled() -> Iterator[tuple[str, Callable[[], None]]]:
    """The revisions whose hour has come."""
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    for revision in due.order_by("approved_go_live_at"):
        row = revision.content_object
        yield f"publishing {row!r}", in_its_place(row, partial(publish, revision))


def take_down(row: Any) -> None:
    """Unpublish a row whose time is over."""
    row.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def publish(revision: Revision) -> None:
    """Publish a revision whose time has come."""
    revision.publish(log_action="wagtail.publish.scheduled")


def in_its_place(row: Any, act: Callable[[], None]) -> Callable[[], None]:
    """The act, whole or not at all, in the territory of the row."""

    def acted() -> None:
        with place_of(row), transaction.atomic():
            act()

    return acted


def place_of(row: Any) -> AbstractContextManager[None]:
    """The scope of the territory that a page or a row belongs to; closed for the network site."""
    if isinstance(row, Page):
        territory: Territory | None = territories.territory_of_path(row.path)
    else:
        territory = getattr(row, "territory", None)
    return territories.enter(territory) if territory else scoping.closed()


def mail_contact_messages() -> None:
    """Try again to mail the messages to territories that could not leave: the server was down."""
    with scoping.everywhere():
        waiting = ContactMessage.objects.filter(
            mailed_at=None, sent_at__lt=timezone.now() - AGAIN_AFTER
        )
        found = list(waiting.order_by("sent_at").values_list("territory_id", "pk"))
    for territory_id, pk in found:
        mail_contact_message.enqueue(territory_id, pk)


def mail_notifications() -> None:
    """Try again to mail what people are told of, for two days."""
    now = timezone.now()
    with scoping.everywhere():
        waiting = Notification.objects.filter(
            mail_due_at__lt=now - AGAIN_AFTER, at__gt=now - GIVE_UP_AFTER
        )
        found = list(waiting.order_by("mail_due_at").values_list("territory_id", "pk"))
        waiting.update(mail_due_at=now)  # so that the next run leaves them to the workers
    for territory_id, pk in found:
        mail_notification.enqueue(territory_id, pk)


def work_again() -> None:
    """Give the workers what failed on the way and may be done twice, for two days."""
    now = timezone.now()
    failed = DBTaskResult.objects.failed().filter(
        task_path__in=[each.module_path for each in DONE_AGAIN],
        enqueued_at__gt=now - GIVE_UP_AFTER,
        finished_at__lt=now - AGAIN_AFTER,
    )
    failed.update(status=TaskResultStatus.READY, finished_at=None)


def mail_accounts() -> None:
    """Try again the mails about accounts that could not leave."""
    send_waiting()


def send_digests() -> None:
    """Send the letters of news that are due; RuntimeError when some could not leave."""
    if failed := send_due().failed:
        raise RuntimeError(f"{failed} letters could not leave.")


def purge_expired() -> None:
    """Take away what has been kept long enough, once an hour: it reads whole tables."""
    if cache.add("console.due.purge_expired", True, HOUR):
        personal_data.purge(timezone.now())


def forget_results() -> None:
    """Delete the results of background tasks that nobody reads any more."""
    queue: Any = task_backends["default"]
    if isinstance(queue, DatabaseBackend):
        call_command(
            "prune_db_task_results",
            queue_name="*",
            min_age_days=DAYS_OF_RESULTS,
            failed_min_age_days=DAYS_OF_FAILURES,
            verbosity=0,
        )


def analyse_tables() -> None:
    """On SQLite, look at the tables again once the database has grown since the last time.

    Otherwise it plans as if they were empty; PostgreSQL looks by itself (autovacuum). The size of
    the last time is kept in the header of the file, as its `user_version`.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        size, known = (
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "user_version")
        )
        if size > GROWN * known:
            cursor.execute(f"PRAGMA analysis_limit = {SAMPLE}")
            cursor.execute("ANALYZE")
            cursor.execute(f"PRAGMA user_version = {size}")


JOBS: dict[str, Callable[[], None]] = {
    "publish_scheduled": publish_scheduled,
    "mail_contact_messages": mail_contact_messages,
    "work_again": work_again,
    "mail_accounts": mail_accounts,
    "mail_notifications": mail_notifications,
    "tell_closings": tell_closings,
    "send_digests": send_digests,
    "purge_expired": purge_expired,
    "forget_results": forget_results,
    "analyse_tables": analyse_tables,
}
