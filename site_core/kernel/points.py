"""Points on the map, as wagtailgeowidget writes them and as people type them."""

import math
import re

from django.utils.translation import gettext as _

POINT = re.compile(
    r"^(?:SRID=4326;)?POINT\s?\((-?\d{1,3}(?:\.\d+)?) (-?\d{1,2}(?:\.\d+)?)\)$", re.ASCII
)
POLE, ANTIMERIDIAN = 90, 180  # degrees
EARTH = 6371.0  # mean radius in kilometres
TYPED = re.compile(r"^(-?\d{1,2}(?:[.,]\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:[.,]\d+)?)$", re.ASCII)


def parse_point(text: str) -> tuple[float | None, float | None]:
    """(latitude, longitude) in degrees, WGS 84; None when empty.

    Reads `SRID=4326;POINT(lng lat)`, and a latitude then a longitude as in `45.6189, 4.6712` or
    `45,6189 ; 4,6712`. Raises ValueError with a sentence for the person who typed it.
    """
    text = text.strip()
    if not text:
        return None, None
    if found := POINT.match(text):
        longitude, latitude = float(found[1]), float(found[2])
    elif found := TYPED.match(text):
        latitude, longitude = (float(number.replace(",", ".")) for number in found.groups())
    else:
        raise ValueError(
            _("Choose a point on the map, or write its latitude and longitude: 45.6189, 4.6712.")
        )
    if abs(latitude) > POLE or abs(longitude) > ANTIMERIDIAN:
        raise ValueError(_("This point is not on the map. Choose another one."))
    return latitude, longitude


def format_point(latitude: float, longitude: float) -> str:
    """The text that `parse_point` reads, five decimals (about one metre)."""
    return f"SRID=4326;POINT({longitude:.5f} {latitude:.5f})"


def typed_point(text: str) -> str:
    """A stored point as a person would type it; what cannot be read stays as it is."""
    try:
        latitude, longitude = parse_point(text)
    except ValueError:
        return text
    return "" if latitude is None else f"{latitude:.5f}, {longitude:.5f}"


def kilometres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The distance along the ground between two (latitude, longitude) in degrees, by haversine."""
    (north, east), (norther, easter) = (tuple(map(math.radians, point)) for point in (here, there))
    half = (
        math.sin((norther - north) / 2) ** 2
        + math.cos(north) * math.cos(norther) * math.sin((easter - east) / 2) ** 2
    )
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, half)))
