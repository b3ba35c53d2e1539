"""Reading the official list: one lazy load per process, then dictionary look-ups.

A code may be given with spaces or in lower case ("200 046 977", "2a004"). Whatever does not
designate a place raises UnknownCode, with the places that were probably meant.
"""

import csv
import lzma
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from heapq import nsmallest
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final

from site_core.kernel.geography import unknown
from site_core.kernel.geography.names import fold
from site_core.kernel.geography.records import Arrondissement, Commune, Intercommunality, Place
from site_core.kernel.geography.unknown import UnknownCode

DATA: Final = Path(__file__).with_name("data")

_CLOCKS: Final = MappingProxyType(
    {
        "98719": "Pacific/Gambier",
        **dict.fromkeys(
            ("98718", "98723", "98731", "98746", "98756", "98757"), "Pacific/Marquesas"
        ),
    }
)
"""Communes whose clock is not their department's: Gambier and the Marquesas are ahead of Tahiti."""


def commune(code: str) -> Commune:
    """The current commune with this INSEE code; UnknownCode when there is none."""
    if (found := _commune(_key(code))) is None:
        raise _refusal(code)
    return found


def intercommunality(siren: str) -> Intercommunality:
    """The intercommunality with this SIREN; UnknownCode when there is none."""
    if (found := _intercommunalities().get(_key(siren))) is None:
        raise _refusal(siren)
    return found


def place(code: str) -> Place:
    """The place with this INSEE code, or this SIREN: an intercommunality's or a commune's own.

    The two kinds of SIREN never meet, so an operator may paste either. UnknownCode when none.
    """
    if (found := _place(_key(code))) is None:
        raise _refusal(code)
    return found


def communes_of(code: str) -> tuple[Commune, ...]:
    """The communes of a place, by code: an intercommunality's members, a commune itself.

    Accepts what `place` accepts; UnknownCode otherwise.
    """
    found = place(code)
    if isinstance(found, Commune):
        return (found,)
    return tuple(commune(member) for member in found.members)


def arrondissements_of(code: str) -> tuple[Arrondissement, ...]:
    """The municipal arrondissements of a commune, by code: of Paris, Lyon, Marseille, else none.

    They are no communes but make natural districts. UnknownCode when `code` is no commune.
    """
    whole = commune(code).code
    return tuple(part for part in _arrondissements() if part.commune == whole)


def communes_named(name: str) -> tuple[Commune, ...]:
    """Every commune of that name, by code; case, accents, hyphens and "St" do not count."""
    return tuple(map(commune, _codes_by_name().get(fold(name), ())))


def intercommunalities_named(name: str) -> tuple[Intercommunality, ...]:
    """Every intercommunality of that name, by SIREN, its kind short or spelled out."""
    return tuple(map(intercommunality, _sirens_by_name().get(fold(name), ())))


def places_like(text: str, most: int = 12) -> tuple[Place, ...]:
    """The places of which a word of the name begins so, the closest first, `most` of them.

    Names are compared as in `communes_named`; the whole name comes before its beginning, and that
    before a word inside; then intercommunalities before communes.
    """
    wanted = fold(text)
    if not wanted:
        return ()
    found = (
        (rank, kind, name, code)
        for kind, index in enumerate((_sirens_by_name(), _codes_by_name()))
        for name, codes in index.items()
        if (rank := _closeness(name, wanted)) is not None
        for code in codes
    )
    codes = dict.fromkeys(code for *_rank, code in nsmallest(2 * most, found))
    return tuple(map(place, islice(codes, most)))


def communes_of_postcode(postcode: str) -> tuple[Commune, ...]:
    """Every commune with that postcode, by code. A postcode does not tell the commune."""
    return tuple(map(commune, _codes_by_postcode().get(_key(postcode), ())))


def department_name(code: str) -> str:
    """The name of a department or overseas collectivity ("69", "2A", "988"); UnknownCode."""
    return _department(code)[0]


def region_name(code: str) -> str:
    """The name of a region ("84") or overseas collectivity ("988"); UnknownCode."""
    if (name := _regions().get(_key(code))) is None:
        raise UnknownCode(unknown.REGION, code)
    return name


def timezone(code: str) -> str:
    """The IANA name of the legal time of a department, or of a commune by its INSEE code.

    Six communes of the Marquesas and the Gambier do not share the time of their department.
    UnknownCode when the code is neither.
    """
    if (key := _key(code)) not in _departments() and (found := _commune(key)) is not None:
        return _CLOCKS.get(found.code) or _department(found.department)[1]
    return _department(code)[1]


def _key(code: str) -> str:
    return "".join(code.split()).upper()


def _place(key: str) -> Place | None:
    return (
        _commune(key) or _intercommunalities().get(key) or _commune(_code_by_siren().get(key, ""))
    )


