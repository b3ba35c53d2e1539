"""The ready-made themes, as data: each a place to start a territory's own look from.

A theme names two bundled families, a header layout, five seeds, its drawings (a folder under
`static/theming/themes`) and a few proportions. Adding one is adding an entry here and a folder.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .contrast import parse
from .palette import Seeds

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Fluid = tuple[float, float, float]  # rem at least, vw, rem at most

LAYOUTS: dict[str, dict[str, str]] = {
    # the drawing runs full width behind the name
    "banner": {
        "mast-columns": "minmax(0, 1fr)",
        "mast-rows": "minmax(0, auto)",
        "mast-name-area": "1 / 1",
        "mast-art-area": "1 / 1",
        "mast-art-height": "clamp(14rem, 24.5vw, 22rem)",
        # text keeps clear of what is drawn tall on the right, and of what runs along the bottom
        "mast-plate": "var(--logo-width) minmax(0, calc(51vw - var(--logo-width) - var(--s4)"
        " - max(var(--gutter), (100vw - var(--page)) / 2)))",
        "mast-pad": "var(--s2) clamp(6.3rem, 11vw, 9.9rem)",
        # on a narrow window the text would reach them: the name stands above the drawing
        "mast-rows-narrow": "auto auto",
        "mast-art-area-narrow": "2 / 1",
        "mast-plate-narrow": "auto minmax(0, 1fr)",
        "mast-pad-narrow": "var(--s3) var(--s5)",
    },
    # the name stands centred above a low frieze
    "frieze": {
        "mast-columns": "minmax(0, 1fr)",
        "mast-rows": "auto auto",
        "mast-name-area": "1 / 1",
        "mast-art-area": "2 / 1",
        "mast-art-height": "clamp(7rem, 15vw, 13.5rem)",
        "mast-justify": "center",
        "mast-align": "center",
        "mast-plate": "auto auto",
        "mast-pad": "var(--s1)",
    },
    # the name at the start, a poster at the end
    "poster": {
        "mast-columns": "minmax(0, 1fr) minmax(0, 46%)",
        "mast-rows": "auto",
        "mast-name-area": "1 / 1",
        "mast-art-area": "1 / 2",
        "mast-art-height": "clamp(15rem, 22.5vw, 19.5rem)",
        "mast-valign": "center",
        "mast-pad": "0 var(--s5)",
    },
}
# No text lies on what was not drawn for it: the name stands on a label of its own.
LABELLED: dict[str, dict[str, str]] = {
    "banner": {
        "mast-plate": "var(--logo-width) minmax(0, auto)",
        "mast-plate-ground": "var(--mast-ground)",
        "mast-plate-self": "center start",
        "mast-plate-end": "var(--s6)",
        "mast-pad": "var(--s4) var(--s5)",
    },
    "frieze": {"mast-pad": "var(--s1) var(--s5)"},
}
# A wide logo stands above the name.
STACKED: dict[str, str] = {
    "banner": "minmax(0, calc(51vw - max(var(--gutter), (100vw - var(--page)) / 2)))",
    "frieze": "minmax(0, 1fr)",
    "poster": "minmax(0, 1fr)",
}
PICTURE_SIZES = {  # how wide it is shown at the front page
    "banner": "100vw",
    "frieze": "100vw",
    "poster": "(min-width: 48rem) 46vw, 100vw",
}
LAYOUT_CHOICES: list[tuple[str, "str | _StrPromise"]] = [
    ("banner", _("Banner: the drawing runs behind the name")),
    ("frieze", _("Frieze: the name above a low drawing")),
    ("poster", _("Poster: the name, and a drawing beside it")),
]

RADII = {"sharp": "0", "soft": "3px", "round": "8px"}
RADIUS_CHOICES: list[tuple[str, "str | _StrPromise"]] = [
    ("sharp", _("Sharp")),
    ("soft", _("Softened")),
    ("round", _("Rounded")),
]
DENSITIES = {"tight": ".85", "even": "1", "airy": "1.2"}
DENSITY_CHOICES: list[tuple[str, "str | _StrPromise"]] = [
    ("tight", _("Tight: more on a screen")),
    ("even", _("Even")),
    ("airy", _("Airy: more room around texts")),
]


@dataclass(frozen=True)
class Nameplate:
    """How the territory's name is set; sizes fit a name of `letters` letters."""

    size: Fluid
    small: Fluid  # under 48 rem of width
    letters: int
    weight: int
    tracking: str
    line_by_line: bool = False  # one word a line: then `letters` is the longest word's
    breadth: float = 0.6  # of a wide letter, in em: a phone holds the longest word whole


@dataclass(frozen=True)
class Preset:
    """One ready-made theme."""

    label: "str | _StrPromise"
    head: str
    text: str
    layout: str
    seeds: Seeds
    nameplate: Nameplate
    details: Mapping[str, str] = field(default_factory=dict)  # custom property -> value


def _seeds(*, primary: str, accent: str, paper: str, ink: str, sky: str) -> Seeds:
    return Seeds(parse(primary), parse(accent), parse(paper), parse(ink), parse(sky))


