"""Pictures and documents of a territory, kept under its own folder with unguessable names."""

import secrets
from pathlib import PurePath
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet
from wagtail.search import index

from ..document_contents import refuse_disguised
from ..reencoding import reencoded
from ..scoping import AllRows, GuardedQuerySet, InScopeManager
from .owned import TerritoryOwned


def storage_path(territory: Any, kind: str, filename: str) -> str:
    """`<territory uuid>/<kind>/<128 random bits><extension>`: nothing of the name remains."""
    extension = PurePath(filename).suffix.lower()
    return f"{territory.public_id}/{kind}/{secrets.token_urlsafe(16)}{extension}"


class KikaluImageQuerySet(GuardedQuerySet, ImageQuerySet):
    """Wagtail's image queryset behind the wall."""


class KikaluImage(TerritoryOwned, AbstractImage):
    """A picture; what it shows is told in words for those who cannot see it."""

    # Shared tags would tell one territory the words of another: the field stays unused.
    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    description = models.CharField(
        _("description"),
        max_length=255,
        help_text=_("Say what the picture shows, for people who cannot see it."),
    )
    credit = models.CharField(_("credit"), max_length=120, blank=True)

    objects: ClassVar[Any] = InScopeManager.from_queryset(KikaluImageQuerySet)()
    all_rows: ClassVar[Any] = AllRows.from_queryset(KikaluImageQuerySet)()

    search_fields = [
        *(field for field in AbstractImage.search_fields if field.field_name != "tags"),
        index.FilterField("territory"),
    ]

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        indexes = [
            models.Index(fields=("territory", "-created_at"), name="pictures_of_territory"),
            models.Index(fields=("territory", "file"), name="picture_by_file"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a file that was just sent is stored without what a camera wrote beside it."""
        row: Any = self
        if row.file and not row.file._committed:
            row.file = reencoded(row.file.file)
            row._set_image_file_metadata()
        super().save(*args, **kwargs)

    def get_upload_to(self, filename: str) -> str:
        """Keep the file in the territory's folder."""
        self.settle()
        return storage_path(self.territory, "images", filename)

    @property
    def default_alt_text(self) -> str:
        """The description, never the file's title."""
        return str(self.description)


class KikaluRendition(AbstractRendition):
    """A resized copy; it follows its picture and is not scoped by itself."""

    image = models.ForeignKey(KikaluImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_a_filter"
            )
        ]
        indexes = [models.Index(fields=("file",), name="rendition_by_file")]

    def get_upload_to(self, filename: str) -> str:
        """Keep the copy in the territory's folder."""
        return storage_path(self.image.territory, "renditions", filename)


def document_path(document: Any, filename: str) -> str:
    """Keep the file in the territory's folder."""
    document.settle()
    return storage_path(document.territory, "documents", filename)


class KikaluDocumentQuerySet(GuardedQuerySet, DocumentQuerySet):
    """Wagtail's document queryset behind the wall."""


class KikaluDocument(TerritoryOwned, AbstractDocument):
    """A file to download."""

    admin_form_fields = ("title", "file", "collection")
    file = models.FileField(_("file"), upload_to=document_path)

    objects: ClassVar[Any] = InScopeManager.from_queryset(KikaluDocumentQuerySet)()
    all_rows: ClassVar[Any] = AllRows.from_queryset(KikaluDocumentQuerySet)()

    search_fields = [
        *(field for field in AbstractDocument.search_fields if field.field_name != "tags"),
        index.FilterField("territory"),
    ]

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index(fields=("territory", "-created_at"), name="documents_of_territory"),
            models.Index(fields=("territory", "file"), name="document_by_file"),
        ]

    def clean(self) -> None:
        """As Wagtail's; a file that was just sent is what its name says."""
        super().clean()
        row: Any = self
        if row.file and not row.file._committed:
            try:
                refuse_disguised(row.file.file)
            except ValidationError as error:
                raise ValidationError({"file": error}) from error

    @property
    def filename(self) -> str:
        """The name given to whoever downloads it: its title, not the random one it is stored by."""
        return f"{slugify(self.title) or 'document'}{PurePath(str(self.file)).suffix}"
