"""Each territory has its own look, at an address that never changes its content."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from site_core.kernel import scoping
from site_core.kernel.models import Territory
from site_core.kernel.models.audit import AuditLink
from theming import looks, services
from theming.models import Theme
from theming.presets import NEUTRAL

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Commit = DjangoCaptureOnCommitCallbacks


def address(territory: Territory | None) -> str:
    return f"/theme.{looks.look_of(territory).digest}.css"


def test_a_territory_without_a_theme_has_the_neutral_one(valley: Territory) -> None:
    assert looks.look_of(valley).preset == NEUTRAL


def test_applying_a_theme_twice_leaves_one_row_and_its_choices(valley: Territory) -> None:
    theme = services.apply_theme(territory=valley, preset="vignes")
    with scoping.scope(valley):
        theme.primary = "#14507a"
        theme.save()

    again = services.apply_theme(territory=valley, preset="vignes")

    assert (again.pk, again.primary) == (theme.pk, "#14507a")
    with scoping.scope(valley):
        assert Theme.objects.count() == 1


def test_applying_another_theme_starts_afresh_from_it(valley: Territory) -> None:
    theme = services.apply_theme(territory=valley, preset="vignes")
    with scoping.scope(valley):
        theme.primary = "#14507a"
        theme.save()

    services.apply_theme(territory=valley, preset="rivage")

    with scoping.scope(valley):
        row = Theme.current()
    assert (row.preset, row.primary) == ("rivage", "")


def test_a_theme_that_is_applied_leaves_one_trace_in_the_territorys_log(
    valley: Territory, plateau: Territory
) -> None:
    services.apply_theme(territory=valley, preset="vignes")
    services.apply_theme(territory=valley, preset="vignes")

    with scoping.scope(valley):
        assert AuditLink.objects.filter(action="theme.apply").count() == 1
    with scoping.scope(plateau):
        assert not AuditLink.objects.exists()


def test_an_unknown_theme_is_refused_with_the_names_that_exist(valley: Territory) -> None:
    with pytest.raises(services.UnknownPreset, match="confluence"):
        services.apply_theme(territory=valley, preset="licorne")

    with scoping.scope(valley):
        assert not Theme.objects.exists()


def test_a_second_theme_row_is_refused_by_the_database(valley: Territory) -> None:
    services.apply_theme(territory=valley, preset="vignes")

    with scoping.scope(valley), pytest.raises(IntegrityError), transaction.atomic():
        Theme(territory=valley).save()


def test_two_territories_have_two_looks(valley: Territory, plateau: Territory) -> None:
    services.apply_theme(territory=valley, preset="vignes")
    services.apply_theme(territory=plateau, preset="ardoise")

    assert looks.css_for(valley) != looks.css_for(plateau)
    assert "Brygada" in looks.css_for(valley)
    assert "Brygada" not in looks.css_for(plateau)


def test_the_address_moves_at_the_next_request_after_a_change(
    valley: Territory, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        theme = services.apply_theme(territory=valley, preset="vignes")
    before = address(valley)

    with django_capture_on_commit_callbacks(execute=True), scoping.scope(valley):
        theme.sky = "#ddeeff"
        theme.save()
    changed = address(valley)
    with django_capture_on_commit_callbacks(execute=True), scoping.scope(valley):
        theme.delete()

    assert len({before, changed, address(valley)}) == 3


def test_a_new_name_is_set_anew_on_the_nameplate(valley: Territory) -> None:
    before = address(valley)

    valley.name = "Communauté de communes de la Haute Vallée et du Plateau"

    assert address(valley) != before


def test_a_look_that_was_written_once_costs_no_query(
    valley: Territory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    services.apply_theme(territory=valley, preset="vignes")
    looks.look_of(valley)

    with django_assert_num_queries(0), scoping.closed():
        looks.look_of(valley)


def test_the_stylesheet_is_served_for_ever_on_its_own_host(
    client: Client, valley: Territory
) -> None:
    services.apply_theme(territory=valley, preset="vergers")

    answer = client.get(address(valley), headers={"host": "vallee.localhost"})

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies
    assert answer.content.decode() == looks.css_for(valley)


def test_a_neighbours_theme_is_not_found_here(
    client: Client, valley: Territory, plateau: Territory
) -> None:
    services.apply_theme(territory=valley, preset="vergers")
    services.apply_theme(territory=plateau, preset="vergers")

    answer = client.get(address(plateau), headers={"host": "vallee.localhost"})

    assert answer.status_code == 404
    assert answer.content == b""
    assert address(plateau) != address(valley)


def test_an_older_address_of_the_same_host_leads_to_the_current_theme(
    client: Client, valley: Territory, django_capture_on_commit_callbacks: Commit
) -> None:
    old = address(valley)
    with django_capture_on_commit_callbacks(execute=True):
        services.apply_theme(territory=valley, preset="ardoise")

    answer = client.get(old, headers={"host": "vallee.localhost"})

    assert answer.status_code == 302
    assert answer["Location"] == address(valley)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/theme.css", "/theme.zz.css", f"/theme.{'0' * 20}.css"])
def test_an_address_that_never_was_is_not_found(
    client: Client, valley: Territory, path: str
) -> None:
    assert client.get(path, headers={"host": "vallee.localhost"}).status_code == 404


def test_a_stylesheet_is_only_read(client: Client, valley: Territory) -> None:
    answer = client.post(address(valley), headers={"host": "vallee.localhost"})

    assert answer.status_code == 405


@pytest.mark.parametrize(
    ("field", "value"),
    [("primary", "red"), ("sky", "#12"), ("ink", "oklch(9 9 9)"), ("accent", "#fff}body{")],
)
def test_what_is_not_a_colour_is_refused_on_its_field(
    valley: Territory, field: str, value: str
) -> None:
    with scoping.scope(valley), pytest.raises(ValidationError) as refused:
        Theme(territory=valley, **{field: value}).full_clean()

    assert set(refused.value.message_dict) == {field}


def test_a_pair_that_cannot_be_read_is_refused_with_its_contrast(valley: Territory) -> None:
    with scoping.scope(valley), pytest.raises(ValidationError) as refused:
        Theme(territory=valley, primary="#ffdd00", paper="#fffdf5").full_clean()

    [sentence] = refused.value.message_dict["primary"]
    assert "1,3" in sentence
    assert "4,5" in sentence


def test_own_colours_fonts_and_header_replace_those_of_the_ready_made_theme(
    valley: Territory,
) -> None:
    theme = Theme(
        territory=valley, preset="vignes", sky="#ddeeff", head_font="besley", layout="poster"
    )
    with scoping.scope(valley):
        theme.full_clean()
        theme.save()

    css = looks.css_for(valley)

    assert "--mast-ground: #ddeeff" in css
    assert '"Besley"' in css
    assert "minmax(0, 46%)" in css


def test_a_theme_that_a_release_dropped_gives_way_to_the_neutral_one(valley: Territory) -> None:
    with scoping.scope(valley):
        Theme(territory=valley, preset="disparu", head_font="gone", layout="gone").save()

    assert looks.look_of(valley).preset == NEUTRAL
