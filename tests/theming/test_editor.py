"""Referents dress their own territory: they see before they save, and nobody is overwritten."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from site_core.kernel import scoping, territories
from site_core.kernel.models import Territory
from site_core.kernel.models.audit import AuditLink
from tests.factories import (
    make_blog,
    make_editor,
    make_event,
    make_image,
    make_member,
    make_operator,
    make_post,
    make_referent,
)
from tests.screens import fields_of
from theming import looks, services
from theming.forms import ThemeForm
from theming.models import COLOURS, STYLE, Theme
from theming.palette import resolved
from theming.presets import PRESETS

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Commit = DjangoCaptureOnCommitCallbacks
Browse = Callable[..., Client]
EDIT, TRY, BACK = "/admin/habillage/", "/admin/habillage/apercu/", "/admin/habillage/revenir/"


@pytest.fixture
def dressed(a: Territory) -> Territory:
    """Our territory in the first theme that it was given."""
    with scoping.scope(a):
        Theme.objects.all().delete()
    services.apply_theme(territory=a, preset="vignes")
    return a


@pytest.fixture
def desk(dressed: Territory, browse: Browse) -> Client:
    """The browser of a referent."""
    return browse(dressed, make_referent(dressed, name="Paule Morel"))


def sent(client: Client, **changed: Any) -> dict[str, Any]:
    """What the form sends, with these changes."""
    return fields_of(client.get(EDIT), attribute="id", value="look") | changed


def current(territory: Territory) -> Theme:
    with scoping.scope(territory):
        theme = Theme.current()
        assert theme
        return theme


def text(response: Any) -> str:
    return str(response.content.decode())


def css_of(response: Any) -> str:
    """The stylesheet inside a page that tries a look."""
    found = re.search(r"<style data-trial>(.*?)</style>", text(response), re.DOTALL)
    assert found
    return found[1]


def test_the_screen_shows_every_theme_colour_and_family(desk: Client) -> None:
    page = text(desk.get(EDIT))

    for name, preset in PRESETS.items():
        assert f"themes/{name}/art-jour.svg" in page
        assert str(preset.label) in page
    assert page.count('type="color"') == len(COLOURS)
    assert page.count('data-family="besley"') == 2
    assert "pour 1" not in page.partition("look__measures")[0]
    assert page.count("<tr") > 10


def test_a_form_sent_as_it_came_changes_nothing(desk: Client, dressed: Territory) -> None:
    before = current(dressed)

    answer = desk.post(EDIT, sent(desk))

    assert answer.status_code == 302
    assert current(dressed).pk == before.pk


def test_what_a_referent_chooses_is_seen_at_the_next_request(
    desk: Client, dressed: Territory, browse: Browse, django_capture_on_commit_callbacks: Commit
) -> None:
    visitor = browse(dressed)
    old = looks.look_of(dressed).digest
    assert f"/theme.{old}.css" in text(visitor.get("/"))

    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(EDIT, sent(desk, sky="#DDEEFF", head_font="besley", density="airy"))

    assert answer.headers["Location"] == EDIT
    assert "est enregistré" in text(desk.get(EDIT))
    look = looks.look_of(dressed)
    assert look.digest != old
    assert f"/theme.{look.digest}.css" in text(visitor.get("/"))
    saved = current(dressed)
    assert (saved.sky, saved.head_font, saved.density) == ("#ddeeff", "besley", "airy")
    assert saved.primary == ""
    assert saved.saved_by
    assert saved.saved_by.name == "Paule Morel"
    with scoping.scope(dressed):
        assert AuditLink.objects.filter(action="theme.save").count() == 1


def test_another_ready_made_theme_brings_its_own_colours_and_letters_but_for_what_was_touched(
    desk: Client, dressed: Territory
) -> None:
    desk.post(EDIT, sent(desk, sky="#ddeeff", head_font="besley", radius="round"))

    desk.post(EDIT, sent(desk, preset="rivage", text_font="literata"))

    saved = current(dressed)
    chosen = {name: getattr(saved, name) for name in STYLE if getattr(saved, name)}
    assert (saved.preset, chosen) == ("rivage", {"text_font": "literata"})


def test_a_colour_that_is_the_themes_own_stays_the_themes(desk: Client, dressed: Territory) -> None:
    own = resolved(PRESETS["rivage"].seeds)

    desk.post(EDIT, sent(desk, preset="rivage", **own))

    assert all(getattr(current(dressed), name) == "" for name in COLOURS)


def test_the_colours_of_the_ready_made_theme_come_back_without_being_saved(
    desk: Client, dressed: Territory
) -> None:
    desk.post(EDIT, sent(desk, sky="#ddeeff"))

    answer = desk.post(EDIT, sent(desk, primary="#123456", **{"own-colours": "1"}))

    own = resolved(PRESETS["vignes"].seeds)
    form = fields_of(answer, attribute="id", value="look")
    assert {name: form[name] for name in COLOURS} == own
    assert current(dressed).sky == "#ddeeff"


def test_colours_that_nobody_could_read_are_refused_with_the_pair_the_ratio_and_a_way_out(
    desk: Client, dressed: Territory
) -> None:
    answer = desk.post(EDIT, sent(desk, primary="#ffe066", logo_alt="Une roue"))

    page = text(answer)
    assert answer.status_code == 200
    assert "Rien de ce que vous avez choisi n’est perdu" in page
    [sentence] = re.findall(r"<li><a href=\"#id_primary\">[^<]*</a> : ([^<]*)</li>", page)
    assert "couleur principale" in sentence
    assert "papier" in sentence
    assert "1,1" in sentence
    assert "4,5" in sentence
    nearest = re.search("#[0-9a-f]{6}", sentence)
    assert nearest
    assert 'value="#ffe066"' in page
    assert 'value="Une roue"' in page
    assert current(dressed).primary == ""

    desk.post(EDIT, sent(desk, primary=nearest[0]))
    assert current(dressed).primary == nearest[0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("primary", "red"),
        ("sky", "#fff}"),
        ("preset", "licorne"),
        ("head_font", "comic"),
        ("logo", "0"),
        ("picture", "9" * 30),
    ],
)
def test_what_no_screen_offers_is_refused_on_its_field(
    desk: Client, dressed: Territory, field: str, value: str
) -> None:
    before = current(dressed).pk

    answer = desk.post(EDIT, sent(desk, **{field: value}))

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {field}
    assert current(dressed).pk == before
    assert desk.post(TRY, sent(desk, **{field: value})).status_code == 200


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 30])
def test_a_form_without_its_number_is_a_bad_request(desk: Client, version: str) -> None:
    assert desk.post(EDIT, sent(desk, version=version)).status_code == 400
    assert desk.post(TRY, sent(desk, version=version)).status_code == 400
    assert desk.post(BACK, {"number": "1", "version": version}).status_code == 400


def test_a_look_saved_meanwhile_is_kept_under_what_one_changed_oneself(
    desk: Client, dressed: Territory, browse: Browse
) -> None:
    other = browse(dressed, make_referent(dressed, name="Omar Blanc"))
    mine = sent(desk, sky="#ddeeff", accent="#7a1f5c")
    other.post(EDIT, sent(other, sky="#ffeedd", radius="round"))

    answer = desk.post(EDIT, mine)

    page = text(answer)
    assert "Omar Blanc" in page
    assert "#ffeedd" in page
    assert current(dressed).sky == "#ffeedd"
    both = fields_of(answer, attribute="id", value="look")
    assert (both["sky"], both["accent"], both["radius"]) == ("#ddeeff", "#7a1f5c", "round")

    desk.post(EDIT, both)
    saved = current(dressed)
    assert (saved.sky, saved.accent, saved.radius) == ("#ddeeff", "#7a1f5c", "round")


def test_another_theme_chosen_meanwhile_gives_way_whole_to_ones_own(
    desk: Client, dressed: Territory, browse: Browse
) -> None:
    mine = sent(desk, preset="rivage")
    other = browse(dressed, make_operator())
    other.post(EDIT, sent(other, preset="ardoise", sky="#445566"))

    both = fields_of(desk.post(EDIT, mine), attribute="id", value="look")

    assert (both["preset"], both["sky"]) == ("rivage", resolved(PRESETS["rivage"].seeds)["sky"])


def test_a_form_over_a_look_that_is_no_longer_kept_is_shown_again(
    desk: Client, dressed: Territory
) -> None:
    mine = sent(desk, sky="#ddeeff")
    for number in range(services.KEPT + 1):
        desk.post(EDIT, sent(desk, sky=f"#dde{number:03x}"))

    answer = desk.post(EDIT, mine)

    assert answer.status_code == 200
    assert fields_of(answer, attribute="id", value="look")["sky"] == "#ddeeff"


def test_a_territory_that_has_not_chosen_may_choose(a: Territory, browse: Browse) -> None:
    with scoping.scope(a):
        Theme.objects.all().delete()
    desk = browse(a, make_referent(a))

    fields = sent(desk, sky="#ddeeff")
    assert fields["version"] == "0"
    assert desk.post(TRY, fields).status_code == 200
    desk.post(EDIT, fields)

    assert (current(a).number, current(a).sky) == (1, "#ddeeff")


def test_an_earlier_look_is_put_back_and_the_later_one_after_it(
    desk: Client, dressed: Territory
) -> None:
    desk.post(EDIT, sent(desk, sky="#ddeeff"))
    assert "Revenir à l’habillage précédent" in text(desk.get(EDIT))

    desk.post(BACK, {"number": "1", "version": "2"})
    assert current(dressed).sky == ""
    desk.post(BACK, {"number": "2", "version": "3"})

    assert current(dressed).sky == "#ddeeff"
    page = text(desk.get(EDIT))
    assert page.count('data-action="theme-restore"') == 3
    assert "Paule Morel" in page


def test_an_earlier_look_is_not_put_back_over_one_that_was_not_seen(
    desk: Client, dressed: Territory
) -> None:
    desk.post(EDIT, sent(desk, sky="#ddeeff"))
    desk.post(EDIT, sent(desk, sky="#ffeedd"))

    answer = desk.post(BACK, {"number": "1", "version": "2"}, follow=True)

    assert "Quelqu’un a changé l’habillage" in text(answer)
    assert current(dressed).sky == "#ffeedd"


def test_an_earlier_look_that_could_not_be_saved_today_says_why(
    desk: Client, dressed: Territory
) -> None:
    desk.post(EDIT, sent(desk, sky="#ddeeff"))
    with scoping.scope(dressed):
        Theme.objects.filter(number=1).update(primary="#ffe066")

    answer = desk.post(BACK, {"number": "1", "version": "2"}, follow=True)

    assert "4,5" in text(answer)
    assert current(dressed).number == 2


@pytest.mark.parametrize("number", ["0", "7", str(2**31 - 1)])
def test_a_look_that_is_not_kept_is_not_found(desk: Client, number: str) -> None:
    assert desk.post(BACK, {"number": number, "version": "1"}).status_code == 404


def test_the_preview_is_the_real_page_in_the_look_that_is_typed(
    desk: Client, dressed: Territory, browse: Browse
) -> None:
    make_event(dressed, title="Bal du lavoir")
    before = current(dressed).pk

    answer = desk.post(TRY, sent(desk, preset="rivage", sky="#ddeeff", mode="sombre"))

    page = text(answer)
    assert "Bal du lavoir" in page
    assert "--mast-ground: #ddeeff" in css_of(answer)
    assert "themes/rivage/art-jour" in css_of(answer)
    assert '<html lang="fr" data-theme="sombre">' in page
    assert "/connexion/" in page
    assert "/deconnexion/" not in page
    assert "/theme." not in page
    assert "<script" not in page.replace('<script type="application/ld+json"', "")
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
    assert current(dressed).pk == before
    assert "--mast-ground: #ddeeff" not in looks.css_for(dressed)
    assert "data-trial" not in text(browse(dressed).get("/"))


def test_the_preview_leaves_the_messages_of_the_person_unread(
    desk: Client, dressed: Territory
) -> None:
    desk.post(EDIT, sent(desk, sky="#ddeeff"))

    desk.get(TRY)

    assert "est enregistré" in text(desk.get(EDIT))


def test_an_inside_page_can_be_tried_by_its_number(desk: Client, dressed: Territory) -> None:
    post = make_post(dressed, title="La passerelle")
    page = text(desk.get(EDIT))
    assert f'<option value="{post.pk}">' in page

    answer = desk.post(TRY, sent(desk, page=post.pk))

    assert "La passerelle" in text(answer)
    assert 'data-kind="post"' in text(answer)


def test_the_pages_to_try_cost_the_same_with_one_or_with_many(
    desk: Client, dressed: Territory
) -> None:
    make_post(dressed, title="Un")
    desk.get(EDIT)
    with CaptureQueriesContext(connection) as few:
        desk.get(EDIT)
    for number in range(4):
        make_post(dressed, title=f"Billet {number}")
        make_blog(dressed)
    services.save_theme(
        territory=dressed,
        choices={**current(dressed).choices, "sky": "#ddeeff"},
        based_on=1,
        actor=None,
    )
    desk.get(EDIT)
    with CaptureQueriesContext(connection) as many:
        desk.get(EDIT)

    assert len(many) == len(few)


@pytest.mark.parametrize("key", ["0", "x", "²", "-1", "9" * 18])
def test_a_page_that_visitors_do_not_read_cannot_be_tried(desk: Client, key: str) -> None:
    assert desk.post(TRY, sent(desk, page=key)).status_code == 404


def test_a_draft_or_a_neighbours_page_cannot_be_tried(
    desk: Client, dressed: Territory, b: Territory
) -> None:
    draft = make_post(dressed, title="Brouillon", live=False)
    theirs = make_post(b, title="Chez le voisin")

    for page in (draft, theirs):
        assert desk.post(TRY, sent(desk, page=page.pk)).status_code == 404


def test_the_preview_says_why_a_look_could_not_be_saved_and_shows_it_all_the_same(
    desk: Client,
) -> None:
    answer = desk.post(TRY, sent(desk, primary="#ffe066", sky="#ddeeff"))

    assert '<ul role="alert"><li>' in text(answer)
    assert "ne peut pas être lu" in text(answer)
    assert "--mast-ground: #ddeeff" in css_of(answer)


def test_the_components_can_be_tried_too(desk: Client) -> None:
    answer = desk.post(TRY, sent(desk, page="gallery", sky="#ddeeff"))

    assert 'data-kind="gallery"' in text(answer)
    assert "--mast-ground: #ddeeff" in css_of(answer)
    assert 'data-action="gallery"' not in text(answer)


def test_a_picture_of_the_territory_is_worn_and_a_neighbours_is_unknown(
    desk: Client, dressed: Territory, b: Territory
) -> None:
    ours, theirs = make_image(dressed, title="Notre blason"), make_image(b, title="Leur blason")

    refused = desk.post(EDIT, sent(desk, logo=theirs.pk))
    assert refused.context["form"].errors.keys() == {"logo"}
    assert "Leur blason" not in text(refused)
    assert "masthead__logo--own" not in text(desk.post(TRY, sent(desk, logo=theirs.pk)))

    assert "masthead__logo--own" in text(desk.post(TRY, sent(desk, logo=ours.pk)))
    desk.post(EDIT, sent(desk, logo=ours.pk))
    assert current(dressed).logo == ours


def test_a_title_is_never_markup(desk: Client, dressed: Territory) -> None:
    evil = "</style><script>alert(1)</script>"
    dressed.name = evil
    dressed.save()
    cache.clear()

    answer = desk.post(TRY, sent(desk, logo_alt=evil, picture_alt=evil))

    assert "<script>alert" not in text(answer)


@pytest.mark.parametrize("path", [EDIT, TRY])
def test_only_the_territorys_referents_and_the_operator_dress_it(
    a: Territory, b: Territory, browse: Browse, path: str
) -> None:
    assert browse(a, make_referent(a)).get(path).status_code == 200
    assert browse(a, make_operator()).get(path).status_code == 200
    assert browse(a, make_editor(a)).get(path).status_code == 404
    assert browse(a, make_referent(b)).get(path).status_code == 403
    assert browse(a, make_member(a)).get(path).status_code == 403
    assert browse(a).get(path).status_code == 302
    assert browse(None, make_operator()).get(path).status_code == 404


def test_nobody_else_can_save_or_put_back(dressed: Territory, b: Territory, browse: Browse) -> None:
    fields = sent(browse(dressed, make_referent(dressed)), sky="#ddeeff")
    before = current(dressed).pk

    for person in (make_editor(dressed), make_referent(b), make_member(dressed)):
        for path, data in ((EDIT, fields), (TRY, fields), (BACK, {"number": "1", "version": "1"})):
            assert browse(dressed, person).post(path, data).status_code in {403, 404}
    assert current(dressed).pk == before
    with scoping.scope(b):
        theirs = Theme.current()
    assert theirs is None or theirs.sky != "#ddeeff"


def test_the_menu_leads_there_for_referents_only(a: Territory, browse: Browse) -> None:
    referent = text(browse(a, make_referent(a)).get("/admin/"))
    editor = text(browse(a, make_editor(a)).get("/admin/"))

    assert EDIT in referent
    assert EDIT not in editor
    assert "/admin/galerie/" in editor


def test_an_untouched_form_touches_nothing(dressed: Territory) -> None:
    with territories.enter(dressed):
        shown = ThemeForm(instance=current(dressed))
        data = {name: shown[name].value() or "" for name in shown.fields}
        form = ThemeForm(data, instance=current(dressed))
        assert form.is_valid(), form.errors
        assert form.touched == set()
