"""Nothing is asked of anybody else, nothing is left with who only reads.

Each visitor's browser complains by itself of a request that leaves the host, of an error in a
script and of what the content policy refused.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import expect

from agenda.models import Agenda, Event
from blog.models import Blog
from consultations.models import ConsultationIndex
from members.models import GroupIndex
from site_core.kernel.models import Territory
from tests.browser import grounds
from tests.chromium import Visitor
from tests.factories import make_editor, make_operator, make_referent
from tests.factories.pages import section

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("no-third-party")]

WITH_A_FORM = {"sign-in", "sign-in-by-code", "sign-up", "forgotten", "network-sign-in"}
OF_THE_EDITOR = (
    "/admin/",
    "/admin/pages/",
    "/admin/pages/{home}/",
    "/admin/pages/{home}/edit/",
    "/admin/pages/{home}/add_subpage/",
    "/admin/pages/add/agenda/event/{agenda}/",
    "/admin/pages/add/blog/post/{blog}/",
    "/admin/pages/add/consultations/poll/{consultations}/",
    "/admin/pages/add/members/citizengroup/{groups}/",
    "/admin/pages/add/territory_pages/standardpage/{home}/",
    "/admin/pages/{event}/edit/",
    "/admin/pages/{event}/history/",
    "/admin/pages/search/?q=lavoir",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/images/multiple/add/",
    "/admin/documents/",
    "/admin/thematiques/",
    "/admin/quartiers/",
    "/admin/communes/",
    "/admin/galerie/",
)
OF_THE_REFERENT = (
    "/admin/",
    "/admin/habillage/",
    "/admin/territoire/",
    "/admin/thematiques/new/",
    "/admin/quartiers/new/",
    "/admin/pages/{event}/edit/",
    "/admin/pages/{event}/unpublish/",
)
OF_THE_OPERATOR = (
    "/admin/",
    "/admin/territoires/",
    "/admin/territoires/ouvrir/",
    "/admin/territoires/{territory}/",
    "/admin/users/",
    "/admin/sites/",
    "/admin/locales/",
)


@pytest.fixture(scope="module")
def pages(a: Territory, numbers: dict[str, Any]) -> dict[str, int]:
    """The numbers that addresses of the admin hold."""
    return {
        "home": a.site.root_page_id,
        "agenda": section(a, Agenda).pk,
        "consultations": section(a, ConsultationIndex).pk,
        "groups": section(a, GroupIndex).pk,
        "blog": Blog.objects.get(slug="carnet").pk,
        "event": Event.objects.get(slug="bal-du-lavoir").pk,
        "territory": a.pk,
    }


def test_the_browser_of_these_tests_does_complain(
    visit: Callable[..., Visitor], numbers: dict[str, Any]
) -> None:
    reader = visit(grounds.A)
    reader.open("/")
    for tag, fields in (
        ("img", {"src": reader.live.address("b.localhost", "/rien.png")}),
        ("img", {"src": "https://exemple.test/pixel.gif"}),
        ("style", {"textContent": "body { color: red }"}),
        ("script", {"textContent": "document.title = 'autre'"}),
    ):
        reader.page.evaluate(
            "([tag, fields]) => document.body.append("
            "Object.assign(document.createElement(tag), fields))",
            [tag, fields],
        )
        reader.page.wait_for_load_state("networkidle")
        assert reader.complaints, (tag, fields)
        reader.complaints.clear()


def test_who_only_reads_gets_no_cookie_and_talks_to_nobody_else(
    visit: Callable[..., Visitor], numbers: dict[str, Any]
) -> None:
    reader = visit(grounds.A)
    for name, (host, path) in grounds.FOR_EVERYBODY.items():
        if name not in WITH_A_FORM:
            reader.open(path, host=host)
            assert not reader.context.cookies(), (path, reader.context.cookies())
            assert not reader.page.evaluate("localStorage.length + sessionStorage.length"), path


def test_a_form_leaves_its_token_only(
    visit: Callable[..., Visitor], numbers: dict[str, Any]
) -> None:
    for name in WITH_A_FORM:
        host, path = grounds.FOR_EVERYBODY[name]
        visitor = visit(host)
        visitor.open(path)
        [cookie] = visitor.context.cookies()
        assert (cookie["name"], cookie["domain"]) == (settings.CSRF_COOKIE_NAME, host)
        assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")


def test_an_editor_works_without_anybody_else(
    visit: Callable[..., Visitor], a: Territory, pages: dict[str, int]
) -> None:
    editor = visit(grounds.A)
    editor.sign_in(make_editor(a))
    walk(editor, OF_THE_EDITOR, pages)
    editor.open("/admin/pages/add/agenda/event/{agenda}/".format(**pages))
    field = editor.find("#id_point_map")
    field.scroll_into_view_if_needed()
    expect(field.locator(".leaflet-tooltip").first).to_be_attached()
    field.locator(".leaflet-control-zoom-in").click()
    field.click()
    expect(editor.find("#id_point")).not_to_have_value("")
    editor.keep_sight("admin-map")


def test_a_referent_works_without_anybody_else(
    visit: Callable[..., Visitor], a: Territory, c: Territory, pages: dict[str, int]
) -> None:
    referent = visit(grounds.A)
    referent.sign_in(make_referent(a, c))
    walk(referent, OF_THE_REFERENT, pages)


def test_the_operator_works_without_anybody_else(
    visit: Callable[..., Visitor], pages: dict[str, int]
) -> None:
    operator = visit(grounds.NETWORK)
    operator.sign_in(make_operator())
    walk(operator, OF_THE_OPERATOR, pages)


def walk(person: Visitor, addresses: tuple[str, ...], numbers: dict[str, int]) -> None:
    """Open each screen and wait until it has asked all that it asks."""
    for address in addresses:
        answer = person.open(address.format(**numbers))
        assert answer.status == 200, address
        person.page.wait_for_load_state("networkidle")
