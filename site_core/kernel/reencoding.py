"""Uploaded pictures are drawn again: what a camera wrote beside the picture does not stay.

A photograph carries where and when it was taken, and by which device (Exif 2.3, IPTC, XMP). The
picture is turned upright as its camera meant it, and stored anew with its colours (ICC) alone.
"""

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

# What each kind is written with; a kind that is not here stays as it was sent.
OPTIONS: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 80},
    "JPEG": {"quality": 90, "optimize": True, "progressive": True},
    "MPO": {"format": "JPEG", "quality": 90, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90, "method": 4},
}


def reencoded(file: Any) -> Any:
    """The same picture without what goes beside it, as a new file of the same name.

    An animation stays as it was sent: drawn again, it would lose its movement.
    """
    file.seek(0)
    picture = Image.open(file)
    options = OPTIONS.get(picture.format or "")
    if options is None or (getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO"):
        file.seek(0)
        return file
    colours = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    upright.info = {}
    written = io.BytesIO()
    chosen = {"format": picture.format, **options}
    upright.save(written, **chosen, **({"icc_profile": colours} if colours else {}))
    return ContentFile(written.getvalue(), name=file.name)
