"""The drawing of a territory's communes."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_core.kernel import territories
from site_core.kernel.models import Territory, Town
from territory_pages.map import (
    LETTER,
    MARGIN,
    TALLEST,
    WIDTH,
    Label,
    dot_of,
    labels_of,
    positions,
    towns_map,
)

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
    assert not any(one.overlaps(two) for one, two in written_together(drawn.labels))


def written_together(labels: list[Label]) -> list[tuple[Label, Label]]:
    """The names that are on one drawing, two by two: on a phone, then on wider screens."""
    phone = [label for label in labels if not label.wide]
    desk = [replace(label, wide=True) for label in labels]
    return [*itertools.combinations(phone, 2), *itertools.combinations(desk, 2)]


@given(st.lists(st.tuples(st.integers(0, 640), st.integers(0, 560)), max_size=20), st.data())
def test_a_name_is_written_where_it_can_be_read(
    where: list[tuple[int, int]], data: st.DataObject
) -> None:
    dots = [dot_of(place, data.draw(st.integers(0, 9))) for place in where]
    names = [data.draw(st.sampled_from(["Ampuis", "Vienne", "Sainte-Colombe"])) for _ in dots]
    labels = labels_of(dots, names, TALLEST)
    assert not any(label.covers(dot) for label in labels for dot in dots)
    assert not any(one.overlaps(two) for one, two in written_together(labels))
    for label in labels:
        assert label.left >= 0
        assert label.left + label.length <= WIDTH


def test_a_name_makes_room_for_the_dot_of_a_neighbour() -> None:
    vienne, colombe = dot_of((320, 200), 1), dot_of((330, 195), 0)
    labels = {
        label.name: label
        for label in labels_of([vienne, colombe], ["Vienne", "Sainte-Colombe"], TALLEST)
    }
    assert labels["Vienne"].anchor != "start"
    assert not any(label.covers(dot) for label in labels.values() for dot in (vienne, colombe))


def test_a_name_without_room_on_a_phone_is_written_on_wider_screens() -> None:
    town = dot_of((320, 200), 1)
    ring = [dot_of((320 + x, 200 + y), 0) for x in (-60, 0, 60) for y in (-40, 0, 40) if x or y]
    labels = labels_of([town, *ring], ["Lyon", *["Saint-Germain-au-Mont-d’Or"] * 8], TALLEST)
    lyon = next(label for label in labels if label.name == "Lyon")
    assert lyon.wide
    assert not any(replace(lyon, wide=False).overlaps(label) for label in labels if not label.wide)


@pytest.mark.django_db
def test_communes_are_listed_as_a_dictionary_does(a: Territory) -> None:
    with territories.enter(a):
        Town.objects.filter(name="Taluyers").update(name="Écully")
        names = [place.name for place in towns_map({}, "/blogs/?").places]
    assert names.index("Écully") < names.index("Mornant")


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
