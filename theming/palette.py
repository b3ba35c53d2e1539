"""The colours of a theme, derived from five seeds for day and for night.

Lightness belongs to the role, hue and chroma to the seed: that is how any seed gives a page that
can be read. Where a strong hue would still fall under its ratio, only its lightness moves, as
little as needed. Text on a coloured ground is computed from that ground, never chosen.

Every pair that the stylesheet uses is listed in `PAIRS`; `shortfalls` measures them on the resolved
values, which are exactly the ones sent to browsers.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .contrast import CONTROL, TEXT, Oklch, ratio, to_hex

Palette = Mapping[str, str]  # role -> "#rrggbb"


class Mode(StrEnum):
    """The two ways a page is shown."""

    DAY = "day"
    NIGHT = "night"


class Seeds(NamedTuple):
    """What a theme chooses."""

    primary: Oklch  # links, buttons
    accent: Oklch  # dates, urgency, head of a ballot
    paper: Oklch  # hue of the page
    ink: Oklch  # hue of text and rules
    sky: Oklch  # ground of the nameplate, used as it is by day


@dataclass(frozen=True)
class Shade:
    """A lightness for a role; hue and chroma come from the seed it names."""

    seed: str
    lightness: float
    chroma: float = 1.0  # factor on the seed's chroma
    at_most: float = 0.5  # the largest chroma that stays calm in this role

    def of(self, seeds: Seeds) -> Oklch:
        """The seed's colour at this lightness."""
        seed: Oklch = getattr(seeds, self.seed)
        return Oklch(self.lightness, min(seed.chroma * self.chroma, self.at_most), seed.hue)


class Pair(NamedTuple):
    """A colour seen on another, and the least ratio that WCAG 2.2 AA asks of the two."""

    front: str
    ground: str
    least: float


class Shortfall(NamedTuple):
    """A pair that falls under its ratio."""

    pair: Pair
    measured: float


GROUNDS: dict[str, tuple[Shade, Shade]] = {
    "paper": (Shade("paper", 0.978, at_most=0.03), Shade("ink", 0.185, 0.6, 0.04)),
    "sheet": (Shade("paper", 0.995, 0.35, 0.012), Shade("ink", 0.225, 0.6, 0.04)),
    "sunk": (Shade("paper", 0.942, 1.35, 0.04), Shade("ink", 0.265, 0.65, 0.04)),
    "wash": (Shade("primary", 0.94, at_most=0.024), Shade("primary", 0.30, at_most=0.05)),
    "wash_accent": (Shade("accent", 0.935, at_most=0.034), Shade("accent", 0.31, at_most=0.05)),
    "fill_deep": (Shade("primary", 0.30, 0.85), Shade("primary", 0.29, 0.6)),
    "nav": (Shade("ink", 0.235, at_most=0.06), Shade("ink", 0.33, 0.9, 0.06)),
}
FIXED: dict[str, tuple[Oklch, Oklch]] = {
    "wash_good": (Oklch(0.95, 0.035, 150), Oklch(0.29, 0.045, 150)),
    "wash_danger": (Oklch(0.95, 0.03, 27), Oklch(0.29, 0.05, 27)),
    "good": (Oklch(0.43, 0.11, 150), Oklch(0.84, 0.13, 150)),
    "danger": (Oklch(0.45, 0.17, 27), Oklch(0.80, 0.13, 27)),
    "focus": (Oklch(0.38, 0.19, 264), Oklch(0.88, 0.15, 95)),
}
FRONTS: dict[str, tuple[Shade, Shade]] = {
    "ink": (Shade("ink", 0.235, at_most=0.06), Shade("paper", 0.935, 0.7, 0.03)),
    "ink_soft": (Shade("ink", 0.415, at_most=0.06), Shade("paper", 0.795, at_most=0.04)),
    "edge": (Shade("ink", 0.50, at_most=0.06), Shade("paper", 0.68, at_most=0.04)),
    "primary": (Shade("primary", 0.415), Shade("primary", 0.83, 0.7)),
    "accent": (Shade("accent", 0.465), Shade("accent", 0.82, 0.75)),
    "fill": (Shade("primary", 0.40), Shade("primary", 0.80, 0.75)),
}
DRAWN: dict[str, tuple[Shade, Shade]] = {  # never carries meaning alone: no ratio to keep
    "rule": (Shade("ink", 0.80, 0.5, 0.04), Shade("ink", 0.40, 0.6, 0.04)),
    "river": (Shade("primary", 0.74, at_most=0.09), Shade("primary", 0.48, at_most=0.09)),
}
COMPUTED = {  # text -> the grounds it stands on
    "on_fill": ("fill",),
    "on_fill_deep": ("fill_deep",),
    "on_fill_accent": ("fill_accent",),
    "on_nav": ("nav",),
    "on_mast": ("mast_ground", "mast_shade"),
}

