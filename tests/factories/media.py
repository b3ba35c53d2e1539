"""Pictures and documents, small and drawn here."""

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from site_core.kernel import territories
from site_core.kernel.models import KikaluDocument, KikaluImage, Territory


def picture_file(name: str = "photo.png", size: tuple[int, int] = (64, 48)) -> ContentFile:
    """A plain PNG."""
    drawn = io.BytesIO()
    Image.new("RGB", size, "teal").save(drawn, "PNG")
    return ContentFile(drawn.getvalue(), name)


def make_image(territory: Territory, *, title: str = "Une photo", **fields: Any) -> KikaluImage:
    """A picture, in the territory's collection unless another one is given."""
    fields.setdefault("description", "Un carré bleu-vert")
    fields.setdefault("file", picture_file())
    fields.setdefault("collection", territory.collection)
    with territories.enter(territory):
        return KikaluImage.objects.create(territory=territory, title=title, **fields)


def make_document(
    territory: Territory, *, title: str = "Un document", **fields: Any
) -> KikaluDocument:
    """A text file, in the territory's collection unless another one is given."""
    fields.setdefault("file", ContentFile(b"Bonjour", "bonjour.txt"))
    fields.setdefault("collection", territory.collection)
    with territories.enter(territory):
        return KikaluDocument.objects.create(territory=territory, title=title, **fields)
