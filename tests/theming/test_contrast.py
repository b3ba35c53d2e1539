"""Colours are measured as WCAG 2.2 defines it, on what a browser will show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theming.contrast import Oklch, from_hex, luminance, parse, ratio, to_hex

hexes = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
colours = st.builds(Oklch, st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 359.9))


@given(hexes)
def test_a_screen_colour_survives_the_trip_through_oklch(colour: str) -> None:
    assert to_hex(from_hex(colour)) == colour


@given(colours)
def test_any_oklch_colour_has_a_screen_colour(colour: Oklch) -> None:
    shown = to_hex(colour)

    assert len(shown) == 7
    assert from_hex(shown).lightness == pytest.approx(colour.lightness, abs=0.05)


@given(colours)
def test_a_colour_out_of_the_screen_keeps_its_hue_and_gives_up_chroma(colour: Oklch) -> None:
    shown = from_hex(to_hex(colour))

    assert shown.chroma <= colour.chroma + 0.01
    if shown.chroma > 0.05:
        turn = abs(shown.hue - colour.hue)
        assert min(turn, 360 - turn) < 6


@given(hexes, hexes)
def test_contrast_is_symmetric_and_between_1_and_21(one: str, other: str) -> None:
    assert 1 <= ratio(one, other) <= 21.0001
    assert ratio(one, other) == ratio(other, one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000", "#fff", 21.0), ("#777777", "#ffffff", 4.478), ("#abc", "#aabbcc", 1.0)],
)
def test_known_ratios(one: str, other: str, expected: float) -> None:
    assert ratio(one, other) == pytest.approx(expected, abs=0.001)


def test_white_is_fully_luminous_and_black_is_not() -> None:
    assert luminance("#ffffff") == pytest.approx(1)
    assert luminance("#000000") == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("oklch(.44 .125 255)", Oklch(0.44, 0.125, 255)),
        ("oklch(44% 0.125 255deg)", Oklch(0.44, 0.125, 255)),
        (" OKLCH(1 0 -10) ", Oklch(1, 0, 350)),
        ("#fff", Oklch(1, 0, 0)),
    ],
)
def test_a_colour_is_read_as_a_person_writes_it(text: str, expected: Oklch) -> None:
    assert parse(text) == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize(
    "text",
    ["", "red", "#12", "#gggggg", "oklch(2 .1 20)", "oklch(.5 .9 20)", "oklch(.5 .1)", "#fff;}"],
)
def test_what_is_not_a_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"#rrggbb|out of range"):
        parse(text)


@given(colours)
def test_a_colour_written_for_css_reads_back_as_itself(colour: Oklch) -> None:
    assert parse(str(colour)) == pytest.approx(colour, rel=0.001, abs=0.001)
