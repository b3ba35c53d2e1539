"""What is due is done, each in its territory, and one failure does not hold up the rest."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published

from console import due, locks
from messaging.tasks import mail_notification
from site_core.kernel import scoping, territories
from site_core.kernel.models import Territory
from site_core.kernel.moderation import send_review_mail
from site_core.kernel.scoping import NoScope
from tests.factories import make_blog, make_image, make_post
from tests.own_database import OwnDatabase

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Said = Callable[..., tuple[str, str, str]]


def waiting(place: Territory, **fields: object) -> Page:
    """A post that an editor published for an hour ago, and that is not public yet."""
    post = make_post(place, live=False, **fields)
    with territories.enter(place):
        post.go_live_at = timezone.now() + timedelta(hours=1)
        revision = post.save_revision()
        revision.publish()
        post.refresh_from_db()
        assert not post.live
        hour = timezone.now() - timedelta(hours=1)
        revision.refresh_from_db()
        revision.content["go_live_at"] = hour.isoformat()
        revision.approved_go_live_at = hour
        revision.save(update_fields=["content", "approved_go_live_at"])
    return post


def over(place: Territory) -> Page:
    """A post whose last hour has passed."""
    post = make_post(place)
    Page.objects.filter(pk=post.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    return post


def is_live(page: Page) -> bool:
    """Whether the public reads it."""
    return Page.objects.get(pk=page.pk).live


def test_texts_are_published_and_taken_down_at_their_hour_in_every_territory(a, b, said: Said):
    new, old = [waiting(a), waiting(b)], [over(a), over(b)]
    assert said("run_due")[2] == ""
    assert [is_live(page) for page in new] == [True, True]
    assert [is_live(page) for page in old] == [False, False]
    assert Page.objects.get(pk=old[0].pk).expired


def test_each_text_is_published_inside_its_own_territory(a, b):
    seen = {}

    def look(instance: Page, **_kwargs: object) -> None:
        seen[instance.pk] = territories.here()

    page_published.connect(look)
    try:
        first, second = waiting(a), waiting(b)
        call_command("publish_scheduled")
    finally:
        page_published.disconnect(look)
    assert seen == {first.pk: a, second.pk: b}


def test_a_text_that_cannot_be_published_does_not_hold_up_the_others(a, b, said: Said, caplog):
    broken, whole = waiting(a, title="Broken"), waiting(b, title="Whole")

    def refuse(instance: Page, **_kwargs: object) -> None:
        if instance.pk == broken.pk:
            raise ZeroDivisionError

    page_published.connect(refuse)
    try:
        _out, _err, failure = said("run_due")
    finally:
        page_published.disconnect(refuse)
    assert "publish_scheduled" in failure
    assert "Broken" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert (is_live(broken), is_live(whole)) == (False, True)
    assert said("run_due")[2] == ""
    assert is_live(broken)


def test_a_dry_run_publishes_nothing_and_names_what_is_due(a, said: Said):
    post = waiting(a, title="Bientôt")
    out, _err, failure = said("publish_scheduled", "--dryrun")
    assert failure == ""
    assert "Bientôt" in out
    assert not is_live(post)


def test_sessions_that_are_over_are_forgotten_and_others_kept(a, said: Said):
    for days in (-1, 1):
        session = SessionStore()
        session["day"] = days
        session.set_expiry(days * 86_400)
        session.save()
    said("run_due")
    assert [session.get_decoded()["day"] for session in Session.objects.all()] == [1]


def test_a_job_that_fails_is_told_and_the_next_one_runs(monkeypatch, said: Said):
    done = []

    def fails() -> None:
        raise ZeroDivisionError

    jobs = {"first": fails, "second": lambda: done.append("second")}
    monkeypatch.setattr(due, "JOBS", jobs)
    _out, _err, failure = said("run_due")
    assert "first" in failure
    assert "second" not in failure
    assert done == ["second"]


def test_old_results_of_tasks_are_forgotten_only_where_they_are_kept(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    due.forget_results()
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    due.forget_results()


def test_what_failed_on_the_way_is_done_again_for_two_days(time_machine):
    def failed(task: Any) -> DBTaskResult[Any, Any]:
        return DBTaskResult.objects.create(
            status=TaskResultStatus.FAILED,
            finished_at=timezone.now(),
            run_after=timezone.now(),
            args_kwargs={"args": ["approved", 1, 1, 1], "kwargs": {}},
            task_path=task.module_path,
            backend_name="default",
        )

    start = timezone.now()
    mail, other = failed(send_review_mail), failed(mail_notification)

    def ready() -> list[Any]:
        due.work_again()
        return list(DBTaskResult.objects.ready().values_list("pk", flat=True))

    assert ready() == [], "the server has just said no"
    time_machine.move_to(start + timedelta(hours=1))
    assert ready() == [mail.pk]
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    time_machine.move_to(start + timedelta(days=2, minutes=1))
    assert ready() == []
    assert DBTaskResult.objects.failed().count() == 2, other


def test_a_database_is_looked_at_again_once_it_has_grown():
    if connection.vendor == "postgresql":
        due.analyse_tables()
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version = 0")
        due.analyse_tables()
        looked_at = cursor.execute("PRAGMA user_version").fetchone()[0]
        assert looked_at
        cursor.execute("DELETE FROM sqlite_stat1")
        due.analyse_tables()
        assert not cursor.execute("SELECT COUNT(*) FROM sqlite_stat1").fetchone()[0]
        cursor.execute(f"PRAGMA user_version = {looked_at // 2}")
        due.analyse_tables()
        assert cursor.execute("SELECT COUNT(*) FROM sqlite_stat1").fetchone()[0]


def test_a_lock_is_free_again_after_use():
    for _ in range(2):
        with locks.held("test") as mine:
            assert mine


def test_a_lock_is_free_again_after_a_failure():
    with pytest.raises(ZeroDivisionError), locks.held("test"):
        raise ZeroDivisionError
    with locks.held("test") as mine:
        assert mine


def test_a_locked_file_has_one_holder():
    with locks.locked_file("test") as first, locks.locked_file("test") as second:
        assert (first, second) == (True, False)


@pytest.mark.postgresql
def test_two_runs_at_once_are_one(own: OwnDatabase):
    with own.connect() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [locks.key_of("run_due")])
        done = own.run("run_due")
    assert done.returncode == 0, done.stderr
    assert "autre" in done.stdout
    done = own.run("run_due")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("command", ["update_index", "rebuild_references_index"])
def test_the_commands_of_wagtail_that_need_a_scope_open_one(a, b, command):
    for place in (a, b):
        image = make_image(place)
        make_blog(place, picture=image)
    ReferenceIndex.objects.all().delete()
    call_command(command, verbosity=0)
    if command == "rebuild_references_index":
        assert ReferenceIndex.objects.filter(model_path="picture").count() == 2


def test_the_index_holds_the_words_of_every_territory(a, b):
    posts = [make_post(place, title=f"Mirabelle {place.slug}") for place in (a, b)]
    call_command("update_index", verbosity=0)
    assert {page.pk for page in Page.objects.search("Mirabelle")} == {post.pk for post in posts}


def test_the_scope_of_these_commands_ends_with_them(a):
    call_command("update_index", verbosity=0)
    with pytest.raises(NoScope):
        scoping.current()
