"""Every component in every theme, by day, by night, on paper and in the system's own colours.

The gallery is looked at by an editor; what it shows is what visitors read.
"""

from collections.abc import Callable
from typing import Any

import pytest

from site_core.kernel.models import Territory
from tests.browser.rules import ALL, fits, violations
from tests.chromium import DESK, PHONE, Visitor
from tests.factories import make_editor
from theming.presets import PRESETS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]
GALLERY = "/admin/galerie/"
# What people read of the specimens, but for what they act with; what each of them is drawn with.
TEXTS = """() => [...document.querySelectorAll(
    "main :is(h2, h3, h4, p, li, dt, dd, th, td, legend, label)")]
  .filter(part => part.checkVisibility() && !part.closest(".action, .ballot__send, .finder"))
  .filter(part => !part.querySelector(".action"))
  .map(part => part.innerText.trim()).filter(Boolean)"""
FRAMES = """() => [".dateblock", ".ballot", ".status", ".notices > li", ".button", ".field input"]
  .filter(part => {
    const drawn = document.querySelector(`main ${part}`);
    const style = drawn && getComputedStyle(drawn);
    return !style || ["", "Top", "Bottom", "Left", "Right"].every(side =>
      (style[`border${side}Style`] || "none") === "none");
  })"""
SHAPES = """() => [...document.querySelectorAll("main .kind svg")].filter(shape => {
  const { width, height } = shape.getBoundingClientRect();
  return !(width > 4 && height > 4);
}).length"""
# On paper what is folded is open.
FOLDS = "open => document.querySelectorAll('.fold').forEach(one => { one.open = open; })"


@pytest.fixture(scope="module")
def editor(a: Territory) -> Any:
    """Somebody who may open the gallery."""
    return make_editor(a)


@pytest.fixture
def gallery(visit: Callable[..., Visitor], editor: Any) -> Callable[[str, str], Visitor]:
    """`gallery("vignes", "sombre")`: the gallery in that theme, on a desk."""
    visitor = visit("a.localhost")
    visitor.sign_in(editor)

    def opened(preset: str, mode: str) -> Visitor:
        visitor.open(f"{GALLERY}?habillage={preset}&affichage={mode}")
        visitor.page.wait_for_function("document.fonts.status === 'loaded'")
        return visitor

    return opened


@pytest.mark.parametrize("preset", PRESETS)
def test_every_component_is_for_everybody_in_every_theme(
    gallery: Callable[[str, str], Visitor], preset: str
) -> None:
    for mode, light in (("clair", "light"), ("sombre", "dark")):
        visitor = gallery(preset, mode)
        assert not violations(visitor, (DESK, light, ALL), (PHONE, light, ALL))
        fits(visitor)
        visitor.page.set_viewport_size(DESK)  # type: ignore[arg-type]
        visitor.keep_sight(f"gallery-{preset}-{mode}")


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_is_lost_on_paper_or_in_the_systems_own_colours(
    gallery: Callable[[str, str], Visitor], preset: str
) -> None:
    page = gallery(preset, "sombre").page
    read = page.evaluate(TEXTS)
    assert len(read) > 80

    page.emulate_media(forced_colors="active", color_scheme="dark")
    assert page.evaluate(TEXTS) == read
    assert page.evaluate(FRAMES) == []
    assert page.evaluate(SHAPES) == 0

    page.evaluate(FOLDS, True)
    opened = page.evaluate(TEXTS)
    assert len(opened) > len(read)
    page.evaluate(FOLDS, False)

    page.emulate_media(forced_colors="none", media="print")
    assert page.evaluate(TEXTS) == opened
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert sum(map(int, ink.removeprefix("rgb(").removesuffix(")").split(","))) < 200
    page.emulate_media(media="screen")
