"""The map of the page editor: clicked or typed, and no request leaves the host."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from agenda.models import Agenda, Event
from members.services import open_account
from site_core.kernel import territories
from site_core.kernel.models import Role, Territory
from tests.chromium import Visitor
from tests.factories.pages import section
from tests.factories.people import PASSWORD
from tests.territory_pages.test_editing import add_url

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("point-field")]


def test_an_editor_sets_a_point_with_the_mouse_then_with_the_keyboard(
    a: Territory, visit: Callable[..., Visitor]
) -> None:
    editor = visit("a.localhost")
    user = open_account(email="plume@exemple.test", name="Plume", password=PASSWORD, verified=True)
    territories.appoint(territory=a, user=user, role=Role.EDITOR)
    editor.sign_in(user)
    editor.open(add_url(section(a, Agenda), Event))
    editor.find("#id_title").fill("Bal")
    editor.find("#id_starts_at").fill("2026-12-20 18:30")
    editor.find("#id_title").click()
    point, ground = editor.find("#id_point"), editor.find("#id_point_map")
    expect(ground.locator("path.point-field__town").first).to_be_attached()
    expect(ground.locator(".point-field__mark")).to_have_count(0)
    expect(point).to_have_value("")
    ground.click(position={"x": 120, "y": 120})
    expect(ground.locator(".point-field__mark")).to_have_count(1)
    expect(point).not_to_have_value("")
    editor.keep_sight("editor-map")
    editor.find(".point-field__bar button").click()
    expect(point).to_have_value("")
    point.fill("ici")
    expect(editor.find(".point-field__wrong")).not_to_be_empty()
    point.fill("45,6189 ; 4,6712")
    expect(editor.find(".point-field__wrong")).to_be_empty()
    expect(ground.locator(".point-field__mark")).to_have_count(1)
    editor.find("button.action-save").first.click()

    editor.page.wait_for_url("**/edit/")
    expect(point).to_have_value("45.61890, 4.67120")
    draft = Event.objects.get(title="Bal").get_latest_revision()
    assert draft.content["point"] == "SRID=4326;POINT(4.67120 45.61890)"
