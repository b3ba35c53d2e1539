"""A referent of two territories sees both worklists, and decides in each on its own host."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from wagtail.models import Page

from site_core.kernel import moderation, territories
from site_core.kernel.models import Territory
from tests.chromium import Visitor
from tests.factories import make_editor, make_referent, make_standard_page
from tests.journeys.desk import press_decision

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("two-territories")]

WAITING, ELSEWHERE = "#awaiting-decision-section", "#elsewhere-section"
HERE, THERE, BESIDE = "Le marché change de place", "La piscine rouvre", "Le pont est fermé"


def submitted(territory: Territory, title: str) -> Any:
    """A text that waits for the referents of a territory."""
    editor = make_editor(territory)
    page = make_standard_page(territory, title=title, live=False, owner=editor)
    with territories.enter(territory):
        page.save_revision(user=editor)
        moderation.submit(page=page, actor=editor)
    return page


def is_public(page: Any) -> bool:
    """Whether everybody may read it now."""
    return bool(Page.objects.get(pk=page.pk).live)


def test_a_referent_of_two_territories_decides_in_each_on_its_own_host(
    visit: Callable[..., Visitor], a: Territory, b: Territory, c: Territory
) -> None:
    here, there, beside = submitted(a, HERE), submitted(c, THERE), submitted(b, BESIDE)
    both, only_here = make_referent(a, c, name="Noëlle"), make_referent(a, name="Paul")

    paul = visit("a.localhost")
    paul.sign_in(only_here)
    paul.open("/admin/")
    paul.sees(HERE, WAITING)
    for title in (THERE, BESIDE):
        paul.does_not_see(title)
    expect(paul.find(ELSEWHERE)).to_have_count(0)

    noelle = visit("a.localhost")
    noelle.sign_in(both)
    noelle.open("/admin/")
    noelle.sees(HERE, WAITING)
    noelle.sees(THERE, ELSEWHERE)
    noelle.sees(c.name, ELSEWHERE)
    noelle.does_not_see(THERE, WAITING)
    noelle.does_not_see(BESIDE)
    noelle.keep_sight("two-territories-1-both-worklists")

    noelle.find(f"{ELSEWHERE} a").filter(has_text=THERE).click()
    noelle.page.wait_for_url("**/edit/")
    assert noelle.hostname == "c.localhost"
    assert "code=" not in noelle.page.url
    press_decision(noelle, "approve")
    expect(noelle.find(".messages .success")).to_contain_text(THERE)
    assert (is_public(here), is_public(there), is_public(beside)) == (False, True, False)

    noelle.open("/admin/", host="c.localhost")
    noelle.sees(HERE, ELSEWHERE)
    noelle.does_not_see(HERE, WAITING)
    noelle.find(f"{ELSEWHERE} a").filter(has_text=HERE).click()
    noelle.page.wait_for_url("**/edit/")
    assert noelle.hostname == "a.localhost"
    press_decision(noelle, "approve")
    expect(noelle.find(".messages .success")).to_contain_text(HERE)
    assert (is_public(here), is_public(there), is_public(beside)) == (True, True, False)

    reader = visit("c.localhost")
    reader.open(f"/{there.slug}/")
    reader.sees(THERE, "h1")
    assert reader.open(f"/{there.slug}/", host="a.localhost").status == 404
