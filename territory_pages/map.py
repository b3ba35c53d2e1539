"""The map of a territory: its communes, what is written in each, and where they are.

The list is the map: every figure is in it, in words. The drawing adds only where the communes
are, and is left out when their coordinates are not known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sqrt

from site_core.kernel.models import Territory, Town

WIDTH, MARGIN = 640, 60
TALLEST = 560
GAP = 5  # between a dot and its name
NAMED = 14  # communes whose names fit on the drawing


@dataclass(frozen=True, slots=True)
class Place:
    """One commune: how much is written there, and its dot on the drawing when it has one."""

    town: Town
    count: int
    url: str
    x: float | None = None
    y: float | None = None
    radius: float = 0
    named: bool = False

    @property
    def anchor(self) -> str:
        """The side of the dot on which its name has room."""
        return "end" if (self.x or 0) > WIDTH * 0.55 else "start"

    @property
    def label_x(self) -> float:
        """Where the name begins, or ends."""
        away = self.radius + GAP
        return (self.x or 0) + (-away if self.anchor == "end" else away)

    @property
    def label_y(self) -> float:
        """The line on which the name is written."""
        return (self.y or 0) + GAP


@dataclass(frozen=True, slots=True)
class TownsMap:
    """The communes, the most talkative first, and the size of the drawing: 0 when there is none."""

    places: list[Place]
    width: int
    height: int


def towns_map(territory: Territory, counts: dict[int, int], list_url: str) -> TownsMap:
    """The communes of the territory with `counts` (by key of the commune); one query."""
    towns = sorted(Town.objects.all(), key=lambda town: (-counts.get(town.pk, 0), town.name))
    dots, height = positions([town for town in towns if town.latitude and town.longitude])
    largest = sorted(towns, key=lambda town: (counts.get(town.pk, 0), town.population or 0))
    named = {town.pk for town in largest[-NAMED:]}
    places = []
    for town in towns:
        x, y = dots.get(town.pk, (None, None))
        count = counts.get(town.pk, 0)
        url = f"{list_url}commune={town.code}"
        radius = round(5 + 4 * sqrt(count), 1)
        places.append(Place(town, count, url, x, y, radius, town.pk in named))
    return TownsMap(places, WIDTH, height)


def positions(towns: Iterable[Town]) -> tuple[dict[int, tuple[float, float]], int]:
    """Each town's place on a drawing `WIDTH` wide, by its key, and the drawing's height.

    Plate carrée with the parallels shortened at the middle latitude, which is true to within a
    few metres over an intercommunality. No drawing for fewer than two places.
    """
    points = {town.pk: (float(town.longitude or 0), float(town.latitude or 0)) for town in towns}
    if len(set(points.values())) <= 1:
        return {}, 0
    west, east = min(x for x, _y in points.values()), max(x for x, _y in points.values())
    south, north = min(y for _x, y in points.values()), max(y for _x, y in points.values())
    narrow = cos(radians((south + north) / 2))
    inside = WIDTH - 2 * MARGIN
    wide, high = (east - west) * narrow, north - south
    scale = min(
        inside / wide if wide else inside, (TALLEST - 2 * MARGIN) / high if high else inside
    )
    left = (WIDTH - wide * scale) / 2
    placed = {
        pk: (
            round(left + (longitude - west) * narrow * scale, 1),
            round(MARGIN + (north - latitude) * scale, 1),
        )
        for pk, (longitude, latitude) in points.items()
    }
    return placed, round(high * scale + 2 * MARGIN)
