"""The map: by mouse, by keyboard, and without any script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from site_core.kernel import scoping
from site_core.kernel.models import Territory, Town
from tests.browser import grounds
from tests.browser.rules import check
from tests.chromium import Visitor
from tests.factories import make_event

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("map")]


@pytest.fixture(scope="module")
def alone(a: Territory, numbers: dict[str, Any]) -> Any:
    """An event of its own in a corner of the territory, where nothing else is."""
    with scoping.scope(a):
        town = Town.objects.exclude(latitude=None).order_by("latitude").first()
    return make_event(a, title="Fête du bout du pays", town=town)


def test_a_point_is_opened_and_left_with_the_keyboard(
    visit: Callable[..., Visitor], alone: Any
) -> None:
    visitor = visit(grounds.A)
    visitor.open("/carte/")
    pin = visitor.page.get_by_role("button", name="Fête du bout du pays")
    expect(pin).to_be_visible()
    pin.focus()
    visitor.page.keyboard.press("Enter")
    link = visitor.find(".leaflet-popup a[href]", has_text="Fête du bout du pays")
    expect(link).to_be_focused()
    visitor.keep_sight("map-point")
    visitor.page.keyboard.press("Escape")
    expect(visitor.find(".leaflet-popup")).to_have_count(0)
    expect(pin).to_be_focused()
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/agenda/**")
    visitor.sees("Fête du bout du pays", "h1")


def test_points_that_would_cover_each_other_are_one_until_one_comes_nearer(
    visit: Callable[..., Visitor], alone: Any
) -> None:
    visitor = visit(grounds.A, reduced_motion="reduce")
    visitor.open("/carte/?commune=69141")
    several = visitor.find(".atlas__pin--many")
    expect(several).to_have_count(1)
    label = str(several.get_attribute("aria-label"))
    assert "publications" in label
    assert "1 billet," in label
    assert not re.search(r"\b1 \w+s\b", label)
    several.click()
    expect(visitor.find(".leaflet-popup li")).to_have_count(6)
    visitor.find(".leaflet-popup-close-button").click()
    expect(visitor.find(".leaflet-popup")).to_have_count(0)
    expect(several).to_be_focused()
    check(visitor)


def test_without_a_script_the_drawing_and_the_list_hold_it_all(
    visit: Callable[..., Visitor], alone: Any
) -> None:
    visitor = visit(grounds.A, java_script_enabled=False)
    visitor.open("/carte/")
    expect(visitor.find("[data-atlas] svg")).to_be_visible()
    link = visitor.find("main li a", has_text="Fête du bout du pays")
    expect(link).to_be_visible()
    visitor.keep_sight("map-no-script")
    visitor.find("#by-town").select_option("69141")
    visitor.find("#choose button").click()
    visitor.does_not_see("Fête du bout du pays", "main")
    visitor.sees("Bal du lavoir", "main")


def test_the_wheel_scrolls_the_page_until_one_goes_into_the_map(
    visit: Callable[..., Visitor], alone: Any
) -> None:
    visitor = visit(grounds.A)
    visitor.open("/carte/")
    ground = visitor.find(".atlas")
    expect(visitor.find(".atlas__pin").first).to_be_visible()
    ground.hover(position={"x": 30, "y": 300})
    visitor.page.mouse.wheel(0, 300)
    visitor.page.wait_for_function("scrollY > 100")
