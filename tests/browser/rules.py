"""What every page must hold, checked inside the browser."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.chromium import DESK, PHONE, Visitor

NARROWEST = 320  # CSS pixels: WCAG 2.2, 1.4.10 Reflow
VIOLATIONS = """rules => axe.run(document, rules).then(({ violations }) => violations.flatMap(
  ({ id, help, nodes }) => nodes.map(({ html, any }) =>
    [`${id}: ${help}`, html.slice(0, 200), ...any.map(({ message }) => message)].join("\\n    "))
))"""
# All but what the product words by itself: dates, counts, buttons, and the name on the masthead.
LENGTHEN = """word => {
  const kept = "script, style, svg, select, textarea, time, button, .button, .num, .nowrap, "
    + ".vh, .skip, .masthead__name, .finder, .leaflet-container, h1 small";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, text =>
    text.data.trim() && !text.parentElement.closest(kept)
      ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode);
  for (const text of found) text.data += word;
}"""
ALL = {"resultTypes": ["violations"]}
CONTRAST = ALL | {"runOnly": ["color-contrast"]}
COLOURS = ((DESK, "light", CONTRAST), (DESK, "dark", CONTRAST))
EVERY_WAY = ((PHONE, "light", ALL), (DESK, "light", ALL), COLOURS[1])


def violations(visitor: Visitor, *runs: tuple[dict[str, int], str, dict[str, Any]]) -> str:
    """What axe finds wrong in each run: a size, a light, and the rules to check."""
    visitor.page.evaluate(AXE_SCRIPT)
    found = []
    for size, light, rules in runs:
        visitor.page.set_viewport_size(size)  # type: ignore[arg-type]
        visitor.page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
        found += [
            f"{visitor.page.url} {light} at {size['width']}: {violation}"
            for violation in visitor.page.evaluate(VIOLATIONS, rules)
        ]
    return "\n".join(found)


def fits(visitor: Visitor) -> None:
    """Nothing makes the reader of a very narrow screen scroll sideways."""
    visitor.page.set_viewport_size({"width": NARROWEST, "height": 700})
    width = visitor.page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROWEST, f"{visitor.page.url} is {width} pixels wide"


def stands_endless_words(visitor: Visitor) -> None:
    """An address that nothing cuts, in any text that somebody wrote, stays on the screen."""
    visitor.page.evaluate(LENGTHEN, f" https://exemple.test/{'a' * 300}")
    fits(visitor)


def check(visitor: Visitor) -> None:
    """It breaks no rule of axe, fits the narrowest screen, and stands the system's own colours."""
    assert not violations(visitor, *EVERY_WAY)
    fits(visitor)
    visitor.page.emulate_media(forced_colors="active")
    expect(visitor.find("h1").first).to_be_attached()
    visitor.page.emulate_media(color_scheme="light", forced_colors="none")
