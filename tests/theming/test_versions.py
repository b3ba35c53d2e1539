"""A look is kept when another one replaces it, and nobody's work is overwritten unseen."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoCaptureOnCommitCallbacks

from site_core.kernel import audit, scoping
from site_core.kernel.models import Territory
from site_core.kernel.models.audit import AuditLink
from tests.factories import make_image, make_referent
from theming import looks, services
from theming.models import CHOICES, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Commit = DjangoCaptureOnCommitCallbacks


def choices(**chosen: Any) -> dict[str, Any]:
    """Everything that a form sends, with these."""
    return {**Theme(preset="vignes").choices, **chosen}


def numbers(territory: Territory) -> list[int]:
    with scoping.scope(territory):
        return list(Theme.objects.order_by("number").values_list("number", flat=True))


def acts(territory: Territory) -> list[tuple[str, dict[str, Any]]]:
    """The acts of a log with what it keeps of each, the oldest first."""
    with scoping.scope(territory):
        links = AuditLink.objects.order_by("sequence").prefetch_related("parts")
        return [
            (link.action, json.loads(link.parts.get(name=audit.ACT).facts))
            for link in links
            if link.action.startswith("theme.")
        ]


def test_a_look_that_is_saved_follows_the_one_before_and_says_who_changed_what(
    valley: Territory,
) -> None:
    someone = make_referent(valley)
    services.apply_theme(territory=valley, preset="vignes")

    saved = services.save_theme(
        territory=valley,
        choices=choices(primary="#14507a", radius="round"),
        based_on=1,
        actor=someone,
    )

    assert (saved.number, saved.saved_by) == (2, someone)
    assert numbers(valley) == [1, 2]
    action, act = acts(valley)[-1]
    assert action == "theme.save"
    assert act["before"] == {"primary": "", "radius": ""}
    assert act["after"] == {"primary": "#14507a", "radius": "round"}


def test_the_stylesheet_is_the_saved_one_at_the_next_request(
    valley: Territory, django_capture_on_commit_callbacks: Commit
) -> None:
    before = looks.look_of(valley)
    with django_capture_on_commit_callbacks(execute=True):
        services.save_theme(
            territory=valley, choices=choices(density="airy"), based_on=0, actor=None
        )

    after = looks.look_of(valley)

    assert after.digest != before.digest
    assert "--density: 1.2" in after.css


def test_a_form_sent_twice_is_saved_once(valley: Territory) -> None:
    for _click in range(2):
        saved = services.save_theme(
            territory=valley, choices=choices(sky="#ddeeff"), based_on=0, actor=None
        )

    assert saved.number == 1
    assert numbers(valley) == [1]
    assert len(acts(valley)) == 1


def test_who_saves_over_a_look_they_have_not_seen_is_told_and_overwrites_nothing(
    valley: Territory,
) -> None:
    services.save_theme(territory=valley, choices=choices(sky="#ddeeff"), based_on=0, actor=None)

    with pytest.raises(services.ChangedMeanwhile):
        services.save_theme(
            territory=valley, choices=choices(sky="#ffeedd"), based_on=0, actor=None
        )

    with scoping.scope(valley):
        assert Theme.current().sky == "#ddeeff"


def test_colours_that_nobody_could_read_are_not_saved(valley: Territory) -> None:
    with pytest.raises(ValidationError) as refused:
        services.save_theme(
            territory=valley, choices=choices(primary="#ffe066"), based_on=0, actor=None
        )

    assert set(refused.value.message_dict) == {"primary"}
    assert numbers(valley) == []
    assert acts(valley) == []


def test_an_earlier_look_comes_back_whole_and_its_return_can_be_undone(valley: Territory) -> None:
    picture = make_image(valley)
    first = choices(sky="#ddeeff", picture=picture, picture_alt="Le pont")
    second = choices(preset="rivage", head_font="besley")
    services.save_theme(territory=valley, choices=first, based_on=0, actor=None)
    services.save_theme(territory=valley, choices=second, based_on=1, actor=None)

    back = services.restore_theme(territory=valley, number=1, based_on=2, actor=None)
    again = services.restore_theme(territory=valley, number=2, based_on=3, actor=None)

    assert back.choices == {**first}
    assert again.choices == {**second}
    assert numbers(valley) == [1, 2, 3, 4]
    assert [action for action, _act in acts(valley)][-2:] == ["theme.restore"] * 2
    assert acts(valley)[-2][1]["details"] == {"number": 1}


def test_putting_back_the_current_look_changes_nothing(valley: Territory) -> None:
    services.apply_theme(territory=valley, preset="vignes")

    same = services.restore_theme(territory=valley, number=1, based_on=1, actor=None)

    assert same.number == 1
    assert numbers(valley) == [1]


def test_an_earlier_look_is_not_put_back_over_one_that_was_not_seen(valley: Territory) -> None:
    services.apply_theme(territory=valley, preset="vignes")
    services.apply_theme(territory=valley, preset="rivage")

    with pytest.raises(services.ChangedMeanwhile):
        services.restore_theme(territory=valley, number=1, based_on=1, actor=None)


def test_a_neighbours_look_cannot_be_put_back_here(valley: Territory, plateau: Territory) -> None:
    services.apply_theme(territory=valley, preset="vignes")
    for preset in ("ardoise", "rivage"):
        services.apply_theme(territory=plateau, preset=preset)

    with pytest.raises(Theme.DoesNotExist):
        services.restore_theme(territory=valley, number=2, based_on=1, actor=None)


def test_only_the_last_looks_are_kept(valley: Territory, plateau: Territory) -> None:
    services.apply_theme(territory=plateau, preset="vignes")
    for number in range(services.KEPT + 3):
        services.save_theme(
            territory=valley,
            choices=choices(sky=f"#ddee{number:02x}"),
            based_on=number,
            actor=None,
        )

    assert numbers(valley) == list(range(4, services.KEPT + 4))
    assert numbers(plateau) == [1]


def test_another_ready_made_theme_keeps_the_territorys_own_pictures(valley: Territory) -> None:
    picture = make_image(valley)
    services.save_theme(
        territory=valley,
        choices=choices(sky="#ddeeff", logo=picture, logo_alt="Un pont"),
        based_on=0,
        actor=None,
    )

    fresh = services.apply_theme(territory=valley, preset="rivage")

    assert (fresh.logo, fresh.logo_alt, fresh.sky) == (picture, "Un pont", "")
    said = acts(valley)[0][1]["after"]["logo"]
    assert said == f"Une photo ({picture.pk})"


def test_a_neighbours_picture_is_refused(valley: Territory, plateau: Territory) -> None:
    theirs = make_image(plateau)

    with pytest.raises(ValidationError) as refused:
        services.save_theme(territory=valley, choices=choices(logo=theirs), based_on=0, actor=None)

    assert set(refused.value.message_dict) == {"logo"}
    assert numbers(valley) == []


def test_whoever_saved_a_look_may_leave_and_the_look_stays(valley: Territory) -> None:
    someone = make_referent(valley)
    services.save_theme(territory=valley, choices=choices(sky="#ddeeff"), based_on=0, actor=someone)

    someone.delete()

    with scoping.scope(valley):
        assert Theme.current().saved_by is None
        assert Theme.current().sky == "#ddeeff"


def test_every_choice_is_a_field_of_the_theme() -> None:
    own = {field.name for field in Theme._meta.fields}

    assert own - set(CHOICES) == {"id", "territory", "number", "saved_by", "updated_at"}
