"""Points on the map, clicked or typed."""

import pytest

from site_core.kernel.points import format_point, kilometres, parse_point, typed_point


@pytest.mark.parametrize(
    "text",
    [
        "SRID=4326;POINT(4.67120 45.61890)",
        "POINT(4.6712 45.6189)",
        "45.6189, 4.6712",
        "45.6189 4.6712",
        "45,6189 ; 4,6712",
        "  45.61890,4.67120 ",
    ],
)
def test_a_point_is_read_however_it_is_written(text: str) -> None:
    assert parse_point(text) == (45.6189, 4.6712)


@pytest.mark.parametrize("text", ["", "   "])
def test_no_point_is_fine(text: str) -> None:
    assert parse_point(text) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "ici",
        "45.6",
        "POINT(4 95)",
        "91, 4",
        "45, 181",
        "POINT(nan nan)",
        "1e3, 2",
        "45, 4, 3",
        "٤٥, ٤",
    ],
)
def test_a_wrong_point_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        parse_point(text)


def test_a_stored_point_is_shown_as_one_types_it() -> None:
    assert typed_point(format_point(45.6189, 4.6712)) == "45.61890, 4.67120"
    assert typed_point("ici") == "ici"
    assert typed_point("") == ""


def test_a_distance_is_measured_along_the_ground() -> None:
    assert round(kilometres((45.75, 4.85), (48.8566, 2.3522))) == 393  # from Lyon to Paris
    assert kilometres((45.75, 4.85), (45.75, 4.85)) == 0
    assert round(kilometres((0, 0), (0, 180))) == 20_015  # half of the equator
