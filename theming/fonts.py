"""The bundled families: open licences, subset to French, served by ourselves.

Each has a fallback of nearly the same width (`size_adjust`), so that the page does not jump when
the family arrives. Licences lie beside the files.
"""

from typing import NamedTuple

SANS = "sans-serif"
SERIF = "serif"


class Family(NamedTuple):
    """A family of letters and what stands in for it until it has arrived."""

    name: str
    file: str  # under static/theming/fonts, without its extension
    weights: str  # the range that the file holds
    fallback: str  # what follows in font-family
    twin: str  # the installed face that looks most like it
    size_adjust: int  # per cent that gives the twin the same width
    generic: str
    italic: bool = False  # whether <file>-italic exists


_GROTESQUE = '"Arial Narrow", Arial, sans-serif'
FAMILIES: dict[str, Family] = {
    "bricolage": Family(
        "Bricolage", "bricolage-grotesque", "400 800", _GROTESQUE, "Arial", 90, SANS
    ),
    "archivo": Family("Archivo", "archivo", "400 900", _GROTESQUE, "Arial", 94, SANS),
    "familjen": Family(
        "Familjen",
        "familjen-grotesk",
        "400 700",
        '"Trebuchet MS", Arial, sans-serif',
        "Arial",
        98,
        SANS,
    ),
    "commissioner": Family(
        "Commissioner",
        "commissioner",
        "400 700",
        '"Segoe UI", Arial, sans-serif',
        "Arial",
        99,
        SANS,
    ),
    "atkinson": Family(
        "Atkinson",
        "atkinson-hyperlegible-next",
        "400 700",
        "Verdana, Arial, sans-serif",
        "Arial",
        93,
        SANS,
    ),
    "brygada": Family(
        "Brygada",
        "brygada-1918",
        "400 700",
        '"Iowan Old Style", Palatino, Georgia, serif',
        "Georgia",
        98,
        SERIF,
    ),
    "besley": Family(
        "Besley", "besley", "400 900", "Rockwell, Georgia, serif", "Georgia", 108, SERIF
    ),
    "source-serif": Family(
        "Source Serif",
        "source-serif-4",
        "400 700",
        "Georgia, serif",
        "Georgia",
        101,
        SERIF,
        italic=True,
    ),
    "literata": Family("Literata", "literata", "400 700", "Georgia, serif", "Georgia", 104, SERIF),
    "newsreader": Family(
        "Newsreader", "newsreader", "400 700", "Georgia, serif", "Georgia", 96, SERIF
    ),
}


def choices() -> list[tuple[str, str]]:
    """The families a theme may choose from, by name."""
    return sorted(((key, family.name) for key, family in FAMILIES.items()), key=lambda c: c[1])
