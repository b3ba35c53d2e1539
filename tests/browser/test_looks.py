"""Every ready-made theme can be read by day and by night, and holds a long name on a phone."""

from collections.abc import Callable
from typing import Any

import pytest

from site_core.kernel.models import Territory
from tests.browser import grounds
from tests.browser.rules import COLOURS, NARROWEST, fits, violations
from tests.chromium import Visitor
from theming.presets import PRESETS
from theming.services import apply_theme

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("looks")]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_theme_is_for_everybody(
    visit: Callable[..., Visitor],
    a: Territory,
    c: Territory,
    numbers: dict[str, Any],
    preset: str,
) -> None:
    c.name = "Mommenheim-Wintzenbach"
    c.save()
    long_name = visit("c.localhost")
    apply_theme(territory=c, preset=preset)
    long_name.open("/")
    fits(long_name)
    long_name.page.screenshot(path=long_name.sight(f"theme-{preset}-{NARROWEST}"))

    apply_theme(territory=a, preset=preset)
    visitor = visit(grounds.A)
    for name in ("home", "post", "event", "poll", "sign-up"):
        visitor.open(grounds.FOR_EVERYBODY[name][1])
        assert not violations(visitor, *COLOURS)
        if name == "home":
            visitor.keep_sight(f"theme-{preset}-dark")
        visitor.page.emulate_media(color_scheme="light")
