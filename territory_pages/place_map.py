"""One place among the communes around it: a small drawing, and the same in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, hypot, radians

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from site_core.kernel.models import Town

from .map import ABOVE, BELOW, WIDTH, Dot, Label, drawn, labels_of

AROUND = 6  # communes of the drawing
TALLEST = 400  # units of the drawing
RADIUS = 6  # of a commune's dot
PIN = 0  # stands for the place among the keys of communes
MARK = "   "  # as wide as the mark of the place: no name is written over it
HALF = 18  # units to the left of the mark's tip
DEGREE = 111_195  # metres of a degree of latitude on a sphere of 6371 km
KILOMETRE = 1000
MIDDLE = 200  # metres: nearer than this, a place is in the middle


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The place as a mark at (x, y) among dots, and where it is in words.

    `height` is 0 when there is nothing to draw: no commune whose coordinates are known.
    """

    x: float
    y: float
    dots: list[Dot]
    labels: list[Label]
    width: int
    height: int
    words: str
    town: Town | None


def place_map(latitude: float, longitude: float, towns: Iterable[Town]) -> PlaceMap:
    """The place (degrees, WGS 84) and the nearest of these communes; no query."""
    measured = sorted(
        (
            (metres(latitude, longitude, town.latitude, town.longitude), town)
            for town in towns
            if town.latitude is not None and town.longitude is not None
        ),
        key=lambda pair: (pair[0], pair[1].name),
    )[:AROUND]
    points = {PIN: (longitude, latitude)}
    for _distance, town in measured:
        points[town.pk] = (town.longitude or 0.0, town.latitude or 0.0)
    where, height = drawn(points, TALLEST)
    x, y = where.get(PIN, (0.0, 0.0))
    around = [town for _distance, town in measured] if height else []
    dots = [Dot(*where[town.pk], RADIUS, empty=False) for town in around]
    line = ABOVE + BELOW
    taken = [Label(MARK, x - RADIUS * len(MARK), y - up, "start") for up in (0, line)]
    labels = labels_of(dots, [town.name for town in around], height, taken)
    words = how_far(*measured[0]) if measured else ""
    nearest = measured[0][1] if measured else None
    return PlaceMap(
        x, y, dots, [label for label in labels if not label.wide], WIDTH, height, words, nearest
    )


def metres(latitude: float, longitude: float, other: float, beyond: float) -> float:
    """How far one point is from another, on a plane: true within a thousandth over 50 km."""
    east = (beyond - longitude) * cos(radians((latitude + other) / 2))
    return hypot(other - latitude, east) * DEGREE


def how_far(distance: float, town: Town) -> str:
    """A distance from the middle of a commune, as people say it."""
    if distance < MIDDLE:
        return _("In the middle of %(town)s.") % {"town": town.name}
    if distance < KILOMETRE:
        said = number_format(round(distance, -2), 0)
        return _("About %(metres)s m from the middle of %(town)s.") % {
            "metres": said,
            "town": town.name,
        }
    return _("About %(kilometres)s km from the middle of %(town)s.") % {
        "kilometres": number_format(round(distance / KILOMETRE, 1), 1),
        "town": town.name,
    }