_PAGES = ("paper", "sheet", "sunk", "wash", "wash_accent", "wash_good", "wash_danger")
PAIRS: tuple[Pair, ...] = (
    *(Pair("ink", ground, TEXT) for ground in _PAGES),
    *(Pair("ink_soft", ground, TEXT) for ground in _PAGES),
    *(Pair("primary", ground, TEXT) for ground in _PAGES),
    *(Pair("accent", ground, TEXT) for ground in ("paper", "sheet", "sunk", "wash")),
    *(Pair("good", ground, TEXT) for ground in ("paper", "sheet", "sunk", "wash_good")),
    *(Pair("danger", ground, TEXT) for ground in ("paper", "sheet", "sunk", "wash_danger")),
    *(Pair(text, ground, TEXT) for text, grounds in COMPUTED.items() for ground in grounds),
    *(Pair("edge", ground, CONTROL) for ground in ("paper", "sheet", "sunk", "wash")),
    *(Pair("fill", ground, CONTROL) for ground in ("paper", "sheet", "sunk", "wash")),
    *(Pair("focus", ground, CONTROL) for ground in _PAGES),
)
SEED_PAIRS = (Pair("ink", "paper", TEXT), Pair("primary", "paper", TEXT))
ROLES = (*GROUNDS, *FIXED, *FRONTS, *DRAWN, "fill_accent", "mast_ground", "mast_shade", *COMPUTED)

_STEP = 0.01
_DARK_INK, _LIGHT_INK = 0.17, 0.985


def derive(seeds: Seeds, mode: Mode) -> dict[str, str]:
    """Every role of the stylesheet as a resolved `#rrggbb`; no pair of `PAIRS` falls short."""
    at = 1 if mode is Mode.NIGHT else 0
    mast, mast_shade = _mast(seeds, mode)
    colours = {role: shades[at].of(seeds) for role, shades in GROUNDS.items()}
    colours |= {role: pair[at] for role, pair in FIXED.items()}
    colours |= {role: shades[at].of(seeds) for role, shades in DRAWN.items()}
    colours |= {"fill_accent": _carrying(seeds.accent), "mast_ground": mast}
    palette = {role: to_hex(colour) for role, colour in colours.items()}
    for role, shades in FRONTS.items():
        palette[role] = _readable(shades[at].of(seeds), _asked_of(role, palette), mode)
    for role, (ground, *_rest) in COMPUTED.items():
        palette[role] = _ink_on(palette[ground], seeds)
    palette["mast_shade"] = _shade_under(mast_shade, palette["on_mast"], palette["mast_ground"])
    return {role: palette[role] for role in ROLES}


def shortfalls(palette: Palette) -> list[Shortfall]:
    """The pairs of a resolved palette that fall under their ratio."""
    return list(_measure(palette, PAIRS))


def seed_shortfalls(seeds: Seeds) -> list[Shortfall]:
    """Seeds chosen so far from their role that nobody would recognise them once derived."""
    return list(_measure(resolved(seeds), SEED_PAIRS))


def nearest(colour: Oklch, ground: str, least: float) -> str:
    """The same colour, darker or lighter by as little as makes it readable on this ground."""
    darker = ratio("#000000", ground) >= ratio("#ffffff", ground)
    return _readable(colour, [(ground, least)], Mode.DAY if darker else Mode.NIGHT)


def shown(measured: float) -> float:
    """A ratio as people read it: never rounded up to the least that is asked."""
    return math.floor(measured * 10) / 10


def resolved(seeds: Seeds) -> dict[str, str]:
    """The seeds as a screen shows them."""
    named: Iterable[tuple[str, Oklch]] = seeds._asdict().items()
    return {name: to_hex(seed) for name, seed in named}


def _measure(palette: Palette, pairs: Iterable[Pair]) -> Iterator[Shortfall]:
    for pair in pairs:
        if (measured := ratio(palette[pair.front], palette[pair.ground])) < pair.least:
            yield Shortfall(pair, measured)


def _asked_of(role: str, palette: Palette) -> list[tuple[str, float]]:
    return [(palette[ground], least) for front, ground, least in PAIRS if front == role]


def _readable(colour: Oklch, asked: list[tuple[str, float]], mode: Mode) -> str:
    """Move away from the grounds, in lightness only, until each is at its ratio."""
    away = _STEP if mode is Mode.NIGHT else -_STEP
    while True:
        resolved = to_hex(colour)
        if all(ratio(resolved, ground) >= least for ground, least in asked):
            return resolved
        colour = colour._replace(lightness=min(max(colour.lightness + away, 0.0), 1.0))


def _carrying(accent: Oklch) -> Oklch:
    """A ground is never of middle lightness, where neither black nor white reads well."""
    light = accent.lightness > 0.62
    lightness = max(accent.lightness, 0.76) if light else min(accent.lightness, 0.53)
    return accent._replace(lightness=lightness)


def _mast(seeds: Seeds, mode: Mode) -> tuple[Oklch, Oklch]:
    sky = seeds.sky
    if mode is Mode.NIGHT:
        sky = Oklch(0.25, min(sky.chroma, 0.035), sky.hue)
        return sky, sky._replace(lightness=0.28)
    return sky, sky._replace(lightness=max(sky.lightness - 0.045, 0.0))


def _ink_on(ground: str, seeds: Seeds) -> str:
    """The darker or lighter ink that reads better; pure black or white when tints do not reach."""
    chroma = min(seeds.ink.chroma, 0.015)
    tints = [to_hex(Oklch(level, chroma, seeds.ink.hue)) for level in (_DARK_INK, _LIGHT_INK)]
    best = max(tints, key=lambda ink: ratio(ink, ground))
    if ratio(best, ground) >= TEXT:
        return best
    return max("#000000", "#ffffff", key=lambda ink: ratio(ink, ground))


def _shade_under(shade: Oklch, ink: str, ground: str) -> str:
    """The strip above the nameplate: its shade when the same ink reads on it, else its ground."""
    resolved = to_hex(shade)
    return resolved if ratio(resolved, ink) >= TEXT else ground
