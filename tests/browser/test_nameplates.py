"""Name and motto are read on every header: measured on the pixels that their letters lie on."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops

from site_core.kernel import scoping
from site_core.kernel.models import Territory
from tests.browser import grounds
from tests.chromium import Visitor
from theming.contrast import TEXT, ratio
from theming.looks import look_of_theme
from theming.models import Theme
from theming.presets import PRESETS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("looks")]
LONG_MOTTO = "Quarante-sept communes où l’on parle de tout ce qui compte, des écoles aux chemins"
WIDE, NARROW = {"width": 1280, "height": 480}, {"width": 768, "height": 480}
LOOKS = (  # only in a banner do words lie on a drawing; beside a poster they may run into it
    ("banner", "light", "", WIDE),
    ("banner", "dark", "", WIDE),
    ("banner", "light", "#000000", WIDE),
    ("banner", "light", "", NARROW),
    ("poster", "light", "", WIDE),
    ("poster", "dark", "", WIDE),
    ("poster", "light", "", NARROW),
    ("frieze", "light", "", WIDE),
)
LETTERS = 24  # of 255: what changes more than this when the words are hidden is their letters
MANY = 10**6  # colours
WEAR = """css => {
  document.querySelector("link[href*='theme.']")?.remove();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
  const drawing = new Image();
  drawing.src = getComputedStyle(document.querySelector(".masthead__art")).backgroundImage
    .slice('url("'.length, -'")'.length);
  return Promise.all([drawing.decode(), document.fonts.ready]);
}"""
HIDE = """isHidden => {
  const masthead = document.querySelector(".masthead");
  for (const words of masthead.querySelectorAll(".masthead__name a, .masthead__motto"))
    words.style.color = isHidden ? "transparent" : "";
  return getComputedStyle(masthead).color.match(/\\d+/g).map(Number);
}"""


@pytest.mark.parametrize("preset", PRESETS)
def test_no_drawing_hides_the_name_or_the_motto_of_a_place(
    visit: Callable[..., Visitor], a: Territory, preset: str
) -> None:
    a.name, a.motto = "Pays Mornantais", LONG_MOTTO
    a.save()
    visitor = visit(grounds.A)
    visitor.open("/")
    visitor.sees(LONG_MOTTO, "body[data-kind=home] .masthead")
    for layout, light, sky, size in LOOKS:
        with scoping.scope(a):
            worn = look_of_theme(Theme(territory=a, preset=preset, layout=layout, sky=sky), a)
        visitor.page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
        visitor.page.set_viewport_size(size)  # type: ignore[arg-type]
        visitor.page.evaluate(WEAR, worn.css)
        assert worst(visitor) >= TEXT, (layout, light, sky, size)


def worst(visitor: Visitor) -> float:
    """The least contrast of the words with a pixel under their letters."""
    shots = []
    for is_hidden in (True, False):
        words = visitor.page.evaluate(HIDE, is_hidden)
        shots.append(Image.open(io.BytesIO(visitor.page.screenshot())).convert("RGB"))
    ground = shots[0].convert("RGBA")
    changed = ImageChops.difference(*shots).convert("L")
    ground.putalpha(changed.point(lambda level: 255 * (level > LETTERS)))
    found = {colour[:3] for _count, colour in ground.getcolors(MANY) if colour[3]}
    assert found
    return min(ratio(hexadecimal(words), hexadecimal(colour)) for colour in found)


def hexadecimal(colour: tuple[int, ...] | list[int]) -> str:
    """A colour as the palette writes it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
