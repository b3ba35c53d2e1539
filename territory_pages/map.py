"""The map of a territory: its communes, what is written in each, and where they are.

The list is the map: every figure is in it, in words. The drawing adds only where the communes
are; one whose coordinates are not known is in the list alone.
"""

from dataclasses import dataclass
from math import cos, radians, sqrt

from site_core.kernel.models import Town

WIDTH, TALLEST, MARGIN = 640, 560, 60  # units of the drawing
GAP = 5  # between a dot and its name
LETTER, LINE = 14.5, 30  # room for a letter and for a line, at the size phones need


@dataclass(frozen=True, slots=True)
class Place:
    """One commune of the list."""

    name: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One commune of the drawing."""

    x: float
    y: float
    radius: float
    empty: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A commune's name on the drawing, to the right of its dot or (anchor `end`) to its left."""

    name: str
    x: float
    y: float
    anchor: str

    def overlaps(self, other: "Label") -> bool:
        """Whether the two names would be written over each other."""
        return (
            self.left < other.left + other.length
            and other.left < self.left + self.length
            and abs(self.y - other.y) < LINE
        )

    @property
    def length(self) -> float:
        """Room that the name takes on its line."""
        return LETTER * len(self.name)

    @property
    def left(self) -> float:
        """Where the name begins."""
        return self.x - self.length if self.anchor == "end" else self.x


@dataclass(frozen=True, slots=True)
class TownsMap:
    """The communes, the most talkative first, and their drawing, `height` 0 when there is none."""

    places: list[Place]
    dots: list[Dot]
    labels: list[Label]
    width: int = WIDTH
    height: int = 0


def towns_map(counts: dict[int, int], list_url: str) -> TownsMap:
    """The communes in scope, with `counts` by the key of the commune; one query.

    `list_url` ends where a parameter may follow.
    """
    towns = sorted(Town.objects.all(), key=lambda town: (-counts.get(town.pk, 0), town.name))
    places = [
        Place(town.name, counts.get(town.pk, 0), f"{list_url}commune={town.code}") for town in towns
    ]
    where, height = positions(towns)
    dots: list[Dot] = []
    labels: list[Label] = []
    towns.sort(key=lambda town: (-counts.get(town.pk, 0), -(town.population or 0)))
    for town in towns:
        if town.pk in where:
            x, y = where[town.pk]
            count = counts.get(town.pk, 0)
            dot = Dot(x, y, round(5 + 4 * sqrt(count), 1), empty=not count)
            dots.append(dot)
            label = label_of(dot, town.name)
            if not any(label.overlaps(written) for written in labels):
                labels.append(label)
    return TownsMap(places, dots, labels, height=height)


def label_of(dot: Dot, name: str) -> Label:
    """The name on the side where the drawing has more room."""
    away = dot.radius + GAP
    if dot.x > WIDTH / 2:
        return Label(name, round(dot.x - away, 1), dot.y + GAP, "end")
    return Label(name, round(dot.x + away, 1), dot.y + GAP, "start")


def positions(towns: list[Town]) -> tuple[dict[int, tuple[float, float]], int]:
    """Each town's place on the drawing, by its key, and the drawing's height."""
    return drawn(
        {
            town.pk: (town.longitude, town.latitude)
            for town in towns
            if town.longitude is not None and town.latitude is not None
        }
    )


def drawn(
    points: dict[int, tuple[float, float]], tallest: int = TALLEST
) -> tuple[dict[int, tuple[float, float]], int]:
    """Each point (longitude, latitude) on a drawing `WIDTH` wide, and the drawing's height.

    Plate carrée with the parallels shortened at the middle latitude, which is true to within a
    few metres over an intercommunality. No drawing for fewer than two places.
    """
    if len(set(points.values())) <= 1:
        return {}, 0
    west, east = min(x for x, _y in points.values()), max(x for x, _y in points.values())
    south, north = min(y for _x, y in points.values()), max(y for _x, y in points.values())
    narrow = cos(radians((south + north) / 2))
    wide, high = (east - west) * narrow, north - south
    scale = min(
        (room - 2 * MARGIN) / length for room, length in ((WIDTH, wide), (tallest, high)) if length
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
