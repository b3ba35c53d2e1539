"""What Wagtail and the kernel hold about people: their pages, files, roles, notes and acts."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    ReferenceIndex,
    UploadedFile,
)
from wagtail.users.models import UserProfile

from . import audit, scoping
from .models.audit import AuditPart, OperatorPart
from .models.media import KikaluDocument, KikaluImage
from .models.territory import TerritoryRole
from .personal_data import ACCOUNT, LAW, SERVICE, Erasure, Holding, declare

OWN_COLUMNS = (models.CharField, models.TextField)
INDEX = "wagtailsearch_indexentry_fts"
TECHNICAL = {"path", "url_path", "draft_title"}


def pages_of(person: Any) -> Iterator[dict[str, Any]]:
    """What a person wrote, as visitors read it, and the draft when there is one."""
    for page in Page.objects.filter(owner=person).order_by("pk").specific():
        draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
        yield {
            "title": page.title,
            "address": page.full_url,
            "published": page.first_published_at,
            "changed": page.last_published_at,
            "text": words_of(page),
            "draft": words_of(draft) if draft else None,
        }


def words_of(page: Any) -> dict[str, str]:
    """Every text of a page, by the name of its column."""
    columns = [
        column
        for column in type(page)._meta.concrete_fields
        if isinstance(column, (*OWN_COLUMNS, StreamField)) and column.name not in TECHNICAL
    ]
    found = {column.name: str(column.value_from_object(page) or "") for column in columns}
    return {name: text for name, text in found.items() if text}


def uploads_of(person: Any) -> list[Any]:
    """Pictures and documents that a person sent."""
    sent: list[Any] = []
    for model in (KikaluImage, KikaluDocument):
        sent += model.objects.filter(uploaded_by_user=person).order_by("pk")
    return sent


def files_of(person: Any) -> list[Any]:
    """The files of these, and the portrait shown in the admin."""
    portraits = UserProfile.objects.filter(user=person).exclude(avatar="")
    waiting = UploadedFile.objects.filter(uploaded_by_user=person)
    return [
        *(row.file for row in uploads_of(person)),
        *(row.file for row in waiting),
        *(row.avatar for row in portraits),
    ]


def erase_uploads(erasure: Erasure) -> None:
    """Files that no text shows go; the others stay, without a name.

    Who takes their words away has emptied the texts before: what is still shown is somebody else's.
    """
    for row in uploads_of(erasure.person):
        model = type(row)
        if ReferenceIndex.get_references_to(row).exists():
            model.objects.filter(pk=row.pk).update(uploaded_by_user=None)
            continue
        erasure.gone.append((row.territory, model._meta.label_lower, row.pk))
        with scoping.scope(row.territory):
            row.delete()
    if erasure.territory is None:
        for waiting in UploadedFile.objects.filter(uploaded_by_user=erasure.person):
            waiting.file.delete(save=False)
            waiting.delete()


def erase_desk(erasure: Erasure) -> None:
    """What the admin kept of a person: their portrait, the locks they held, words in the margin."""
    person = erasure.person
    for profile in UserProfile.objects.filter(user=person).exclude(avatar=""):
        profile.avatar.delete(save=False)
    Page.objects.filter(locked_by=person).update(locked=False, locked_by=None, locked_at=None)
    noted = Comment.objects.filter(user=person).values("page")
    answered = CommentReply.objects.filter(user=person).values("comment__page")
    pages = Page.objects.filter(pk__in=noted) | Page.objects.filter(pk__in=answered)
    for page in pages.specific():
        for revision in page.revisions.all():
            forget_notes(revision, person.pk)


def forget_notes(revision: Any, person: int) -> None:
    """Take a person's words in the margin out of a version of a page."""
    notes = revision.content.get("wagtail_admin_comments", [])
    kept = [
        {**note, "replies": [one for one in note.get("replies", []) if one.get("user") != person]}
        for note in notes
        if note.get("user") != person
    ]
    if kept != notes:
        revision.content["wagtail_admin_comments"] = kept
        revision.save(update_fields=["content"])


def acts_of(person: Any) -> Iterator[dict[str, Any]]:
    """What the logs say of a person; what they say of others stays out of it."""
    for parts in (AuditPart.objects, OperatorPart.objects):
        rows = parts.filter(person=person.pk).select_related("link").order_by("pk")
        for part in rows:
            said = audit.LABELS.get(part.link.action, part.link.action)
            by_them = part.name == audit.ACTOR
            yield {"at": part.link.at, "act": said, "part": _("author") if by_them else _("object")}


