"""A theme as the text of its stylesheet: custom properties and font faces, nothing else.

The colours are resolved here, by day and by night, so that a browser needs neither relative
colours nor `light-dark()`, and shows exactly what was measured. The same style and the same
addresses always give the same text: its digest is the name under which it is cached for ever.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .contrast import luminance
from .fonts import FAMILIES, STAND_INS, Family, StandIn
from .palette import Mode, Seeds, derive
from .presets import LABELLED, LAYOUTS, STACKED, Fluid, Nameplate, Preset

Asset = Callable[[str], str]  # "theming/fonts/besley.woff2" -> its absolute address

_DAY = ":root"
_NIGHT_BY_SYSTEM = ':root:not([data-theme="clair"])'
_NIGHT_BY_CHOICE = ':root[data-theme="sombre"]'
_INSIDE: Fluid = (1.35, 3.9, 2.25)
_SMALLEST_INSIDE = 0.7
_SMALLEST = 0.38  # a very long name wraps rather than shrink further
_ROOM = 68  # hundredths of the narrowest screen, beside the logo and between the gutters
_ROOM_BESIDE = (35, 33)  # the same beside a poster: hundredths of the screen, and rem at most
_TALLEST = 2  # lines that a poster's nameplate holds at its full size
_NARROWEST_LOGO, _WIDEST_LOGO = 0.6, 2.75  # width over height, in the room kept for it
_BESIDE_THE_NAME = 1.3  # a wider logo stands above the name
_LIGHT = 0.5  # luminance: a ground whose text is lighter than this is dark
_WEIGHTS = ("400 599", "600 900")  # set in the regular and the bold face of a stand-in
_LINKING_WORD = 3  # letters: "de", "la", "les" stay with the word that follows


class Style(NamedTuple):
    """What a territory's theme comes to: a preset and what replaces its choices."""

    name: str
    preset: Preset
    seeds: Seeds
    head: str
    text: str
    layout: str
    radius: str = ""
    density: str = ""
    logo_ratio: float = 0.0  # width over height of the territory's own logo; 0 for the preset's
    has_logo_on_dark: bool = False
    focus: str = ""  # where a picture of the header is looked at, as "50% 30%"; else the landscape


def stylesheet(style: Style, *, place: str, asset: Asset) -> str:
    """The text of theme.css for a territory called `place`."""
    day, night = derive(style.seeds, Mode.DAY), derive(style.seeds, Mode.NIGHT)
    art = f"theming/themes/{style.name}/art"
    base = {
        **{f"seed-{name}": str(seed) for name, seed in style.seeds._asdict().items()},
        "font-head": _stack(FAMILIES[style.head]),
        "font-text": _stack(FAMILIES[style.text]),
        **_nameplate(style, place),
        **style.preset.details,
        **LAYOUTS[style.layout],
        **_chosen(style),
        **_colours(day),
        **_logo(style, day),
        "art": f'url("{asset(f"{art}-jour.svg")}")',
    }
    dark = {
        **_colours(night),
        **_logo(style, night),
        "art": f'url("{asset(f"{art}-nuit.svg")}")',
    }
    if style.focus:
        base["art"] = dark["art"] = "none"
    faces = "".join(_faces(style, asset))
    return (
        f"{faces}@layer tokens {{\n{_rule(_DAY, base)}"
        f"@media screen and (prefers-color-scheme: dark) {{\n{_rule(_NIGHT_BY_SYSTEM, dark)}}}\n"
        f"@media screen {{\n{_rule(_NIGHT_BY_CHOICE, dark)}}}\n}}\n"
    )


def nameplate_lines(name: str) -> list[str]:
    """A name cut where a nameplate may break it: linking words stay with what they announce."""
    lines: list[str] = []
    held: list[str] = []
    for word in name.split():
        held.append(word)
        if len(re.split(r"[’']", word)[-1]) > _LINKING_WORD:
            lines.append(" ".join(held))
            held = []
    if held:
        lines.append(" ".join(held))
    return lines


def name_scale(preset: Preset, name: str) -> float:
    """How far the nameplate shrinks so that this name fits: 1 for a name as short as foreseen."""
    longest, height = name, 1.0
    if preset.nameplate.line_by_line and (lines := nameplate_lines(name)):
        longest = max(lines, key=len)
        height = _TALLEST / max(len(lines), _TALLEST)
    return max(_SMALLEST, min(1.0, height, preset.nameplate.letters / max(len(longest), 1)))


