"""The drawing of a territory's communes."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_core.kernel import territories
from site_core.kernel.models import Territory, Town
from territory_pages.map import LETTER, MARGIN, TALLEST, WIDTH, Label, positions, towns_map

degrees = st.tuples(st.floats(-61, -20) | st.floats(41, 51), st.floats(-180, 180))


@given(st.lists(st.none() | degrees, max_size=12))
def test_every_dot_is_on_the_drawing(where: list[tuple[float, float] | None]) -> None:
    towns = [
        Town(pk=number, latitude=place and place[0], longitude=place and place[1])
        for number, place in enumerate(where, 1)
    ]
    dots, height = positions(towns)
    assert 0 <= height <= TALLEST
    assert set(dots) <= {town.pk for town in towns if town.latitude is not None}
    for x, y in dots.values():
        assert MARGIN - 1 <= x <= WIDTH - MARGIN + 1
        assert MARGIN - 1 <= y <= height - MARGIN + 1


def test_north_is_up_and_east_is_right() -> None:
    places = {"centre": (45.6, 4.6), "north": (45.8, 4.6), "east": (45.6, 4.8)}
    towns = [
        Town(pk=number, latitude=latitude, longitude=longitude)
        for number, (latitude, longitude) in enumerate(places.values())
    ]
    dots, _height = positions(towns)
    assert dots[1][1] < dots[0][1]
    assert dots[2][0] > dots[0][0]


@pytest.mark.django_db
def test_no_name_is_written_over_another_and_the_talkative_come_first(a: Territory) -> None:
    with territories.enter(a):
        town = Town.objects.order_by("name").last()
        drawn = towns_map({town.pk: 3}, "/blogs/?")
        known = Town.objects.exclude(latitude=None).count()
    assert [drawn.places[0].name, drawn.places[0].count] == [town.name, 3]
    assert drawn.places[0].url == f"/blogs/?commune={town.code}"
    assert len(drawn.dots) == known
    assert not any(one.overlaps(two) for one, two in itertools.combinations(drawn.labels, 2))


def test_names_overlap_only_where_both_take_the_same_room() -> None:
    name = "Mornant"
    room = LETTER * len(name)
    here = Label(name, 100, 100, "start")
    assert here.overlaps(Label(name, 100 + room - 1, 110, "start"))
    assert not here.overlaps(Label(name, 100 + room + 1, 110, "start"))
    assert here.overlaps(Label(name, 101, 100, "end")) is True
    assert not here.overlaps(Label(name, 100, 100, "end"))
    assert not here.overlaps(Label(name, 100, 140, "start"))


@pytest.mark.django_db
def test_a_place_without_coordinates_is_in_the_list_alone(a: Territory) -> None:
    with territories.enter(a):
        for town in Town.objects.all():
            town.latitude = town.longitude = None
            town.save()
        drawn = towns_map({}, "/blogs/?")
    assert len(drawn.places) == 11
    assert (drawn.dots, drawn.labels, drawn.height) == ([], [], 0)
