"""What a text offers to download, and what it leads to watch elsewhere."""

from typing import Any
from urllib.parse import urlsplit

from django.core.validators import URLValidator
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from . import CleanTextBlock
from .notes import NOTE_FEATURES
from .pictures import PictureBlock

KILO = 1000  # SI: what people read on their telephone and in their mail
TENTHS_BELOW = 10  # 1.2 MB, but 12 MB


def size_words(size: int) -> str:
    """A number of bytes as people say it: “1.2 MB”."""
    if size < KILO**2:
        return gettext("%(size)s kB") % {"size": number_format(max(1, round(size / KILO)))}
    large = size / KILO**2
    digits = 1 if large < TENTHS_BELOW else 0
    return gettext("%(size)s MB") % {"size": number_format(round(large, digits), digits)}


class FileValue(blocks.StructValue):
    """A document as a text shows it."""

    @property
    def name(self) -> str:
        """The words of the link."""
        return str(self["title"] or self["document"].title)

    @property
    def facts(self) -> str:
        """Its kind and size: “PDF, 1.2 MB”."""
        kind = str(self["document"].file_extension).upper()
        size = self["document"].get_file_size()
        return ", ".join([kind, size_words(size)] if size else [kind])


class FileBlock(blocks.StructBlock):
    """One document, under its own title or another one."""

    document = DocumentChooserBlock(label=_("document"))
    title = blocks.CharBlock(
        required=False,
        max_length=160,
        label=_("title"),
        help_text=_("Taken from the document when left empty."),
    )

    class Meta:
        icon = "doc-full"
        label = _("document")
        value_class = FileValue


class FilesBlock(blocks.StructBlock):
    """Documents to download; one that was deleted is not shown."""

    title = blocks.CharBlock(max_length=120, label=_("title"))
    files = blocks.ListBlock(FileBlock(), min_num=1, label=_("documents"))

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        group = _("Pictures and videos")
        template = "blocks/files.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Those that are still there."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        return {**context, "files": [file for file in value["files"] if file["document"]]}


class VideoValue(blocks.StructValue):
    """A video as a text shows it."""

    @property
    def host(self) -> str:
        """Whose site shows it."""
        return (urlsplit(self["address"]).hostname or "").removeprefix("www.")


class VideoBlock(blocks.StructBlock):
    """A video on another site, and all that it says in words.

    Nothing is asked of that site before the reader goes there: the picture is the territory's own.
    """

    title = blocks.CharBlock(max_length=120, label=_("title"))
    address = blocks.URLBlock(
        label=_("address of the video"),
        validators=[URLValidator(schemes=["https"])],
        help_text=_("Its page on PeerTube, YouTube or another site, beginning with https://."),
    )
    duration = blocks.CharBlock(
        required=False, max_length=30, label=_("duration"), help_text=_("For example: 3 min.")
    )
    poster = PictureBlock(required=False, label=_("picture"))
    transcript = CleanTextBlock(
        features=NOTE_FEATURES,
        label=_("what is said and shown"),
        help_text=_("For those who cannot hear it, see it, or play it where they are."),
    )

    class Meta:
        icon = "media"
        label_format = "{title}"
        label = _("video")
        group = _("Pictures and videos")
        template = "blocks/video.html"
        value_class = VideoValue
