"""The gallery shows everything that pages are made of, to staff, in any look."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from site_core.kernel.models import Territory
from tests.factories import make_editor, make_member, make_operator, make_referent
from theming import examples
from theming.fonts import FAMILIES
from theming.presets import PRESETS

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
GALLERY = "/admin/galerie/"
TEMPLATES = Path(settings.TEMPLATES[0]["DIRS"][0])


def text(response: Any) -> str:
    return str(response.content.decode())


def test_every_component_card_and_block_has_a_specimen() -> None:
    there = {
        str(file.relative_to(TEMPLATES))
        for folder in ("components", "cards", "blocks")
        for file in (TEMPLATES / folder).glob("*.html")
    }
    shown = {one.template for shelf in examples.shelves() for one in shelf.specimens}

    missing = there - shown - examples.FRAMING - examples.WITH_ANOTHER
    assert not missing, "Give these a specimen in theming/examples.py"
    assert there >= examples.FRAMING | examples.WITH_ANOTHER


def test_staff_see_it_and_nobody_else(a: Territory, b: Territory, browse: Browse) -> None:
    assert browse(a, make_editor(a)).get(GALLERY).status_code == 200
    assert browse(a, make_referent(a)).get(GALLERY).status_code == 200
    assert browse(None, make_operator()).get(GALLERY).status_code == 200
    assert browse(a, make_referent(b)).get(GALLERY).status_code == 403
    assert browse(a, make_member(a)).get(GALLERY).status_code == 403
    assert browse(a).get(GALLERY).status_code == 302


@pytest.mark.parametrize("preset", PRESETS)
def test_it_wears_any_ready_made_theme(a: Territory, browse: Browse, preset: str) -> None:
    answer = browse(a, make_editor(a)).get(f"{GALLERY}?habillage={preset}&affichage=sombre")

    assert f"theming/themes/{preset}/art-nuit.svg" in text(answer)
    assert '<html lang="fr" data-theme="sombre">' in text(answer)
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))


@pytest.mark.parametrize("query", ["habillage=licorne", "affichage=rose"])
def test_a_theme_that_does_not_exist_is_not_found(a: Territory, browse: Browse, query: str) -> None:
    assert browse(a, make_editor(a)).get(f"{GALLERY}?{query}").status_code == 404


def test_each_specimen_says_which_template_it_is(a: Territory, browse: Browse) -> None:
    page = text(browse(a, make_editor(a)).get(GALLERY))

    for shelf in examples.shelves():
        for one in shelf.specimens:
            assert f"<code>{one.template}</code>" in page


def test_it_opens_at_its_beginning(a: Territory, browse: Browse) -> None:
    page = text(browse(a, make_editor(a)).get(GALLERY))

    assert 'aria-labelledby="errors-of-form"' in page
    assert "autofocus" not in page


def test_the_search_is_left_out_where_there_is_none(browse: Browse, places: Any) -> None:
    page = text(browse(None, make_operator()).get(GALLERY))

    assert "<code>components/finder.html</code>" not in page


def test_the_editor_has_a_sample_of_each_family() -> None:
    css = Path("theming/static/theming/admin/editor.css").read_text(encoding="utf-8")

    for key, family in FAMILIES.items():
        assert f'url("../fonts/{family.file}.woff2")' in css
        assert f'[data-family="{key}"]' in css