def erase_logs(erasure: Erasure) -> None:
    """Wagtail's own logs: acts stay, without a name, and nothing says what is gone."""
    person = erasure.person
    for log in (PageLogEntry, ModelLogEntry):
        log.objects.filter(user=person).update(user=None)
    theirs = [(person._meta.label_lower, person.pk)]
    for kind, key in [*theirs, *((kind, key) for _place, kind, key in erasure.gone)]:
        content_type = ContentType.objects.get_by_natural_key(*kind.split("."))
        ModelLogEntry.objects.filter(content_type=content_type, object_id=str(key)).delete()


def erase_index(_erasure: Erasure) -> None:
    """Words that were taken out of SQLite's index of the admin stay in it until it is merged."""
    if connection.vendor == "sqlite":
        transaction.on_commit(merge_index)


def merge_index() -> None:
    """Merge it now (https://www.sqlite.org/fts5.html, 6.8)."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES('optimize')")


def notes_of(person: Any) -> list[Any]:
    """What a person noted in the margin of pages."""
    return [*Comment.objects.filter(user=person), *CommentReply.objects.filter(user=person)]


def roles_of(person: Any) -> Iterable[Any]:
    """The roles that a person holds."""
    return list(TerritoryRole.objects.filter(user=person).select_related("territory"))


PAGES = Holding(
    name="pages",
    label=_("Pages that you wrote"),
    purpose=_("to publish what you write"),
    basis=ACCOUNT,
    kept=_("until you take them away; those of a group or a territory stay, without your name"),
    links=(
        "wagtailcore.Page.owner",
        "wagtailcore.Revision.user",
        "wagtailcore.WorkflowState.requested_by",
    ),
    rows=pages_of,
    words={
        "title": _("title"),
        "address": _("address"),
        "published": _("published"),
        "changed": _("changed"),
        "text": _("text"),
        "draft": _("draft"),
    },
)
UPLOADS = Holding(
    name="files",
    label=_("Pictures and documents that you sent"),
    purpose=_("to illustrate what you write"),
    basis=ACCOUNT,
    kept=_("as long as a text shows them"),
    links=(
        "kernel.KikaluImage.uploaded_by_user",
        "kernel.KikaluDocument.uploaded_by_user",
        "wagtailcore.UploadedFile.uploaded_by_user",
        # Wagtail's own, in place of which ours stand: their tables stay empty.
        "wagtailimages.Image.uploaded_by_user",
        "wagtaildocs.Document.uploaded_by_user",
    ),
    rows=uploads_of,
    words={"title": _("title"), "created_at": _("sent"), "file": _("file")},
    files=files_of,
    erase=erase_uploads,
    is_words=True,
    is_last=True,
)
DESK = Holding(
    name="notes",
    label=_("Your notes in the margin, in the administration"),
    purpose=_("to work on a text together"),
    basis=SERVICE,
    links=(
        "wagtailusers.UserProfile.user",
        "wagtailadmin.EditingSession.user",
        "wagtailadmin.FormState.user",
        "wagtailcore.APIToken.user",
        "wagtailcore.Comment.user",
        "wagtailcore.Comment.resolved_by",
        "wagtailcore.CommentReply.user",
        "wagtailcore.PageSubscription.user",
        "wagtailcore.TaskState.finished_by",
        "wagtailcore.Page.locked_by",
        "wagtail_localize.StringTranslation.last_translated_by",
        "wagtail_localize.SegmentOverride.last_translated_by",
    ),
    rows=notes_of,
    words={"created_at": _("written"), "text": _("text")},
    erase=erase_desk,
)
ROLES = Holding(
    name="roles",
    label=_("Your roles in territories"),
    purpose=_("to know who publishes and moderates"),
    basis=SERVICE,
    links=("kernel.TerritoryRole.user", "kernel.TerritoryRole.appointed_by"),
    rows=roles_of,
    words={"territory": _("territory"), "role": _("role")},
)
LOG = Holding(
    name="log",
    label=_("What the log of acts says of you"),
    purpose=_("to account for what is done in the name of a territory"),
    basis=LAW,
    kept=_("acts stay, your name goes with your account"),
    links=(
        "wagtailcore.PageLogEntry.user",
        "wagtailcore.ModelLogEntry.user",
        "kernel.AuditPart.person",
        "kernel.OperatorPart.person",
    ),
    rows=acts_of,
    words={"at": _("date"), "act": _("act"), "part": _("you were")},
    erase=erase_logs,
    is_last=True,
)


INDEXED = Holding(
    name="index",
    label=_("The words of pages and files, for the search of the administration"),
    purpose=_("to find what is written"),
    basis=SERVICE,
    kept=_("as long as the page or the file"),
    erase=erase_index,
    is_words=True,
    is_last=True,
)


def register() -> None:
    """Say what the kernel holds."""
    declare(PAGES, UPLOADS, DESK, ROLES, LOG, INDEXED)
