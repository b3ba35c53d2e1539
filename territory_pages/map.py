"""The map of a territory: its communes, what is written in each, and where they are.

The list is the map: every figure is in it, in words. The drawing adds only where the communes
are; one whose coordinates are not known is in the list alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sqrt

from site_core.kernel import alphabet
from site_core.kernel.models import Town

WIDTH, TALLEST, MARGIN = 640, 560, 60  # units of the drawing
GAP = 5  # between a dot and its name
LETTER = 15.5  # room for a letter at the size phones need
ABOVE, BELOW = 22, 8  # the same over and under the foot of a line
WIDE = 15 / 28  # of that, the size on wider screens


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
    """A commune's name on the drawing; `anchor` says what of it is at `x`, as in SVG.

    One that is `wide` finds room at the size of wider screens only.
    """

    name: str
    x: float
    y: float
    anchor: str
    wide: bool = False

    def overlaps(self, other: "Label") -> bool:
        """Whether the two names would be written over each other."""
        return (
            self.left < other.left + other.length
            and other.left < self.left + self.length
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def covers(self, dot: Dot) -> bool:
        """Whether the name would be written over this dot."""
        return (
            self.left < dot.x + dot.radius
            and dot.x - dot.radius < self.left + self.length
            and self.top < dot.y + dot.radius
            and dot.y - dot.radius < self.bottom
        )

    @property
    def size(self) -> float:
        """How large it is written, of the size on phones."""
        return WIDE if self.wide else 1

    @property
    def length(self) -> float:
        """Room that the name takes on its line."""
        return LETTER * self.size * len(self.name)

    @property
    def left(self) -> float:
        """Where the name begins."""
        return self.x - self.length * {"start": 0, "middle": 0.5, "end": 1}[self.anchor]

    @property
    def top(self) -> float:
        """Where its line begins."""
        return self.y - ABOVE * self.size

    @property
    def bottom(self) -> float:
        """Where its line ends."""
        return self.y + BELOW * self.size


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
    towns = sorted(
        Town.objects.all(),
        key=lambda town: (-counts.get(town.pk, 0), alphabet.key(town.name) or ""),
    )
    places = [
        Place(town.name, counts.get(town.pk, 0), f"{list_url}commune={town.code}") for town in towns
    ]
    where, height = positions(towns)
    known = [town for town in towns if town.pk in where]
    known.sort(key=lambda town: -(town.population or 0))
    dots = [dot_of(where[town.pk], counts.get(town.pk, 0)) for town in known]
    labels = labels_of(dots, [town.name for town in known], height)
    return TownsMap(places, dots, labels, height=height)


def dot_of(where: tuple[float, float], count: int) -> Dot:
    """A commune's dot, the larger the more there is in it."""
    return Dot(*where, round(5 + 4 * sqrt(count), 1), empty=not count)


def labels_of(
    dots: Sequence[Dot], names: Iterable[str], height: int, taken: Sequence[Label] = ()
) -> list[Label]:
    """The names of these dots that can be read: the first ones first, on phones then elsewhere.

    None is written over a dot, over another, over what is `taken`, or out of the drawing.
    """
    named = list(zip(dots, names, strict=True))
    found: dict[Dot, Label] = {}
    for wide in (False, True):
        written = [*taken, *(replace(label, wide=wide) for label in found.values())]
        for dot, name in named:
            if dot in found:
                continue
            for label in around(dot, name, wide=wide):
                if (
                    label.left >= 0
                    and label.left + label.length <= WIDTH
                    and label.top >= 0
                    and label.bottom <= height
                    and not any(label.overlaps(other) for other in written)
                    and not any(label.covers(other) for other in dots)
                ):
                    found[dot] = label
                    written.append(label)
                    break
    return list(found.values())


def around(dot: Dot, name: str, *, wide: bool) -> Iterator[Label]:
    """Where the name may stand: where the drawing has more room, beyond, under and over the dot."""
    away, foot = dot.radius + GAP, dot.y + GAP
    sides = [
        Label(name, round(dot.x + away, 1), foot, "start", wide),
        Label(name, round(dot.x - away, 1), foot, "end", wide),
    ]
    yield from reversed(sides) if dot.x > WIDTH / 2 else sides
    size = sides[0].size
    for foot in (dot.y + dot.radius + ABOVE * size + 1, dot.y - dot.radius - BELOW * size - 1):
        for anchor, start in (("middle", 0), ("start", -dot.radius), ("end", dot.radius)):
            yield Label(name, round(dot.x + start, 1), round(foot, 1), anchor, wide)


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
