"""What the eye makes of a theme is said in words, and never better than it is."""

import pytest

from theming import palette
from theming.contrast import parse
from theming.palette import PAIRS, Mode
from theming.presets import PRESETS
from theming.readability import CHOSEN, SEEN, measures


@pytest.mark.parametrize("name", PRESETS)
def test_a_ready_made_theme_is_easy_to_read_throughout(name: str) -> None:
    found = measures(PRESETS[name].seeds)

    assert len(found) == len(CHOSEN) + len(SEEN)
    assert all(measure.passes for measure in found)
    assert {str(measure.verdict) for measure in found} <= {
        "très facile à lire",
        "facile à lire",
        "bien visible",
    }


def test_a_pair_that_cannot_be_read_says_so() -> None:
    seeds = PRESETS["vignes"].seeds._replace(primary=parse("#ffdd00"))

    [short] = [measure for measure in measures(seeds) if not measure.passes]

    assert short.day == pytest.approx(1.2, abs=0.11)
    assert short.night is None
    assert str(short.verdict) == "ne peut pas être lu"


def test_a_ratio_is_never_rounded_up_to_what_is_asked() -> None:
    assert palette.shown(4.499) == 4.4
    assert palette.shown(4.5) == 4.5


def test_each_colour_is_measured_on_the_ground_where_it_is_seen_worst() -> None:
    seeds = PRESETS["ardoise"].seeds
    day = palette.derive(seeds, Mode.DAY)
    worst = min(
        palette.ratio(day["primary"], day[pair.ground]) for pair in PAIRS if pair.front == "primary"
    )

    [links] = [m for m in measures(seeds) if m.words == SEEN["primary"]]

    assert links.day == palette.shown(worst)


def test_the_nearest_colour_passes_and_is_the_same_hue() -> None:
    for ground in ("#ffffff", "#777777", "#101010"):
        nearest = palette.nearest(parse("#ffdd00"), ground, 4.5)
        assert palette.ratio(nearest, ground) >= 4.5
