"""Every ready-made theme can be read by day and by night, and holds a long name on a phone."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Request

from site_core.kernel.models import Territory
from tests.browser import grounds
from tests.browser.rules import COLOURS, NARROWEST, fits, stands_endless_words, violations
from tests.chromium import Visitor
from theming.presets import PRESETS
from theming.services import apply_theme

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("looks")]
PAGE_TYPES = (
    "home", "agenda", "agenda-month", "event", "map", "posts", "blog", "post", "consultations",
    "poll", "poll-closed", "groups", "group", "text", "page", "search", "sign-up",
)  # fmt: skip
SAID = (
    "À l’assemblée d’été, quarante habitantes et habitants ont parlé du marché, de l’école et des "
    "chemins ; la commune répondra avant le 24 octobre 2026."
)
SET = """said => ["700 20px var(--font-head)", "400 20px var(--font-text)"].map(font => {
  const line = document.body.appendChild(document.createElement("span"));
  line.textContent = said;
  Object.assign(line.style, { font, position: "absolute", whiteSpace: "nowrap" });
  const width = line.getBoundingClientRect().width;
  line.remove();
  return width;
})"""
HEAVIEST = 150_000  # bytes, compressed, without pictures
MOST_REQUESTS = 12


def test_a_name_of_one_endless_word_stays_on_the_screen_of_a_phone(
    visit: Callable[..., Visitor], a: Territory, settings: Any
) -> None:
    usual, a.name = a.name, "Llanfair" * 15
    a.save()
    try:
        for host, address in (
            (settings.OPERATOR_HOST, "/"),
            (settings.OPERATOR_HOST, "/territoires/"),
            (grounds.A, "/"),
            (grounds.A, "/agenda/"),
        ):
            visitor = visit(host)
            visitor.open(address)
            assert a.name in visitor.page.content()
            fits(visitor)
    finally:
        a.name = usual
        a.save()


def test_a_word_without_end_stays_on_the_screen_of_a_phone(
    visit: Callable[..., Visitor], numbers: dict[str, Any]
) -> None:
    visitor = visit(grounds.A)
    for name in PAGE_TYPES:
        visitor.open(grounds.FOR_EVERYBODY[name][1])
        stands_endless_words(visitor)
    visitor.sign_in(numbers["member"])
    visitor.open("/compte/")
    stands_endless_words(visitor)


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
    for name in PAGE_TYPES:
        visitor.open(grounds.FOR_EVERYBODY[name][1])
        assert not violations(visitor, *COLOURS)
        if name == "home":
            visitor.keep_sight(f"theme-{preset}-dark")
        visitor.page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("preset", PRESETS)
def test_a_first_visit_is_light_and_leaves_nothing(
    visit: Callable[..., Visitor], a: Territory, numbers: dict[str, Any], preset: str
) -> None:
    apply_theme(territory=a, preset=preset)
    visitor = visit(grounds.A)
    asked: list[Request] = []
    # Playwright writes on what it calls, which a method of a list does not allow.
    visitor.page.on("requestfinished", lambda request: asked.append(request))  # noqa: PLW0108
    visitor.open("/")
    visitor.page.wait_for_load_state("networkidle")
    assert 5 < len(asked) <= MOST_REQUESTS
    weights = [weight(request) for request in asked if request.resource_type != "image"]
    assert 30_000 < sum(weights) <= HEAVIEST
    assert visitor.page.context.cookies() == []


def weight(request: Request) -> int:
    """Bytes of an answer as servers send it: letters are compressed already, texts are by gzip."""
    answer = request.response()
    assert answer is not None
    body = answer.body()
    return len(body if request.resource_type == "font" else gzip.compress(body))


@pytest.mark.parametrize("preset", PRESETS)
def test_what_stands_in_is_as_wide_as_the_letters_that_have_not_come(
    visit: Callable[..., Visitor], a: Territory, preset: str
) -> None:
    apply_theme(territory=a, preset=preset)
    whole, waiting = visit(grounds.A), visit(grounds.A)
    waiting.context.route("**/*.woff2", lambda route: route.abort())
    widths = []
    for visitor in (whole, waiting):
        visitor.open("/accessibilite/")
        visitor.page.evaluate("document.fonts.ready")
        widths.append(visitor.page.evaluate(SET, SAID))
    assert widths[0] != widths[1]
    assert widths[1] == pytest.approx(widths[0], rel=0.05)