def _nameplate(style: Style, place: str) -> dict[str, str]:
    plate, scale = style.preset.nameplate, name_scale(style.preset, place)
    size, breadth = _clamp(plate.size, scale), _breadth(plate, place)
    if style.layout == "poster" and style.preset.layout != "poster":
        share, width = (room / breadth for room in _ROOM_BESIDE)
        size = f"min({size}, {share:.3g}vw, {width:.3g}rem)"
    return {
        "name-size": size,
        "name-size-small": f"min({_clamp(plate.small, scale)}, {_ROOM / breadth:.3g}vw)",
        "name-size-inside": _clamp(_INSIDE, max(scale, _SMALLEST_INSIDE)),
        "name-weight": str(plate.weight),
        "name-tracking": plate.tracking,
        "name-line": "block" if plate.line_by_line else "inline",
    }


def _chosen(style: Style) -> dict[str, str]:
    """What a territory chose besides colours and fonts."""
    chosen = {"radius": style.radius, "density": style.density, "art-focus": style.focus}
    if style.logo_ratio:
        ratio = min(max(style.logo_ratio, _NARROWEST_LOGO), _WIDEST_LOGO)
        chosen["logo-ratio"] = f"{ratio:.3g}"
        if ratio > _BESIDE_THE_NAME:
            one = "minmax(0, 1fr)"
            chosen |= {"mast-plate-small": one, "mast-plate-narrow": one}
            chosen["mast-plate"] = STACKED[style.layout]
    label = {} if _is_drawn_for(style) else LABELLED.get(style.layout, {})
    return label | {name: value for name, value in chosen.items() if value}


def _is_drawn_for(style: Style) -> bool:
    """Whether what is behind the name left room for it: the landscape, as it was drawn."""
    preset = style.preset
    return (style.layout, style.seeds.sky, style.focus) == (preset.layout, preset.seeds.sky, "")


def _logo(style: Style, palette: dict[str, str]) -> dict[str, str]:
    """Which drawing of a logo is seen on this ground; a white label where there is but one."""
    if not style.logo_ratio:
        return {}
    on_dark = luminance(palette["on_mast"]) > _LIGHT
    if not style.has_logo_on_dark:
        return {
            "logo-label": "#ffffff" if on_dark else "transparent",
            "logo-margin": ".35rem" if on_dark else "0",
        }
    light, dark = ("none", "block") if on_dark else ("block", "none")
    return {"logo-on-light": light, "logo-on-dark": dark}


def _breadth(plate: Nameplate, name: str) -> float:
    """How wide the longest word of a name may be, in em."""
    longest = max((len(word) for word in re.split(r"[\s-]+", name)), default=1)
    return plate.breadth * max(longest, 1)


def _clamp(fluid: Fluid, scale: float) -> str:
    least, wide, most = (f"{scale * value:.3g}" for value in fluid)
    return f"clamp({least}rem, {wide}vw, {most}rem)"


def _colours(palette: dict[str, str]) -> dict[str, str]:
    return {role.replace("_", "-"): colour for role, colour in palette.items()}


def font_files(style: Style) -> list[str]:
    """The files whose letters a page is set in, under static/: of headings, then of text."""
    return [f"theming/fonts/{family.file}.woff2" for family in _families(style)]


def _families(style: Style) -> list[Family]:
    return [FAMILIES[key] for key in dict.fromkeys((style.head, style.text))]


def _stack(family: Family) -> str:
    names = [family.name, *(f"{family.name} {other.name}" for other in STAND_INS[family.generic])]
    return ", ".join([*(f'"{name}"' for name in names), family.fallback])


def _faces(style: Style, asset: Asset) -> Iterator[str]:
    for family in _families(style):
        for suffix, slant in (("", "normal"), ("-italic", "italic")):
            if slant == "italic" and not family.italic:
                continue
            address = asset(f"theming/fonts/{family.file}{suffix}.woff2")
            yield (
                f'@font-face {{ font-family: "{family.name}"; src: url("{address}") '
                f'format("woff2"); font-weight: {family.weights}; font-style: {slant}; '
                "font-display: swap; }\n"
            )
        for other in STAND_INS[family.generic]:
            yield from _stand_in(family, other)


def _stand_in(family: Family, other: StandIn) -> Iterator[str]:
    faces = zip(_WEIGHTS, (other.regular, other.bold), family.widths, other.widths, strict=True)
    for weights, names, width, own_width in faces:
        source = ", ".join(f'local("{name}")' for name in names)
        yield (
            f'@font-face {{ font-family: "{family.name} {other.name}"; src: {source}; '
            f"font-weight: {weights}; size-adjust: {width / own_width:.1%}; }}\n"
        )


def _rule(selector: str, properties: dict[str, str]) -> str:
    body = "".join(f"  --{name}: {value};\n" for name, value in properties.items())
    return f"{selector} {{\n{body}}}\n"
