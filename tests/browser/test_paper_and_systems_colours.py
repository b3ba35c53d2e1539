"""What a theme draws with its colours is still told on paper and in the system's own colours."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from site_core.kernel.models import Territory
from tests.browser import grounds
from tests.browser.rules import fits
from tests.chromium import DESK, Visitor
from theming.services import apply_theme

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("accessibility")]
STYLE = "(element, name) => getComputedStyle(element)[name]"
CHECKED = "element => getComputedStyle(element, '::before').backgroundColor"
HEIGHTS = """() => [".masthead__motto, .masthead__name", ".masthead__art"].map(selector =>
  [...document.querySelectorAll(selector)].at(-1).getBoundingClientRect())"""


@pytest.fixture
def visitor(visit: Callable[..., Visitor], numbers: dict[str, Any]) -> Visitor:
    """Somebody whose system imposes its colours."""
    return visit(grounds.A, forced_colors="active")


def style(visitor: Visitor, selector: str, name: str) -> str:
    """The colour or width in use, of the first that is found."""
    return str(visitor.find(selector).first.evaluate(STYLE, name))


@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_current_page_is_told_apart_in_the_systems_colours(
    visitor: Visitor, light: Any
) -> None:
    visitor.page.emulate_media(color_scheme=light, forced_colors="active")
    visitor.open("/agenda/")
    here, there = ".mainnav a[aria-current]", ".mainnav a:not([aria-current])"
    page = visitor.page.evaluate(
        "() => { document.body.style.color = 'Canvas';"
        " const found = getComputedStyle(document.body).color;"
        " document.body.style.color = ''; return found; }"
    )
    assert style(visitor, there, "borderBlockEndColor") == page
    assert style(visitor, here, "borderBlockEndColor") != page
    assert style(visitor, ".views a[aria-current]", "backgroundColor") != page


def test_a_chosen_answer_is_seen_in_the_systems_colours(visitor: Visitor) -> None:
    visitor.open("/consultations/le-lavoir/")
    choice = visitor.find(".choice input[type=radio]").first
    choice.check()
    assert choice.evaluate(CHECKED) == style(visitor, "h1", "color")


def test_the_name_never_lies_on_the_drawing_in_the_systems_colours(
    visitor: Visitor, a: Territory
) -> None:
    apply_theme(territory=a, preset="confluence")
    visitor.page.set_viewport_size(DESK)  # type: ignore[arg-type]
    visitor.open("/")
    words, drawing = visitor.page.evaluate(HEIGHTS)
    assert words["bottom"] <= drawing["top"] or words["right"] <= drawing["left"]


def test_a_printed_page_says_where_it_is_found_and_spares_the_ink(
    visit: Callable[..., Visitor], numbers: dict[str, Any]
) -> None:
    reader = visit(grounds.A)
    reader.open("/?utm_source=lettre")
    expect(reader.find(".printed-address")).to_be_hidden()
    reader.page.emulate_media(media="print")
    expect(reader.find(".printed-address")).to_have_text(reader.live.address(grounds.A))
    assert style(reader, ".outcomes", "boxShadow") == "none"


def test_a_long_address_wraps_in_the_margin(
    visit: Callable[..., Visitor], numbers: dict[str, Any]
) -> None:
    reader = visit(grounds.A)
    reader.open("/agenda/")
    reader.page.evaluate(
        "() => document.querySelector(\".small a[href$='agenda.ics']\").append('x'.repeat(80))"
    )
    fits(reader)
