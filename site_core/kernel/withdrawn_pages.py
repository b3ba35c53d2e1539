"""A page whose author takes it away for good, whatever quotes it."""

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import StreamField
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import String, TranslatableObject

from . import gone, territories
from .models.gone import GoneAddress
from .models.media import KikaluImage
from .personal_data import Erasure

KEPT = {"path", "url_path", "slug"}


def forget_drafts(page: Any) -> None:
    """Keep what visitors read of a page, and no version besides."""
    page.revisions.exclude(pk=page.live_revision_id).delete()
    Page.objects.filter(pk=page.pk).update(
        latest_revision=page.live_revision_id,
        has_unpublished_changes=False,
        draft_title=page.title,
    )


def take_away(page: Any, erasure: Erasure) -> None:
    """Delete a page, with all that repeats its words; no notice tells its former address."""
    with territories.enter(territories.territory_of(page)):
        forget_quotations(page, erasure)
        path, key = gone.path_here(page), page.pk
        page.delete()
        PageLogEntry.objects.filter(page=key).delete()
        GoneAddress.objects.filter(path=path).delete()


def wipe(page: Any, erasure: Erasure, *, is_live: bool) -> None:
    """Empty a page of its words and its name: what others wrote under it still has its place.

    `is_live` says whether visitors find that place; no list and no letter leads there.
    """
    territory = territories.territory_of(page)
    with territories.enter(territory):
        forget_quotations(page, erasure)
        before = gone.path_here(page).rstrip("/")
        page.workflow_states.all().delete()
        page.revisions.all().delete()
        for column in type(page)._meta.concrete_fields:
            empty(page, column)
        page.title = page.draft_title = _("Text withdrawn by its author")
        page.slug = f"retire-{page.pk}"
        page.owner = page.latest_revision = page.live_revision = None
        page.live, page.expired, page.has_unpublished_changes = is_live, True, False
        if hasattr(page, "comments_open"):
            page.comments_open = False
        if hasattr(page, "topics"):
            page.topics.set([])
        page.save(clean=False)
        # Wagtail leads on from the former address once the change of slug is committed.
        former = Q(old_path=before) | Q(old_path__startswith=f"{before}/")
        redirects = Redirect.objects.filter(former, site=territory.site)
        transaction.on_commit(lambda: redirects.delete() and None)


def empty(page: Any, column: Any) -> None:
    """Leave nothing in a column that held words or showed a picture."""
    if column.is_relation:
        if column.related_model is KikaluImage:
            setattr(page, column.name, None)
    elif isinstance(column, StreamField):
        setattr(page, column.name, column.to_python("[]"))
    elif is_wording(column):
        setattr(page, column.name, "")


def is_wording(column: Any) -> bool:
    """Whether a column holds words that it can do without."""
    is_text = isinstance(column, models.CharField | models.TextField)
    return is_text and column.blank and not column.choices and column.name not in KEPT


def forget_quotations(page: Any, erasure: Erasure) -> None:
    """Take away the logs, redirects and translations that repeat what a page says."""
    erasure.gone.append((territories.territory_of(page), page._meta.label_lower, page.pk))
    PageLogEntry.objects.filter(page=page.pk).delete()
    Redirect.objects.filter(redirect_page=page).delete()
    translated = TranslatableObject.objects.filter(translation_key=page.translation_key)
    strings = String.objects.filter(segments__source__object__in=translated)
    keys = set(strings.values_list("pk", flat=True))
    translated.delete()
    String.objects.filter(pk__in=keys, segments=None).delete()
