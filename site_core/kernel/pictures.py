"""The copies of pictures that pages draw, loaded for many pictures at once."""

from itertools import product
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Prefetch
from wagtail.models import CollectionViewRestriction

from .models.media import KikaluImage

# The browser takes the first encoding that it knows.
ENCODINGS = ("avif", "webp", "jpeg")


def copies(*cuts: str) -> tuple[str, ...]:
    """Each cut in each encoding, in the words of Wagtail's `picture` tag."""
    return tuple(f"format-{encoding}|{cut}" for encoding, cut in product(ENCODINGS, cuts))


# What the templates draw: components/picture.html, pages/lead_picture.html and those of blocks.
CARD_RENDITIONS = copies("fill-360x225", "fill-720x450")
LEAD_RENDITIONS = copies("fill-720x360", "fill-1440x720")
LARGE = "format-webp|max-1600x1600"
TEXT_RENDITIONS = (
    *copies("width-480", "width-960"),
    *copies("fill-320x240", "fill-640x480"),
    LARGE,
)


def knowing_if_closed(pictures: Any) -> Any:
    """Pictures with `is_closed`: kept for some people, so that no page for all shows a hole."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    closed = CollectionViewRestriction.objects.annotate(path_of_picture=path)
    closed = closed.filter(path_of_picture__startswith=F("collection__path"))
    return pictures.annotate(is_closed=Exists(closed))


def with_card_pictures(rows: Any) -> Any:
    """Pages with their pictures and the copies a card shows: two queries, however many rows."""
    pictures = knowing_if_closed(KikaluImage.objects.prefetch_renditions(*CARD_RENDITIONS))
    return rows.prefetch_related(Prefetch("picture", queryset=pictures))


def pictures_of_texts(keys: Any) -> dict[int, KikaluImage]:
    """The pictures in scope with these keys, and the copies a text shows: two queries."""
    pictures = knowing_if_closed(KikaluImage.objects.prefetch_renditions(*TEXT_RENDITIONS))
    found: dict[int, KikaluImage] = pictures.in_bulk([key for key in keys if key is not None])
    return found
