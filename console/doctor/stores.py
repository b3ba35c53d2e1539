"""What is kept beside the database, or derived from it: files, search index, background tasks."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page
from wagtail.search.index import get_indexed_models
from wagtail.search.models import IndexEntry

from site_core.kernel.content import registry
from site_core.kernel.models import KikaluDocument, KikaluImage
from territory_pages.models import SearchEntry

from .findings import Finding, report

LATEST_FILES = 50
RECENT = timedelta(days=7)


def files_are_there() -> list[Finding]:
    """The latest pictures and documents still have their file; older ones are not looked at."""
    models: tuple[Any, ...] = (KikaluImage, KikaluDocument)
    missing = [
        f"{model._meta.label} {pk}"
        for model in models
        for pk, name in model.all_rows.order_by("-pk").values_list("pk", "file")[:LATEST_FILES]
        if not model._meta.get_field("file").storage.exists(name)
    ]
    return report(
        "D601",
        _("The file of a picture or document is missing."),
        _("Restore the folder of files, or correct STORAGE_URL."),
        missing,
    )


def search_index_is_complete() -> list[Finding]:
    """There is one entry for each page and row that can be found, unless some are being written."""
    if DBTaskResult.objects.ready().filter(task_path__startswith="modelsearch.").exists():
        return []
    entries = dict(IndexEntry.objects.order_by().values_list("content_type").annotate(Count("pk")))
    expected: dict[int, int] = dict(
        Page.objects.filter(depth__gt=1)
        .order_by()
        .values_list("content_type")
        .annotate(Count("pk"))
    )
    kinds = ContentType.objects.get_for_models(*get_indexed_models())
    for model, kind in kinds.items():
        if not issubclass(model, Page):
            expected[kind.pk] = rows_of(model).count()
    wrong = [
        f"{model._meta.label} ({entries.get(kind.pk, 0)}/{expected.get(kind.pk, 0)})"
        for model, kind in kinds.items()
        if model is not Page and entries.get(kind.pk, 0) != expected.get(kind.pk, 0)
    ]
    read = dict(SearchEntry.all_rows.order_by().values_list("kind").annotate(Count("pk")))
    for content in registry:
        published = content.model.objects.filter(live=True).count()
        if read.get(content.name, 0) != published:
            wrong.append(f"{content.name} ({read.get(content.name, 0)}/{published})")
    return report(
        "D602",
        _("The search index has not as many entries as there are rows."),
        _("Run update_index."),
        wrong,
    )


def rows_of(model: Any) -> Any:
    """The rows that the search index takes."""
    return model.get_indexed_objects().order_by()


def tasks_succeed() -> list[Finding]:
    """No background task failed these last days: a failed one leaves something undone, silently."""
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=timezone.now() - RECENT)
    return report(
        "D603",
        _("A background task failed within a week."),
        _("Read its error in the table django_tasks_db_dbtaskresult, and run it again."),
        failed.order_by("-finished_at").values_list("task_path", flat=True),
    )
