"""Colours as eyes and WCAG see them: OKLCH and sRGB, luminance, contrast ratio.

Pure functions. A resolved colour is a string `#rrggbb`, because that is what a browser receives
and therefore what must be measured.
"""

import math
import re
from typing import NamedTuple

Triple = tuple[float, float, float]

TEXT = 4.5  # WCAG 2.2, 1.4.3 Contrast (Minimum), level AA
CONTROL = 3.0  # WCAG 2.2, 1.4.11 Non-text Contrast, level AA

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)"
_OKLCH = re.compile(
    rf"oklch\(\s*({_NUMBER})(%?)\s+({_NUMBER})\s+({_NUMBER})(?:deg)?\s*\)", re.IGNORECASE
)
_GAMUT_TOLERANCE = 1e-4
_GREY = 1e-4  # under this chroma a hue is noise


class Oklch(NamedTuple):
    """Lightness 0 to 1, chroma from 0 (about 0.37 at most on a screen), hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    def __str__(self) -> str:
        """The colour as CSS writes it."""
        return f"oklch({_short(self.lightness)} {_short(self.chroma)} {_short(self.hue)})"


def parse(text: str) -> Oklch:
    """Read `#rgb`, `#rrggbb` or `oklch(L C H)`; ValueError for anything else or out of range."""
    text = text.strip()
    if _HEX.fullmatch(text):
        return from_hex(text)
    if not (found := _OKLCH.fullmatch(text)):
        raise ValueError(f"{text!r} is neither #rrggbb nor oklch(L C H).")
    lightness = float(found[1]) / (100 if found[2] else 1)
    colour = Oklch(lightness, float(found[3]), float(found[4]) % 360)
    if not (0 <= colour.lightness <= 1 and 0 <= colour.chroma <= 0.5):
        raise ValueError(f"{text!r} is out of range.")
    return colour


def from_hex(text: str) -> Oklch:
    """The OKLCH coordinates of `#rgb` or `#rrggbb`."""
    red, green, blue = (_linear(channel) for channel in _channels(text))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    chroma = math.hypot(a, b)
    if chroma < _GREY:
        return Oklch(min(lightness, 1.0), 0.0, 0.0)
    return Oklch(min(lightness, 1.0), chroma, math.degrees(math.atan2(b, a)) % 360)


def to_hex(colour: Oklch) -> str:
    """The nearest `#rrggbb` of the same lightness and hue: only chroma gives way to the gamut."""
    chroma = colour.chroma
    if not _in_gamut(_linear_srgb(colour)):
        low, chroma = 0.0, min(chroma, 0.5)
        for _step in range(16):
            middle = (low + chroma) / 2
            if _in_gamut(_linear_srgb(colour._replace(chroma=middle))):
                low = middle
            else:
                chroma = middle
        chroma = low
    red, green, blue = _linear_srgb(colour._replace(chroma=chroma))
    return f"#{_byte(red):02x}{_byte(green):02x}{_byte(blue):02x}"


def luminance(text: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    red, green, blue = (_linear(channel) for channel in _channels(text))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it; the order is indifferent."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _short(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _channels(text: str) -> Triple:
    digits = text.removeprefix("#")
    if len(digits) == 3:  # noqa: PLR2004
        digits = "".join(2 * digit for digit in digits)
    return int(digits[:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:], 16) / 255


def _linear(channel: float) -> float:
    if channel <= 0.04045:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)


def _byte(linear: float) -> int:
    linear = min(max(linear, 0.0), 1.0)
    if linear <= 0.0031308:
        return round(255 * 12.92 * linear)
    encoded: float = 1.055 * linear ** (1 / 2.4) - 0.055
    return round(255 * encoded)


def _linear_srgb(colour: Oklch) -> Triple:
    hue = math.radians(colour.hue)
    a, b = colour.chroma * math.cos(hue), colour.chroma * math.sin(hue)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _in_gamut(channels: Triple) -> bool:
    return all(-_GAMUT_TOLERANCE <= channel <= 1 + _GAMUT_TOLERANCE for channel in channels)
