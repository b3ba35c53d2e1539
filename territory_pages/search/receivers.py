"""What the search follows: pages that are written or moved, and the names of places and topics."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import post_page_move

from site_core.kernel.events import merging, page_written
from site_core.kernel.models import District, Topic, Town

from .indexing import index_page
from .models import SearchEntry
from .tasks import read_again

# What Wagtail writes by itself when a draft is saved or a page gets a child: nothing to read.
BOOKKEEPING = frozenset(
    {
        "alias_of_id",
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "numchild",
    }
)
NAMED: dict[type[models.Model], str] = {Town: "town", District: "district", Topic: "topics"}


@receiver(page_written)
def follow_page(page: Page, update_fields: Collection[str] | None, **_kwargs: Any) -> None:
    """A published page is found as soon as it is written, a withdrawn one no more."""
    if update_fields is None or not BOOKKEEPING.issuperset(update_fields):
        index_page(page)


@receiver(post_page_move)
def follow_move(instance: Page, url_path_before: str, url_path_after: str, **_kwargs: Any) -> None:
    """Pages that change home are read again in their new place; others stay found as they are."""
    if url_path_before.split("/")[1] != url_path_after.split("/")[1]:
        for page in Page.objects.get(pk=instance.pk).get_descendants(inclusive=True):
            SearchEntry.all_rows.filter(page_id=page.pk).delete()
            index_page(page)


@receiver(pre_save)
@receiver(pre_delete)
def follow_name(sender: type[models.Model], instance: Any, signal: Any, **_kwargs: Any) -> None:
    """A place or a topic that is renamed, or goes, is renamed in what is known of its pages."""
    if sender not in NAMED or instance.pk is None:
        return
    known = sender.all_rows.filter(pk=instance.pk, name=instance.name)  # type: ignore[attr-defined]
    if signal is pre_delete or not known.exists():
        read_pages_again(instance)


@receiver(merging)
def follow_merge(gone: Any, **_kwargs: Any) -> None:
    """Pages are read again before they are no longer about what goes."""
    read_pages_again(gone)


def read_pages_again(row: Any) -> None:
    """Once all is written, read again the pages that are known to be about a place or a topic."""
    entries = SearchEntry.all_rows.filter(
        territory_id=row.territory_id, **{NAMED[type(row)]: row.pk}
    )
    if page_ids := list(entries.values_list("page_id", flat=True)):
        again = partial(read_again.enqueue, row.territory_id, page_ids)
        transaction.on_commit(again)