PRESETS: dict[str, Preset] = {
    "confluence": Preset(
        label=_("Confluence: a city, two rivers, tall façades"),
        head="bricolage",
        text="source-serif",
        layout="banner",
        seeds=_seeds(
            primary="oklch(.44 .125 255)",
            accent="oklch(.53 .155 35)",
            paper="oklch(.97 .006 80)",
            ink="oklch(.25 .03 262)",
            sky="oklch(.855 .052 228)",
        ),
        nameplate=Nameplate((4, 8.6, 7.6), (3, 15.5, 4.5), 10, 800, "-.035em"),
        details={"head-tracking": "-.012em", "head-leading": "1.08", "rule-heavy": "6px"},
    ),
    "vignes": Preset(
        label=_("Vineyards: terraces above a river, old stones"),
        head="brygada",
        text="commissioner",
        layout="frieze",
        seeds=_seeds(
            primary="oklch(.40 .125 12)",
            accent="oklch(.47 .085 145)",
            paper="oklch(.965 .011 92)",
            ink="oklch(.25 .022 30)",
            sky="oklch(.905 .028 88)",
        ),
        nameplate=Nameplate((3, 6.6, 6), (2.3, 11.4, 3.75), 15, 700, ".055em", breadth=0.76),
        details={
            "name-case": "uppercase",
            "name-tracking-inside": ".05em",
            "head-tracking": "-.004em",
            "rule-heavy": "6px",
            "rule-style": "double",
            "door": "50% 3.5rem",
        },
    ),
    "vergers": Preset(
        label=_("Orchards: villages, cherry trees, an aqueduct"),
        head="besley",
        text="atkinson",
        layout="poster",
        seeds=_seeds(
            primary="oklch(.41 .085 158)",
            accent="oklch(.52 .185 26)",
            paper="oklch(.975 .014 98)",
            ink="oklch(.25 .03 150)",
            sky="oklch(.81 .138 82)",
        ),
        nameplate=Nameplate(
            (2.7, 5.7, 5), (2.2, 10.8, 3.6), 10, 900, "-.03em", line_by_line=True, breadth=0.68
        ),
        details={
            "head-tracking": "-.018em",
            "head-leading": "1.12",
            "rule-heavy": "4px",
            "radius": "3px",
            "t4": "clamp(1.9rem, 1.5rem + 1.5vw, 2.65rem)",
            "t5": "clamp(2.2rem, 1.6rem + 2.5vw, 3.6rem)",
        },
    ),
    "ardoise": Preset(
        label=_("Slate: dark sky, snow peaks, a lit cabin"),
        head="archivo",
        text="literata",
        layout="banner",
        seeds=_seeds(
            primary="oklch(.44 .075 225)",
            accent="oklch(.84 .155 92)",
            paper="oklch(.97 .004 240)",
            ink="oklch(.24 .02 245)",
            sky="oklch(.43 .045 245)",
        ),
        nameplate=Nameplate((3, 6.1, 5.25), (2.4, 10.5, 4), 15, 900, "-.03em"),
        details={
            "head-weight": "800",
            "head-tracking": "-.015em",
            "head-leading": "1.06",
            "lede-weight": "600",
            "rule-heavy": "3px",
        },
    ),
    "rivage": Preset(
        label=_("Shore: sails, a lighthouse, a wide sky"),
        head="familjen",
        text="newsreader",
        layout="frieze",
        seeds=_seeds(
            primary="oklch(.38 .115 262)",
            accent="oklch(.77 .15 55)",
            paper="oklch(.978 .007 190)",
            ink="oklch(.24 .04 262)",
            sky="oklch(.885 .055 192)",
        ),
        nameplate=Nameplate((3.2, 8, 7), (2.8, 13, 4.25), 17, 700, "-.04em"),
        details={
            "head-tracking": "-.02em",
            "head-leading": "1.06",
            "rule-heavy": "4px",
            "t0": "clamp(1.125rem, 1.06rem + .26vw, 1.25rem)",
        },
    ),
    "montagne": Preset(
        label=_("Mountain: pastures at dusk, larches, a chapel"),
        head="newsreader",
        text="atkinson",
        layout="poster",
        seeds=_seeds(
            primary="oklch(.40 .13 300)",
            accent="oklch(.78 .15 68)",
            paper="oklch(.975 .008 330)",
            ink="oklch(.24 .04 310)",
            sky="oklch(.81 .075 352)",
        ),
        nameplate=Nameplate(
            (3.1, 6.6, 5.9), (2.5, 12.4, 4.2), 10, 600, "-.04em", line_by_line=True
        ),
        details={
            "head-weight": "600",
            "head-tracking": "-.022em",
            "head-leading": "1.04",
            "rule-heavy": "2px",
            "radius": "2px",
            "t2": "clamp(1.5rem, 1.36rem + .55vw, 1.8rem)",
        },
    ),
    "place": Preset(
        label=_("Square: plane trees, a fountain, a notice board"),
        head="bricolage",
        text="atkinson",
        layout="frieze",
        seeds=_seeds(
            primary="oklch(.42 .09 200)",
            accent="oklch(.55 .15 42)",
            paper="oklch(.975 .008 95)",
            ink="oklch(.25 .025 220)",
            sky="oklch(.93 .03 140)",
        ),
        nameplate=Nameplate((2.8, 7, 6), (2.4, 12, 3.75), 15, 700, "-.03em"),
        details={"head-tracking": "-.014em", "rule-heavy": "4px", "radius": "2px"},
    ),
}
NEUTRAL = "place"  # the operator's own site, and a territory that has not chosen


def layout_choices() -> list[tuple[str, "str | _StrPromise"]]:
    """The header layouts a territory may choose from."""
    return LAYOUT_CHOICES


def radius_choices() -> list[tuple[str, "str | _StrPromise"]]:
    """The corners a territory may choose from."""
    return RADIUS_CHOICES


def density_choices() -> list[tuple[str, "str | _StrPromise"]]:
    """The spacings a territory may choose from."""
    return DENSITY_CHOICES


def choices() -> list[tuple[str, "str | _StrPromise"]]:
    """The themes a territory may start from."""
    return [(name, preset.label) for name, preset in PRESETS.items()]
