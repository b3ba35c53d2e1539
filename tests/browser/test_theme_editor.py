"""A referent dresses the territory and sees it on real pages, with or without scripts."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, expect

from site_core.kernel import scoping
from site_core.kernel.models import Territory
from tests.browser import grounds
from tests.browser.rules import ALL, violations
from tests.chromium import DESK, PHONE, Visitor
from tests.factories import make_referent
from theming.models import Theme

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("theme-editor")]
EDITOR = "/admin/habillage/"
SET_COLOUR = """(field, colour) => {
  field.value = colour;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
# Wagtail's own frame of the screen is not ours to judge.
OURS = ALL | {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


def frame(visitor: Visitor) -> FrameLocator:
    """The page that is tried."""
    return visitor.page.frame_locator("iframe[name=apercu]")


def current(territory: Territory) -> Theme | None:
    with scoping.scope(territory):
        return Theme.current()


@pytest.fixture
def referent(visit: Callable[..., Visitor], a: Territory, numbers: dict[str, Any]) -> Visitor:
    """A referent in front of the editor."""
    visitor = visit("a.localhost")
    visitor.sign_in(make_referent(a))
    visitor.open(EDITOR)
    return visitor


def test_a_look_is_seen_as_it_is_chosen_and_by_everybody_once_saved(
    referent: Visitor, visit: Callable[..., Visitor], a: Territory
) -> None:
    tried = frame(referent)
    expect(tried.locator(".masthead__name")).to_be_visible()
    referent.find("input[name=preset][value=rivage]").check()
    expect(tried.locator("html")).to_have_css("--art", re.compile("rivage/art-jour"))

    referent.find("input[name=sky]").evaluate(SET_COLOUR, "#ddeeff")
    expect(tried.locator("html")).to_have_css("--mast-ground", "#ddeeff")
    referent.find("input[name=mode][value=sombre]").check()
    expect(tried.locator("html")).to_have_attribute("data-theme", "sombre")
    newest = referent.find("select[name=page] option", has_text="Billet :")
    referent.find("select[name=page]").select_option(newest.get_attribute("value"))
    expect(tried.locator("h1").last).to_contain_text("Un titre bien plus long")
    referent.keep_sight("theme-editor")

    referent.find("input[name=primary]").evaluate(SET_COLOUR, "#ffe066")
    expect(referent.find(".look__readability .look__short")).to_be_visible()
    referent.find("[data-save]").click()
    expect(referent.find("[role=alert]")).to_be_visible()
    expect(referent.find("[role=alert]")).to_be_focused()
    referent.keep_sight("theme-editor-refused")
    assert current(a).preset != "rivage"  # type: ignore[union-attr]

    referent.find("[name=own-colours]").click()
    referent.find("input[name=sky]").evaluate(SET_COLOUR, "#ddeeff")
    referent.find("[data-save]").click()
    referent.sees("est enregistré")
    visitor = visit("a.localhost")
    visitor.open("/")
    ground = visitor.find(".masthead").evaluate("part => getComputedStyle(part).backgroundColor")
    assert ground == "rgb(221, 238, 255)"
    visitor.open(grounds.FOR_EVERYBODY["post"][1])


def test_saving_comes_before_the_links_of_the_page_that_is_tried(referent: Visitor) -> None:
    referent.find("[name=picture_alt]").focus()
    referent.page.keyboard.press("Tab")

    expect(referent.find("[data-save]")).to_be_focused()


def test_the_phone_is_as_narrow_as_a_phone(referent: Visitor) -> None:
    referent.find("input[name=screen][value=phone]").check()

    inside = frame(referent).locator("html")
    expect(inside).to_be_visible()
    assert inside.evaluate("page => page.ownerDocument.defaultView.innerWidth") == 390
    assert inside.evaluate("page => page.scrollWidth") <= 390


def test_without_scripts_two_buttons_show_the_same(
    visit: Callable[..., Visitor], a: Territory, numbers: dict[str, Any]
) -> None:
    visitor = visit("a.localhost", java_script_enabled=False)
    visitor.sign_in(make_referent(a))
    visitor.open(EDITOR)
    before = current(a)

    visitor.find("input[name=preset][value=montagne]").check()
    visitor.find("[data-preview-here]").click()
    expect(frame(visitor).locator(".trial")).to_be_visible()
    expect(frame(visitor).locator("html")).to_have_css("--art", re.compile("montagne/art"))

    elsewhere = visitor.find(".look__elsewhere")
    assert elsewhere.get_attribute("formtarget") == "_blank"
    elsewhere.evaluate("button => button.formTarget = '_self'")
    elsewhere.click()
    expect(visitor.find("html")).to_have_css("--art", re.compile("montagne/art"))
    assert current(a) == before

    visitor.open(EDITOR)
    visitor.find("input[name=preset][value=montagne]").check()
    visitor.find("[data-save]").click()
    visitor.sees("est enregistré")
    visitor.find("form[data-action=theme-restore] button").first.click()
    visitor.sees("est de retour")
    restored = current(a)
    assert restored
    assert before
    assert restored.preset == before.preset


def test_the_editor_is_for_everybody(referent: Visitor) -> None:
    found = violations(referent, (DESK, "light", OURS), (PHONE, "light", OURS))

    assert not found, found
