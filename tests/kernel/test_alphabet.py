"""Names in the order in which people look them up, on both databases."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from agenda.models import Agenda
from site_core.kernel import territories
from site_core.kernel.alphabet import key
from site_core.kernel.models import District, Territory, Topic, Town
from site_core.kernel.models.topics import IN_LISTS
from tests.factories import make_operator, make_referent
from tests.factories.pages import section

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
# As a dictionary has them.
NAMES = ["Æbischer", "Ambérieu", "Dole", "Écully", "Étoile", "Givors", "Œting", "Vienne"]


def test_a_list_of_places_is_in_the_order_of_dictionaries(
    a: Territory, browse: Callable[..., Client]
) -> None:
    with territories.enter(a):
        Town.objects.all().delete()
        Topic.objects.all().delete()
        for number, name in enumerate(reversed(NAMES)):
            Town.objects.create(code=f"0000{number}", name=name, slug=f"t{number}")
            Topic.objects.create(name=name, slug=f"t{number}")
        town = Town.objects.get(name="Écully")
        for number, name in enumerate(reversed(NAMES)):
            District.objects.create(town=town, name=name, slug=f"d{number}")
        for rows in (Town.objects, District.objects, Topic.objects.order_by(*IN_LISTS)):
            assert [row.name for row in rows.all()] == NAMES
    client = browse(a, make_referent(a))
    screen = client.get("/admin/thematiques/")
    with territories.enter(a):
        assert [row.name for row in screen.context["object_list"]] == NAMES
    agenda = section(a, Agenda)
    form = client.get(reverse("wagtailadmin_pages:add", args=["agenda", "event", agenda.pk]))
    with territories.enter(a):
        assert [topic.name for topic in form.context["form"].fields["topics"].queryset] == NAMES


@pytest.mark.parametrize("ordering", ["name", "-name"])
def test_the_operator_finds_territories_in_alphabetical_order(
    places: dict[str, Territory], browse: Callable[..., Client], ordering: str
) -> None:
    for place, name in zip(places.values(), ("Zone", "Écully", "Dole"), strict=True):
        Territory.objects.filter(pk=place.pk).update(name=name)
    screen = browse(None, make_operator()).get(f"/admin/territoires/?ordering={ordering}")
    expected = ["Dole", "Écully", "Zone"][:: -1 if ordering.startswith("-") else 1]
    assert [row.name for row in screen.context["object_list"]] == expected
    assert [row.name for row in Territory.objects.all()] == ["Dole", "Écully", "Zone"]


def test_names_that_differ_by_an_accent_or_a_capital_stay_apart() -> None:
    assert sorted(["Étain", "etain", "Etain", "étain"], key=key) == [
        "etain",
        "Etain",
        "étain",
        "Étain",
    ]
    assert key(None) is None
