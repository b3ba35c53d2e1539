"""Which GeoNames place is which commune. Used only to rebuild the data files.

A missing point costs little (a commune without one works everywhere), a wrong one misleads, so a
point is kept only when two facts agree: the INSEE code with the name, or the department with a
name that is unique there; and then only when its neighbours do not contradict it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import cos, hypot, radians
from typing import Any, Final, NamedTuple

from site_core.kernel.geography.names import fold, words

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

OVERSEAS: Final = {
    "GP": "971", "MQ": "972", "GF": "973", "RE": "974", "PM": "975", "YT": "976", "BL": "977",
    "MF": "978", "TF": "984", "WF": "986", "PF": "987", "NC": "988",
}  # fmt: skip
"""The department of a GeoNames country code other than FR."""

KM_PER_DEGREE: Final = 111.2
SUSPECT_KM: Final = 15
SUSPECT_AMONG_FEW_KM: Final = 25
"""Farther from every fellow member of its intercommunality, a place needs its neighbours' word:
sooner among MANY fellows, since where few are placed they stand far apart."""
FEWEST_FELLOWS: Final = 3
MANY_FELLOWS: Final = 8
STRANGERS: Final = 6
LISTED_FROM: Final = 1000
"""Inhabitants from which the list without INSEE codes holds a place: a smaller commune of the
same name is another place."""


class Mark(NamedTuple):
    """A populated place of GeoNames with the INSEE code that GeoNames gives it."""

    name: str
    alternates: frozenset[str]
    code: str
    point: Point
    population: int


class Official(NamedTuple):
    """What is needed of a commune: `core` are folded names of the former commune that kept its
    code, `parts` those of the others that merged into it."""

    code: str
    name: str
    department: str
    epci: str
    population: int
    core: frozenset[str]
    parts: frozenset[str]


def marks(geonames: Iterable[str]) -> list[Mark]:
    """The French places with an INSEE code in a file of GeoNames columns (cities500.txt)."""
    found = []
    for line in geonames:
        row = line.rstrip("\n").split("\t")
        name, alternates, latitude, longitude, country = row[1], row[3], row[4], row[5], row[8]
        code, population = row[13], row[14]
        if code and (country == "FR" or country in OVERSEAS):
            found.append(
                Mark(
                    name,
                    frozenset(map(fold, alternates.split(","))),
                    code,
                    (float(latitude), float(longitude)),
                    int(population or 0),
                )
            )
    return found


def by_code(communes: Mapping[str, Official], places: Iterable[Mark]) -> dict[str, Point]:
    """The point of each commune that has a place with its code and one of its names."""
    best: dict[str, tuple[int, int, Point]] = {}
    for mark in places:
        if (commune := communes.get(mark.code)) and (rank := agreement(commune, mark)) is not None:
            candidate = (rank, -mark.population, mark.point)
            best[mark.code] = min(candidate, best.get(mark.code, candidate))
    return {code: point for code, (_rank, _population, point) in best.items()}


def agreement(commune: Official, mark: Mark) -> int | None:
    """How well the names agree, 0 best; None when they do not.

    In order: the same name; a former commune that kept the code; another that merged; another
    spelling or language; one name inside the other (Herblay, Herblay-sur-Seine).
    """
    name, own = fold(mark.name), fold(commune.name)
    ranks = (
        name == own,
        name in commune.core,
        name in commune.parts,
        own in mark.alternates,
        bool(theirs := words(mark.name)) and theirs <= words(commune.name),
        bool(ours := words(commune.name)) and ours <= words(mark.name),
    )
    return ranks.index(True) if True in ranks else None


def by_name(
    communes: Mapping[str, Official], cities: Iterable[Mapping[str, Any]]
) -> dict[str, Point]:
    """The point of each commune whose name is unique in its department in both lists."""
    official: defaultdict[tuple[str, str], list[Official]] = defaultdict(list)
    for commune in communes.values():
        official[commune.department, fold(commune.name)].append(commune)
    listed: defaultdict[tuple[str, str], list[Point]] = defaultdict(list)
    for city in cities:
        department = OVERSEAS.get(city["country"], city["admin2"])
        if city["country"] == "FR" or city["country"] in OVERSEAS:
            listed[department, fold(city["name"])].append((float(city["lat"]), float(city["lng"])))
    found = {}
    for key, points in listed.items():
        if len(points) == 1 and len(same := official.get(key, [])) == 1:
            commune = same[0]
            if commune.population >= LISTED_FROM:
                found[commune.code] = points[0]
    return found


def believable(
    communes: Mapping[str, Official],
    candidates: Mapping[str, Point],
    sure: Mapping[str, Point],
) -> dict[str, Point]:
    """The candidates that their neighbours among the sure points do not contradict.

    An intercommunality is in one piece. A place is refused when it lies too far from every fellow
    member (of FEWEST_FELLOWS at least) and STRANGERS stand nearer than the nearest one.
    """
    members: defaultdict[str, list[str]] = defaultdict(list)
    for code in sure:
        members[communes[code].epci].append(code)
    kept = {}
    for code, point in candidates.items():
        epci = communes[code].epci
        fellows = [sure[other] for other in members[epci] if other != code] if epci else []
        nearest = min((distance(point, fellow) for fellow in fellows), default=0.0)
        suspect = SUSPECT_KM if len(fellows) >= MANY_FELLOWS else SUSPECT_AMONG_FEW_KM
        if len(fellows) >= FEWEST_FELLOWS and nearest > suspect:
            others = (other for key, other in sure.items() if key != code)
            if sum(distance(point, other) < nearest for other in others) >= STRANGERS:
                continue
        kept[code] = point
    return kept


def distance(one: Point, other: Point) -> float:
    """Kilometres between two near points, the Earth taken as flat between them."""
    return KM_PER_DEGREE * hypot(one[0] - other[0], (one[1] - other[1]) * cos(radians(one[0])))
