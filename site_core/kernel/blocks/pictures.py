"""Pictures in a text, each told in words."""

import copy
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from ..pictures import pictures_of_texts

FEWEST, MOST = 2, 24  # pictures of one gallery


class PictureChooserBlock(ImageChooserBlock):
    """A picture of the territory in scope, loaded with the copies that texts draw."""

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        """The pictures in the same order; two queries, however many there are.

        A picture that is there twice is two objects: each carries its own words.
        """
        keys = list(values)
        found = pictures_of_texts(keys)
        return [twin_of(found[key]) if key in found else None for key in keys]


def twin_of(picture: Any) -> Any:
    """The same picture with copies of its own: a copy is drawn with the words of its picture."""
    twin = copy.copy(picture)
    twin.prefetched_renditions = [copy.copy(made) for made in picture.prefetched_renditions]
    for made in twin.prefetched_renditions:
        made.image = twin
    return twin


class PictureBlock(ImageBlock):
    """A picture with its alternative text, or marked as decorative."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        chooser = PictureChooserBlock(required=required, label=_("picture"))
        chooser.set_name("image")
        self.child_blocks["image"] = chooser

    class Meta:
        label_format = "{alt_text}"
        group = _("Pictures and videos")


class ToldPictureBlock(PictureBlock):
    """A picture that is there to be seen: never decorative."""

    def clean(self, value: Any) -> Any:
        """As Wagtail's, and the words are there."""
        if value and value.decorative and not self.is_deferred_validation:
            refusal = gettext("Say what the picture shows: here each picture has something to say.")
            raise StructBlockValidationError({"decorative": ValidationError(refusal)})
        return super().clean(value)


class GalleryPictureBlock(blocks.StructBlock):
    """One picture of a gallery."""

    picture = ToldPictureBlock(label=_("picture"))
    caption = blocks.CharBlock(
        required=False,
        max_length=160,
        label=_("caption"),
        help_text=_("Below the picture: where, when, who took it."),
    )

    class Meta:
        icon = "image"
        label = _("picture")
        label_format = "{caption}"


class GalleryBlock(blocks.StructBlock):
    """Several pictures side by side; each leads to a larger one."""

    pictures = blocks.ListBlock(
        GalleryPictureBlock(), min_num=FEWEST, max_num=MOST, label=_("pictures")
    )

    class Meta:
        icon = "image"
        label = _("gallery")
        group = _("Pictures and videos")
        template = "blocks/gallery.html"
