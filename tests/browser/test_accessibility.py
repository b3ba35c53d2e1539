"""Every page, by day and by night, on a phone and on a desk, for everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import expect

from site_core.kernel import territories
from site_core.kernel.models import Territory
from tests.browser import grounds
from tests.browser.rules import check
from tests.chromium import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("accessibility")]


@pytest.mark.parametrize("name", grounds.FOR_EVERYBODY)
def test_what_everybody_reads_is_for_everybody(
    visit: Callable[..., Visitor], numbers: dict[str, Any], name: str
) -> None:
    host, path = grounds.FOR_EVERYBODY[name]
    visitor = visit(host)
    visitor.open(path)
    visitor.keep_sight(f"page-{name}")
    assert visitor.page.title().count(numbers["place"]) <= 1
    check(visitor)


def test_what_members_see_is_for_everybody(
    visit: Callable[..., Visitor], numbers: dict[str, Any]
) -> None:
    member = visit(grounds.A)
    member.sign_in(numbers["member"])
    for name, (_host, path) in grounds.FOR_MEMBERS.items():
        member.open(path.format(**numbers))
        member.keep_sight(f"member-{name}")
        check(member)


@pytest.mark.parametrize("path", ["/connexion/", "/inscription/", "/compte/mot-de-passe/oublie/"])
def test_a_form_sent_empty_is_for_everybody(
    visit: Callable[..., Visitor], numbers: dict[str, Any], path: str
) -> None:
    visitor = visit(grounds.A)
    visitor.open(path)
    visitor.find("main form[method=post] button").first.click()
    expect(visitor.find("[role=alert]")).to_be_visible()
    visitor.keep_sight(f"refused-{path.strip('/').replace('/', '-')}")
    check(visitor)


def test_an_empty_comment_is_refused_to_everybody_alike(
    visit: Callable[..., Visitor], numbers: dict[str, Any]
) -> None:
    member = visit(grounds.A)
    member.sign_in(numbers["member"])
    member.open(f"/commentaires/{numbers['post']}/")
    member.find("form[data-action=comment] textarea").fill("  ")
    member.find("form[data-action=comment] button").click()
    expect(member.find("[role=alert]")).to_be_visible()
    member.keep_sight("refused-comment")
    check(member)


@pytest.mark.parametrize("name", ["400", "403", "410", "429", "500", "503", "unknown_host"])
def test_a_refusal_is_for_everybody(
    visit: Callable[..., Visitor], a: Territory, numbers: dict[str, Any], name: str
) -> None:
    request: Any = RequestFactory().get("/refus/", headers={"host": grounds.A})
    request.territory, request.user = a, AnonymousUser()
    with territories.enter(a):
        page = render_to_string(f"errors/{name}.html", {"expired_form": True}, request)
    visitor = visit(grounds.A)
    visitor.page.route(
        "**/refus/", lambda route: route.fulfill(body=page, content_type="text/html")
    )
    visitor.open("/refus/")
    visitor.keep_sight(f"refusal-{name}")
    check(visitor)
