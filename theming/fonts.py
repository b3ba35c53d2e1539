"""The bundled families: open licences, subset to French, served by ourselves.

What a device already has stands in for a family until it has arrived, as wide as it, so that no
line breaks elsewhere and the page does not jump. Licences lie beside the files.

Widths are the mean advance of a letter in a French text of 300 letters, in thousandths of an em,
at weights 400 and 700, as a browser sets it.
"""

from typing import NamedTuple

SANS = "sans-serif"
SERIF = "serif"


class Widths(NamedTuple):
    """How wide letters are, in thousandths of an em."""

    regular: int
    bold: int


class Family(NamedTuple):
    """A family of letters and what follows it in `font-family`."""

    name: str
    file: str  # under static/theming/fonts, without its extension
    weights: str  # the range that the file holds
    widths: Widths
    fallback: str
    generic: str
    italic: bool = False  # whether <file>-italic exists


class StandIn(NamedTuple):
    """Letters that some devices have, under the full names of their regular and bold faces."""

    name: str
    regular: tuple[str, ...]
    bold: tuple[str, ...]
    widths: Widths


_GROTESQUE = '"Arial Narrow", Arial, sans-serif'
FAMILIES: dict[str, Family] = {
    "bricolage": Family(
        "Bricolage", "bricolage-grotesque", "400 800", Widths(365, 394), _GROTESQUE, SANS
    ),
    "archivo": Family("Archivo", "archivo", "400 900", Widths(396, 425), _GROTESQUE, SANS),
    "familjen": Family(
        "Familjen",
        "familjen-grotesk",
        "400 700",
        Widths(417, 440),
        '"Trebuchet MS", Arial, sans-serif',
        SANS,
    ),
    "commissioner": Family(
        "Commissioner",
        "commissioner",
        "400 700",
        Widths(447, 456),
        '"Segoe UI", Arial, sans-serif',
        SANS,
    ),
    "atkinson": Family(
        "Atkinson",
        "atkinson-hyperlegible-next",
        "400 700",
        Widths(438, 472),
        "Verdana, Arial, sans-serif",
        SANS,
    ),
    "brygada": Family(
        "Brygada",
        "brygada-1918",
        "400 700",
        Widths(459, 475),
        '"Iowan Old Style", Palatino, Georgia, serif',
        SERIF,
    ),
    "besley": Family(
        "Besley", "besley", "400 900", Widths(495, 540), "Rockwell, Georgia, serif", SERIF
    ),
    "source-serif": Family(
        "Source Serif",
        "source-serif-4",
        "400 700",
        Widths(471, 485),
        "Georgia, serif",
        SERIF,
        italic=True,
    ),
    "literata": Family(
        "Literata", "literata", "400 700", Widths(469, 501), "Georgia, serif", SERIF
    ),
    "newsreader": Family(
        "Newsreader", "newsreader", "400 700", Widths(421, 455), "Georgia, serif", SERIF
    ),
}

STAND_INS: dict[str, tuple[StandIn, ...]] = {
    SANS: (
        StandIn(
            "Arial",
            ("Arial", "Helvetica", "Liberation Sans", "Arimo"),
            ("Arial Bold", "Helvetica-Bold", "Liberation Sans Bold", "Arimo Bold"),
            Widths(447, 479),
        ),
        StandIn("Roboto", ("Roboto",), ("Roboto Bold", "Roboto"), Widths(440, 449)),
        StandIn("DejaVu", ("DejaVu Sans",), ("DejaVu Sans Bold",), Widths(504, 571)),
    ),
    SERIF: (
        StandIn(
            "Georgia", ("Georgia", "Gelasio"), ("Georgia Bold", "Gelasio Bold"), Widths(443, 515)
        ),
        StandIn("Noto", ("Noto Serif",), ("Noto Serif Bold", "NotoSerif-Bold"), Widths(473, 503)),
        StandIn(
            "Times",
            ("Times New Roman", "Liberation Serif", "Tinos"),
            ("Times New Roman Bold", "Liberation Serif Bold", "Tinos Bold"),
            Widths(404, 429),
        ),
        StandIn("DejaVu", ("DejaVu Serif",), ("DejaVu Serif Bold",), Widths(513, 566)),
    ),
}


def choices() -> list[tuple[str, str]]:
    """The families a theme may choose from, by name."""
    return sorted(((key, family.name) for key, family in FAMILIES.items()), key=lambda c: c[1])
