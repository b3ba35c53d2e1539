"""A theme is a small stylesheet of properties: well formed, and the same for the same choices."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theming.contrast import parse
from theming.fonts import FAMILIES
from theming.presets import LAYOUTS, PRESETS
from theming.tokens import Style, name_scale, nameplate_lines, stylesheet

STATIC = Path("theming/static")
names = st.text("abcdéèçôû '’-ABCÉ", min_size=1, max_size=80).filter(str.strip)


def style(name: str) -> Style:
    preset = PRESETS[name]
    return Style(name, preset, preset.seeds, preset.head, preset.text, preset.layout)


def css(chosen: Style, place: str = "La Vallée") -> str:
    return stylesheet(chosen, place=place, asset="/static/{}".format)


@pytest.mark.parametrize("name", PRESETS)
def test_a_theme_is_well_formed(name: str) -> None:
    text = css(style(name))

    assert text.count("{") == text.count("}")
    inside = re.findall(r"^  (.*)$", text, re.MULTILINE)
    assert all(re.fullmatch(r"--[\w-]+: [^{};]+;", line) for line in inside)
    assert "@layer tokens" in text
    assert "oklch(from" not in text


@pytest.mark.parametrize("name", PRESETS)
def test_every_file_that_a_theme_names_is_bundled_with_its_licence(name: str) -> None:
    files = re.findall(r'url\("/static/([^"]+)"\)', css(style(name)))

    assert len(files) >= 4
    for file in [*files, f"theming/themes/{name}/logo.svg"]:
        assert (STATIC / file).is_file(), file
    for key in (PRESETS[name].head, PRESETS[name].text):
        licence = STATIC / f"theming/fonts/LICENCE-{FAMILIES[key].file}.txt"
        assert "Open Font License" in licence.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PRESETS)
def test_night_repeats_every_colour_of_the_day(name: str) -> None:
    day, by_system, by_choice = re.findall(r":root[^{]*\{(.*?)\n\}", css(style(name)), re.DOTALL)

    colours = set(re.findall(r"(--[\w-]+): #", day))
    assert colours == set(re.findall(r"(--[\w-]+): #", by_system))
    assert by_system == by_choice


def test_the_same_choices_give_the_same_text() -> None:
    assert css(style("vignes")) == css(style("vignes"))


def test_each_choice_changes_the_text() -> None:
    base = style("vignes")
    others = [
        base._replace(seeds=base.seeds._replace(primary=parse("#123456"))),
        base._replace(head="besley"),
        base._replace(text="atkinson"),
        base._replace(layout="poster"),
        style("rivage"),
    ]

    assert len({css(base), *map(css, others)}) == 6


@pytest.mark.parametrize(
    "changes",
    [
        {"layout": "banner"},
        {"layout": "banner", "focus": "50% 50%"},
        {"name": "ardoise", "sky": "#000000"},
        {"name": "ardoise", "focus": "50% 50%"},
    ],
)
def test_a_name_on_what_was_not_drawn_for_it_has_a_ground_of_its_own(
    changes: dict[str, str],
) -> None:
    drawn = style(changes.pop("name", "vergers"))
    if sky := changes.pop("sky", ""):
        drawn = drawn._replace(seeds=drawn.seeds._replace(sky=parse(sky)))

    assert "--mast-plate-ground: var(--mast-ground)" in css(drawn._replace(**changes))


def test_a_name_lies_on_the_landscape_that_left_room_for_it() -> None:
    own = style("ardoise")

    assert "--mast-plate-ground" not in css(own)
    assert "--mast-plate-ground" not in css(own._replace(head="besley", radius="8px"))


def test_a_name_beside_a_poster_is_as_large_as_its_longest_word_allows() -> None:
    sizes = [
        re.search(r"--name-size: (.*);", css(style("vignes")._replace(layout="poster"), name))
        for name in ("Pays Mornantais", "Pays Dupont")
    ]

    assert [size and size[1].split(", ", 3)[-1] for size in sizes] == [
        "4.61vw, 4.34rem)",
        "7.68vw, 7.24rem)",
    ]
    assert "--name-size: clamp(" in css(style("montagne"), "Pays Mornantais")


def test_there_are_at_least_six_themes_that_differ_in_fonts_and_colours() -> None:
    looks = {(p.head, p.text, p.layout) for p in PRESETS.values()}

    assert len(PRESETS) >= 6
    assert len(looks) == len(PRESETS)
    assert len({p.seeds.primary for p in PRESETS.values()}) == len(PRESETS)
    assert {p.layout for p in PRESETS.values()} == set(LAYOUTS)


def test_a_theme_uses_at_most_two_families() -> None:
    for name in PRESETS:
        assert len(set(re.findall(r'font-family: "([^"]+)"; src: url', css(style(name))))) <= 2


@given(names)
def test_a_nameplate_loses_no_word(name: str) -> None:
    assert " ".join(nameplate_lines(name)).split() == name.split()


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Grand Lyon", ["Grand", "Lyon"]),
        ("Côte des Légendes", ["Côte", "des Légendes"]),
        ("Pays de L’Arbresle", ["Pays", "de L’Arbresle"]),
        ("Le Gué", ["Le Gué"]),
    ],
)
def test_a_nameplate_breaks_where_a_reader_breathes(name: str, lines: list[str]) -> None:
    assert nameplate_lines(name) == lines


@given(names, st.sampled_from(sorted(PRESETS)))
def test_a_long_name_shrinks_and_never_vanishes(name: str, preset: str) -> None:
    assert 0.38 <= name_scale(PRESETS[preset], name) <= 1


def test_a_short_name_keeps_its_full_size() -> None:
    assert name_scale(PRESETS["confluence"], "Grand Lyon") == 1
    assert name_scale(PRESETS["vergers"], "Pays Mornantais") == 1
    assert name_scale(PRESETS["vergers"], "Haute Maurienne Vanoise") < 1
