"""From the front page to an event and one's account without touching a mouse."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from site_core.kernel.models import Territory
from tests.chromium import DESK, PHONE, Visitor
from tests.factories import make_event, make_member, make_post
from tests.factories.people import PASSWORD
from tests.measure import path_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("keyboard")]

FARTHEST = 60  # presses of Tab
RING = """element => {
  const style = getComputedStyle(element);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


class Keyboard:
    """Ten fingers, no mouse; each stop of the focus must be seen."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.press = visitor.page.keyboard.press
        self.type = visitor.page.keyboard.type

    def tab(self) -> Any:
        """One stop further: what has the focus now, ringed and in sight."""
        self.press("Tab")
        stop = self.visitor.find(":focus")
        expect(stop).to_be_in_viewport()
        assert stop.evaluate(RING), stop.evaluate("element => element.outerHTML")
        return stop

    def tab_to(self, selector: str) -> None:
        """As many stops as it takes to reach an element."""
        wanted = self.visitor.find(f"{selector}:focus")
        for _press in range(FARTHEST):
            self.tab()
            if wanted.count():
                return
        raise AssertionError(f"{selector} cannot be reached with the keyboard.")

    def follow(self, selector: str) -> None:
        """Reach a link and follow it."""
        self.tab_to(selector)
        with self.visitor.page.expect_navigation():
            self.press("Enter")


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_the_keyboard_is_enough(
    visit: Callable[..., Visitor], a: Territory, screen: dict[str, int]
) -> None:
    make_post(a, title="Un billet")
    event = make_event(a, title="Bal des pompiers")
    member = make_member(a)
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    visitor = visit("a.localhost", viewport=screen)
    keyboard = Keyboard(visitor)

    visitor.open("/")
    expect(keyboard.tab()).to_have_class("skip")
    visitor.page.screenshot(path=visitor.sight(f"keyboard-1-skip-{screen['width']}"))
    keyboard.press("Enter")
    assert visitor.find("main:focus").count() == 1
    keyboard.tab_to("main a")

    visitor.open("/")
    keyboard.follow(".mainnav a[href='/agenda/']")
    keyboard.follow(f"main article[data-kind=event] a[href='{path_of(event)}']")
    visitor.sees("Bal des pompiers", "h1")

    keyboard.follow("a[href^='/connexion/']")
    keyboard.tab_to("#id_email")
    keyboard.type(member.email)
    keyboard.tab_to("#id_password")
    keyboard.type(PASSWORD)
    with visitor.page.expect_navigation():
        keyboard.press("Enter")
    assert visitor.path == path_of(event)
    keyboard.follow("a[href='/compte/']")
    keyboard.follow("form[data-action=logout] button")
    assert visitor.path in {"/", "/deconnexion/"}
