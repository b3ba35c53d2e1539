"""Whatever a commissioner chooses, everybody can read the page, by day and by night."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from theming.bundle import bundled
from theming.contrast import TEXT, Oklch, parse, ratio
from theming.palette import PAIRS, ROLES, Mode, Seeds, derive, seed_shortfalls, shortfalls
from theming.presets import PRESETS

COMPONENTS = Path("theming/static/theming/css/components")
colours = st.builds(Oklch, st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 359.9))
seeds = st.builds(Seeds, colours, colours, colours, colours, colours)
modes = st.sampled_from(Mode)


@settings(max_examples=500, deadline=None)
@given(seeds, modes)
def test_every_pair_that_is_used_passes_aa_for_any_seeds(chosen: Seeds, mode: Mode) -> None:
    assert shortfalls(derive(chosen, mode)) == []


@given(colours)
def test_the_ink_on_the_nameplate_reads_on_any_sky(sky: Oklch) -> None:
    palette = derive(PRESETS["confluence"].seeds._replace(sky=sky), Mode.DAY)

    assert ratio(palette["on_mast"], palette["mast_ground"]) >= TEXT
    assert ratio(palette["on_mast"], palette["mast_shade"]) >= TEXT


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("name", PRESETS)
def test_a_ready_made_theme_passes_as_it_was_drawn(name: str, mode: Mode) -> None:
    chosen = PRESETS[name].seeds

    assert seed_shortfalls(chosen) == []
    assert shortfalls(derive(chosen, mode)) == []


def test_a_light_yellow_is_refused_for_links_rather_than_turned_into_brown() -> None:
    chosen = PRESETS["confluence"].seeds._replace(primary=parse("#ffdd00"))

    assert [(fault.pair.front, fault.pair.ground) for fault in seed_shortfalls(chosen)] == [
        ("primary", "paper")
    ]


def test_a_palette_that_falls_short_is_measured() -> None:
    palette = derive(PRESETS["confluence"].seeds, Mode.DAY) | {"accent": "#dddddd"}

    faults = shortfalls(palette)

    assert {fault.pair.front for fault in faults} == {"accent"}
    assert all(fault.measured < fault.pair.least for fault in faults)


def test_every_pair_is_made_of_derived_roles() -> None:
    assert {role for pair in PAIRS for role in pair[:2]} <= set(ROLES)


def test_components_use_only_colours_that_are_derived_and_type_none() -> None:
    roles = {role.replace("_", "-") for role in ROLES}
    text = "".join(file.read_text() for file in COMPONENTS.glob("*.css"))

    painted = re.findall(r"(?:color|background|fill|stroke): var\(--([\w-]+)\)", text)
    assert set(painted) - {"art"} <= roles
    assert not re.search(r"(?<!&)#[0-9a-f]{3,6}\b|oklch\(|rgb\(|hsl\(", text)
    assert "light-dark" not in bundled()
