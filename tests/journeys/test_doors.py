"""Coming in by each door, on a telephone, and going on with what one was doing."""

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from playwright.sync_api import expect

from consultations.models import Ballot
from messaging.models import TerritoryComment
from site_core.kernel.models import Territory
from tests.browser.rules import check
from tests.chromium import PHONE, Visitor
from tests.factories import make_blog, make_member, make_poll, make_post
from tests.factories.people import PASSWORD
from tests.journeys.mailbox import link_received
from tests.measure import path_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("doors")]
WORDS = "Chez nous aussi, les poules préfèrent l’ancien lavoir."
ANSWER = ".ballot input[name=choice] >> nth=1"


def code_received() -> str:
    """The code of the last mail."""
    return str(re.findall(r"^(\d{4}-\d{4})$", mail.outbox[-1].body, re.M)[0])


def test_a_visitor_answers_a_poll_of_the_front_page_without_javascript(
    visit: Callable[..., Visitor], a: Territory
) -> None:
    make_poll(a, title="Faut-il rouvrir le lavoir ?")
    karim = visit("a.localhost", java_script_enabled=False, viewport=PHONE)
    karim.open("/")
    chosen = karim.find(ANSWER).get_attribute("value")
    karim.find(f".ballot label:has(input[value='{chosen}'])").first.click()
    karim.find("form[data-action=vote] button").first.click()
    assert karim.path == "/connexion/"
    karim.find("main a[href^='/inscription/']").click()
    karim.find("#id_name").fill("Karim B.")
    karim.find("#id_email").fill("karim@exemple.test")
    karim.find("#id_password").fill("mes poules pondent bien")
    karim.find("form[data-action=signup] button").last.click()
    expect(karim.find("[role=status]")).to_be_visible()
    karim.page.goto(link_received("/compte/confirmer/"))
    karim.find("form[data-action=confirm-email] button").click()
    assert karim.path.endswith("/voter/")
    expect(karim.find(f"input[name=choice][value='{chosen}']")).to_be_checked()
    karim.keep_sight("doors-1-the-choice-is-carried")
    karim.find("form[data-action=vote] button").click()
    assert karim.path == "/"
    assert Ballot.all_rows.count() == 1


def test_a_comment_typed_while_the_session_ended_is_sent_after_coming_in_by_a_code(
    visit: Callable[..., Visitor], a: Territory
) -> None:
    post = make_post(a, title="Nos poules", blog=make_blog(a, title="Carnet"))
    jeanne = make_member(a, name="Jeanne Morel")
    phone = visit("a.localhost", java_script_enabled=False, viewport=PHONE)
    phone.sign_in(jeanne)
    phone.open(path_of(post))
    phone.find("form[data-action=comment] textarea").fill(WORDS)
    Session.objects.all().delete()
    phone.find("form[data-action=comment] button").click()
    assert phone.path == "/connexion/"
    phone.keep_sight("doors-2-two-doors")
    phone.find("main a[href^='/connexion/code/']").click()
    phone.find("#id_email").fill(jeanne.email)
    phone.keep_sight("doors-3-ask-for-a-code")
    phone.find("form[data-action=ask-code] button").click()
    phone.find("#id_code").fill("0000 0000")
    phone.find("form[data-action=login-code] button").click()
    expect(phone.find("[role=alert]")).to_be_visible()
    phone.keep_sight("doors-4-a-wrong-code")
    phone.find("#id_code").fill(code_received())
    phone.find("form[data-action=login-code] button").click()
    assert phone.path == f"/commentaires/{post.pk}/"
    expect(phone.find("form[data-action=comment] textarea")).to_have_value(WORDS)
    phone.keep_sight("doors-5-the-words-are-there")
    phone.find("form[data-action=comment] button").click()
    phone.sees(WORDS, "#comments")
    assert TerritoryComment.all_rows.get().comment == WORDS


def test_somebody_changes_their_address_and_somebody_else_takes_it_back(
    visit: Callable[..., Visitor], a: Territory
) -> None:
    jeanne = make_member(a, name="Jeanne Morel")
    phone = visit("a.localhost", java_script_enabled=False, viewport=PHONE)
    phone.sign_in(jeanne)
    phone.keep_sight("doors-6-my-account")
    phone.find("main a[href='/compte/adresse/']").click()
    phone.find("#id_email").fill("jeanne.morel@exemple.test")
    phone.keep_sight("doors-7-new-address")
    phone.find("form[data-action=change-address] button").click()
    phone.find("#id_code").fill(code_received())
    phone.keep_sight("doors-8-code-of-the-new-address")
    phone.find("form[data-action=confirm-address] button").click()
    assert phone.path == "/compte/"
    phone.sees("jeanne.morel@exemple.test", "main")
    told = mail.outbox[-2]
    assert told.to == [jeanne.email]
    elsewhere = visit("a.localhost", viewport=PHONE)
    link = re.findall(r"^(http://\S+/compte/adresse/reprendre/\S+)$", told.body, re.M)[0]
    elsewhere.page.goto(link)
    elsewhere.keep_sight("doors-9-take-back")
    check(elsewhere)
    elsewhere.find("form[data-action=take-back] button").click()
    expect(elsewhere.find("[role=status]")).to_be_visible()
    elsewhere.keep_sight("doors-10-taken-back")
    check(elsewhere)
    phone.open("/compte/")
    assert phone.path == "/connexion/"
    jeanne.refresh_from_db()
    assert not jeanne.check_password(PASSWORD)


def test_each_screen_of_the_doors_is_for_everybody(
    visit: Callable[..., Visitor], a: Territory
) -> None:
    jeanne = make_member(a, name="Jeanne Morel")
    desk = visit("a.localhost")
    desk.open("/connexion/code/")
    desk.find("#id_email").fill(jeanne.email)
    desk.find("form[data-action=ask-code] button").click()
    check(desk)
    desk.find("form[data-action=login-code] button").click()
    expect(desk.find("[role=alert]")).to_be_visible()
    check(desk)
    desk.find("#id_code").fill(code_received())
    desk.find("form[data-action=login-code] button").click()
    desk.sees("Jeanne Morel", "main")
    check(desk)
    desk.find("main a[href='/compte/adresse/']").click()
    desk.find("#id_email").fill("jeanne.morel@exemple.test")
    desk.find("form[data-action=change-address] button").click()
    expect(desk.find("#id_code")).to_be_visible()
    check(desk)
