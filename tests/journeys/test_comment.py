"""Somebody signs up to answer a text, without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from members.models import User
from messaging.models import TerritoryComment
from site_core.kernel import scoping
from site_core.kernel.models import Territory
from tests.chromium import Visitor
from tests.factories import make_blog, make_post
from tests.journeys.mailbox import link_received
from tests.measure import path_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("comment")]

WORDS = "Chez nous aussi, les poules préfèrent l’ancien lavoir."
FORM = "form[data-action=comment]"


def test_somebody_signs_up_to_answer_a_text_without_javascript(
    visit: Callable[..., Visitor], a: Territory
) -> None:
    with_blog = make_blog(a, title="Carnet de Chaussan")
    post = make_post(a, title="Nos poules", blog=with_blog, introduction="Elles sont sept.")
    karim = visit("a.localhost", java_script_enabled=False)
    karim.open(path_of(post))
    karim.find("#comments a.action").click()
    assert karim.path == "/connexion/"
    karim.find("main a[href^='/inscription/']").click()
    assert karim.path == "/inscription/"

    karim.find("#id_name").fill("Karim B.")
    karim.find("#id_email").fill("karim@exemple.test")
    karim.find("#id_password").fill("poule")
    karim.find("form[data-action=signup] button").click()
    expect(karim.find("[role=alert]")).to_be_visible()
    expect(karim.find("#id_name")).to_have_value("Karim B.")
    expect(karim.find("#id_email")).to_have_value("karim@exemple.test")
    assert not User.objects.filter(email="karim@exemple.test").exists()
    karim.keep_sight("comment-1-the-password-is-too-short")

    karim.find("#id_password").fill("mes poules pondent bien")
    karim.find("form[data-action=signup] button").click()
    expect(karim.find("[role=status]")).to_be_visible()
    karim.keep_sight("comment-2-open-your-mail")
    karim.page.goto(link_received("/compte/confirmer/"))
    karim.keep_sight("comment-3-confirm")
    karim.find("form[data-action=confirm-email] button").click()

    assert karim.path == f"/commentaires/{post.pk}/"
    karim.find(f"{FORM} textarea").fill("   ")
    karim.find(f"{FORM} button").click()
    expect(karim.find("[role=alert]")).to_be_visible()
    karim.find(f"{FORM} textarea").fill(WORDS)
    karim.keep_sight("comment-4-written")
    karim.find(f"{FORM} button").click()
    assert karim.path == path_of(post)
    karim.sees(WORDS, "#comments article[data-kind=comment]")
    karim.sees("Karim B.", "#comments article[data-kind=comment]")
    karim.keep_sight("comment-5-published")

    reader = visit("a.localhost")
    reader.open(path_of(post))
    reader.sees(WORDS, "#comments")
    reader.does_not_see("karim@exemple.test")
    with scoping.scope(a):
        assert TerritoryComment.objects.get().comment == WORDS

    karim.find("#comments a[href$='/retirer/']").click()
    karim.find("form[data-action=comment-remove] button").click()
    reader.open(path_of(post))
    reader.does_not_see(WORDS)
    expect(reader.find("#comments .comment--gone")).to_be_visible()
