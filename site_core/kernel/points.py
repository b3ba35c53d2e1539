"""Points on the map, as wagtailgeowidget writes them."""

import re

from django.utils.translation import gettext as _

POINT = re.compile(r"^(?:SRID=4326;)?POINT\s?\((-?\d{1,3}(?:\.\d+)?) (-?\d{1,2}(?:\.\d+)?)\)$")


def parse_point(text: str) -> tuple[float | None, float | None]:
    """(latitude, longitude) in degrees, WGS 84, from `SRID=4326;POINT(lng lat)`; None when empty.

    Raises ValueError with a sentence for the person who typed it.
    """
    if not text:
        return None, None
    found = POINT.match(text)
    if not found:
        raise ValueError(_("Choose a point on the map, or empty this field."))
    longitude, latitude = float(found[1]), float(found[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError(_("This point is not on the map. Choose another one."))
    return latitude, longitude


def format_point(latitude: float, longitude: float) -> str:
    """The text that `parse_point` reads, five decimals (about one metre)."""
    return f"SRID=4326;POINT({longitude:.5f} {latitude:.5f})"
