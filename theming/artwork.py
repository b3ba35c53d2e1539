"""A territory's own logo and header picture, as copies that weigh little.

The copies are made from the picture's focal point and kept by Wagtail as its renditions; what is
told of them here is remembered with the rest of a look, so that drawing a page asks nothing.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from site_core.kernel.models import KikaluImage

MOST_BYTES = 120_000  # of one copy: a picture that weighs more is shown smaller
HEADER = ("fill-480x192", "fill-960x384", "fill-1600x640")  # the focal point stays inside
MARK_SIZES = "(min-width: 48rem) 14rem, 8rem"
MARK = ("max-280x104", "max-560x208")  # once and twice what a nameplate shows
ICON = "max-192x192|format-png"
ENCODINGS = {
    "avif": "format-avif|avifquality-58",
    "webp": "format-webp|webpquality-74",
    "jpeg": "format-jpeg|jpegquality-74",
}
SHARP = {"webp": "format-webp-lossless", "png": "format-png"}  # what is drawn, with transparency


class Source(NamedTuple):
    """The copies of one encoding, in the words of a `<source>`."""

    type: str
    srcset: str


class Art(NamedTuple):
    """One picture in all its copies, the smallest file of the last encoding for old browsers."""

    sources: tuple[Source, ...]
    src: str
    width: int
    height: int
    alt: str
    sizes: str  # how wide it is shown, in the words of an `<img>`


class Copy(NamedTuple):
    """One copy, and how heavy it is."""

    url: str
    width: int
    height: int
    weight: int  # bytes


def logo(image: KikaluImage, alt: str) -> Art:
    """A logo, whole, for its place beside the name."""
    return _art(image, MARK, SHARP, alt, MARK_SIZES)


def header(image: KikaluImage, alt: str, sizes: str) -> Art:
    """A picture across the page, cut to a wide strip around its focal point."""
    return _art(image, HEADER, ENCODINGS, alt or image.default_alt_text, sizes)


def focus(image: KikaluImage) -> str:
    """Where to look in the strip, as CSS places an object: "50% 30%"."""
    strip = image.get_rendition(f"{HEADER[-1]}|{ENCODINGS['webp']}")
    return f"{strip.background_position_x} {strip.background_position_y}"


def icon(image: KikaluImage) -> str:
    """The address of a logo small enough for the tab of a browser."""
    return str(image.get_rendition(ICON).url)


def ratio(image: KikaluImage) -> float:
    """Width over height."""
    return float(image.width / image.height)


def _art(
    image: KikaluImage, cuts: Iterable[str], encodings: dict[str, str], alt: str, sizes: str
) -> Art:
    specs = {encoding: [f"{cut}|{how}" for cut in cuts] for encoding, how in encodings.items()}
    made = image.get_renditions(*(spec for several in specs.values() for spec in several))
    by_encoding = {
        encoding: _light_enough(_copy(made[spec]) for spec in several)
        for encoding, several in specs.items()
    }
    *modern, (_oldest, plain) = by_encoding.items()
    return Art(
        sources=tuple(
            Source(f"image/{encoding}", ", ".join(f"{copy.url} {copy.width}w" for copy in copies))
            for encoding, copies in modern
        ),
        src=plain[-1].url,
        width=plain[-1].width,
        height=plain[-1].height,
        alt=alt,
        sizes=sizes,
    )


def _light_enough(copies: Iterable[Copy]) -> list[Copy]:
    """Those that are light enough, each width once; the smallest whatever it weighs."""
    smallest, *larger = {copy.width: copy for copy in copies}.values()
    return [smallest, *(copy for copy in larger if copy.weight <= MOST_BYTES)]


def _copy(rendition: Any) -> Copy:
    return Copy(rendition.url, rendition.width, rendition.height, rendition.file.size)