def _closeness(name: str, wanted: str) -> int | None:
    """How near a folded name is to the beginning that is wanted, 0 nearest; None when it is not."""
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in name else None


def _refusal(code: str) -> UnknownCode:
    """Why the code designates nothing here, with the places that were probably meant."""
    key = _key(code)
    if (other_kind := _place(key)) is not None:
        return UnknownCode(unknown.OTHER_KIND, code, (other_kind,))
    if (whole := _wholes().get(key)) is not None:
        return UnknownCode(unknown.PART, code, (commune(whole),))
    if found := communes_of_postcode(key):
        return UnknownCode(unknown.POSTCODE, code, found)
    if re.fullmatch(r"[0-9]{4}", key) and (zeroed := _commune(f"0{key}")) is not None:
        return UnknownCode(unknown.LOST_ZERO, code, (zeroed,))
    named: tuple[Place, ...] = (*communes_named(code), *intercommunalities_named(code))
    if named:
        return UnknownCode(unknown.NAME, code, named)
    return UnknownCode(unknown.UNKNOWN, code)


def _department(code: str) -> tuple[str, str]:
    if (found := _departments().get(_key(code))) is None:
        raise UnknownCode(unknown.DEPARTMENT, code)
    return found


def _lines(name: str) -> list[str]:
    """The lines of a data file, without its heading. No field holds a line end."""
    packed = DATA / f"{name}.csv.xz"
    if packed.exists():
        text = lzma.decompress(packed.read_bytes()).decode()
    else:
        text = (DATA / f"{name}.csv").read_text(encoding="utf-8")
    return text.rstrip("\n").split("\n")[1:]


def _degrees(text: str) -> float | None:
    return float(text) if text else None


def _read(line: str) -> Commune:
    (
        code, name, department, region, siren, epci, population, postcodes, latitude, longitude,
        former_codes,
    ) = next(csv.reader([line]))  # fmt: skip
    return Commune(
        code,
        name,
        department,
        region,
        siren,
        epci,
        int(population) if population else None,
        tuple(postcodes.split()),
        _degrees(latitude),
        _degrees(longitude),
        tuple(former_codes.split()),
    )


@cache
def _communes() -> Mapping[str, str]:
    """The line of each commune by its code: a process needs few of them, so they stay unread."""
    return {line.partition(",")[0]: line for line in _lines("communes")}


def _commune(key: str) -> Commune | None:
    return _read(line) if (line := _communes().get(key)) else None


def _every() -> Iterator[Commune]:
    return map(_read, _communes().values())


@cache
def _intercommunalities() -> Mapping[str, Intercommunality]:
    return {
        siren: Intercommunality(siren, name, kind, tuple(members.split()))
        for siren, name, kind, members in csv.reader(_lines("intercommunalities"))
    }


@cache
def _arrondissements() -> tuple[Arrondissement, ...]:
    return tuple(
        Arrondissement(
            code,
            name,
            whole,
            int(population),
            tuple(postcodes.split()),
            _degrees(latitude),
            _degrees(longitude),
        )
        for code, name, whole, population, postcodes, latitude, longitude in csv.reader(
            _lines("arrondissements")
        )
    )


@cache
def _departments() -> Mapping[str, tuple[str, str]]:
    """Name and time zone by code."""
    return {code: (name, zone) for code, name, _region, zone in csv.reader(_lines("departments"))}


@cache
def _regions() -> Mapping[str, str]:
    return dict(csv.reader(_lines("regions")))


def _indexed(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """The codes under each key, in the order of the list; nothing under an empty key."""
    index: defaultdict[str, list[str]] = defaultdict(list)
    for key, code in pairs:
        index[key].append(code)
    return {key: tuple(codes) for key, codes in index.items() if key}


@cache
def _codes_by_name() -> Mapping[str, tuple[str, ...]]:
    return _indexed((fold(found.name), found.code) for found in _every())


@cache
def _codes_by_postcode() -> Mapping[str, tuple[str, ...]]:
    return _indexed((postcode, found.code) for found in _every() for postcode in found.postcodes)


@cache
def _code_by_siren() -> Mapping[str, str]:
    return {found.siren: found.code for found in _every() if found.siren}


@cache
def _sirens_by_name() -> Mapping[str, tuple[str, ...]]:
    return _indexed(
        (name, found.siren)
        for found in _intercommunalities().values()
        for name in dict.fromkeys(map(fold, (found.name, found.full_name)))
    )


@cache
def _wholes() -> Mapping[str, str]:
    """The commune of each code that a person may still use for a part of it."""
    merged = {old: found.code for found in _every() for old in found.former_codes}
    return merged | {part.code: part.commune for part in _arrondissements()}
