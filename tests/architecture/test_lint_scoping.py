"""The lint of the wall finds each way around it, and lets through what is right."""

import pytest

from bin import lint_scoping
from bin.lint_scoping import find_in, is_allowed, modules

HEADER = "from site_core.kernel.scoping import closed, everywhere, reopen, scope, several\n"


def forms(source: str, path: str = "blog/services.py") -> list[str]:
    return [finding.form for finding in find_in(source, path)]


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("Post.all_rows.count()", "all_rows"),
        ('getattr(Post, "all_rows").count()', "all_rows"),
        ("Post._base_manager.all()", "_base_manager"),
        ("Post._default_manager.all()", "_default_manager"),
        ("with everywhere(): pass", "everywhere()"),
        ("with scoping.everywhere(): pass", "everywhere()"),
        ('Post.objects.raw("SELECT 1")', "raw()"),
        ("connection.cursor()", "cursor()"),
        ("from django.db.models.expressions import RawSQL", "RawSQL"),
        ('models.expressions.RawSQL("1", [])', "RawSQL"),
        ('Post.objects.extra(where=["1=1"])', "extra()"),
        ("post.save_base()", "save_base"),
        ("posts._raw_delete(using)", "_raw_delete"),
        ("Post.topics.through.objects.create()", "through.objects"),
        ("from wagtail.models import Revision\nRevision.objects.all()", "Revision.objects"),
        ("from wagtail.models import Revision as R\nR.objects.all()", "Revision.objects"),
        ("import wagtail.models\nwagtail.models.Revision.objects.all()", "Revision.objects"),
        (
            "from django_comments_xtd.models import XtdComment\nXtdComment.objects.all()",
            "XtdComment.objects",
        ),
        ("from django_comments.models import Comment\nComment.objects.all()", "Comment.objects"),
        ("user.comment_comments.all()", "comment_comments"),
        ("import threading\nthreading.Thread(target=run)", "Thread"),
        ("import threading as t\nt.Timer(1, run)", "Timer"),
        ("from threading import Thread", "Thread"),
        ("from concurrent.futures import ThreadPoolExecutor", "ThreadPoolExecutor"),
    ],
)
def test_each_way_around_the_wall_is_found(source, form):
    assert forms(source) == [form]


@pytest.mark.parametrize("opening", ["scope(t)", "several(ts)", "closed()", "reopen(value)"])
def test_a_generator_that_yields_inside_a_scope_is_found(opening):
    source = f"{HEADER}def rows():\n    with {opening}:\n        yield 1\n"
    assert forms(source) == ["yield"]


def test_an_async_generator_and_yield_from_inside_a_scope_are_found():
    source = (
        f"{HEADER}async def rows():\n    with scope(t):\n        async with lock:\n"
        "            yield 1\ndef more():\n    with scope(t):\n        yield from rows()\n"
    )
    assert forms(source) == ["yield", "yield"]


@pytest.mark.parametrize(
    "source",
    [
        "Post.objects.filter(title='all')",
        "class Post:\n    all_rows = AllRows()",
        "from messaging.models import Comment\nComment.objects.all()",
        "logger.info('x', extra={'a': 1})",
        "def cursor(): pass\ncursor()",
        "raw('text')",
        "import threading\nlock = threading.Lock()",
        f"{HEADER}def rows():\n    with scope(t):\n        found = list(Post.objects.all())\n"
        "    yield from found\n",
        f"{HEADER}with scope(t):\n    def rows():\n        yield 1\n",
        f"{HEADER}@contextmanager\ndef opened():\n    with scope(t):\n        yield\n",
        "def rows():\n    with open(path) as file:\n        yield from file\n",
    ],
)
def test_what_stays_behind_the_wall_is_let_through(source):
    assert forms(source) == []


def test_a_finding_names_its_file_and_line():
    (finding,) = find_in("\n\nPost.all_rows.count()\n", "blog/services.py")
    assert str(finding).startswith("blog/services.py:3: all_rows ")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("blog/services.py", False),
        ("site_core/kernel/scoping.py", True),
        ("site_core/kernel/models/owned.py", True),
        ("console/provisioning.py", True),
        ("blog/migrations/0002_fill.py", True),
        ("tests/tenancy/test_wall.py", True),
        ("bench/seed.py", True),
        ("blog/tests.py", False),
        ("other_console/services.py", False),
    ],
)
def test_only_the_places_of_the_table_may_read_every_row(path, allowed):
    (finding,) = find_in("Post.all_rows.count()", path)
    assert is_allowed(finding) is allowed


def test_an_exemption_for_one_form_does_not_cover_another():
    (finding,) = find_in('Territory.objects.raw("SELECT 1")', "console/provisioning.py")
    assert not is_allowed(finding)


def test_an_exemption_that_nothing_needs_any_more_is_reported():
    assert lint_scoping.at("site_core/kernel/scoping.py", "the wall itself") in set(
        lint_scoping.idle_exemptions([])
    )


def test_every_exemption_says_why():
    assert all(len(exemption.reason) > 10 for exemption in lint_scoping.ALLOWED)


def test_the_project_has_no_way_around_the_wall():
    found = [
        finding
        for path in modules()
        for finding in find_in(path.read_text(), path.relative_to(lint_scoping.ROOT).as_posix())
    ]
    assert len(found) > 10
    assert [str(finding) for finding in found if not is_allowed(finding)] == []
