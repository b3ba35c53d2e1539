"""From the front page to one's own news, on a phone and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from site_core.kernel import scoping
from site_core.kernel.models import Territory, Topic, Town
from tests.chromium import Visitor
from tests.factories import make_blog, make_post
from tests.journeys.mailbox import link_received
from tests.measure import path_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("feed")]
PHONE = {"width": 390, "height": 844}


def test_from_the_front_page_to_a_feed_of_one_s_own(
    visit: Callable[..., Visitor], a: Territory
) -> None:
    with scoping.scope(a):
        mornant = Town.objects.get(name="Mornant")
        here, other = Topic.objects.order_by("pk")[:2]
    for title, topic in (("La halle du marché", here), ("Le chemin du facteur", other)):
        post = make_post(a, title=title, town=mornant)
        with scoping.scope(a):
            post.topics = [topic]
            post.save()
    blog = make_blog(a, title="Carnet de Chaussan")
    make_post(a, title="Nos poules", blog=blog)

    karim = visit("a.localhost", java_script_enabled=False, viewport=PHONE)
    karim.open("/")
    karim.find(".masthead a[href^='/inscription/']").click()
    karim.keep_sight("feed-1-the-door")
    karim.find("#id_name").fill("Karim B.")
    karim.find("#id_email").fill("karim@exemple.test")
    karim.find("#id_password").fill("mes poules pondent bien")
    karim.page.get_by_label("Mornant", exact=True).check()
    karim.page.get_by_label(here.name, exact=True).check()
    karim.find("form[data-action=signup] button").click()
    karim.page.goto(link_received("/compte/confirmer/"))
    karim.find("form[data-action=confirm-email] button").click()

    karim.find(".masthead a[href='/fil/']").click()
    expect(karim.find("article.result h2")).to_have_text(["La halle du marché"])
    karim.keep_sight("feed-2-my-feed")

    karim.open(path_of(blog))
    karim.find("form[data-action=follow] button").click()
    expect(karim.find("[role=status]")).to_be_visible()
    karim.open("/fil/")
    expect(karim.find("article.result h2")).to_have_text(["Nos poules", "La halle du marché"])

    karim.open("/compte/criteres/")
    karim.page.get_by_label(here.name, exact=True).uncheck()
    karim.page.get_by_label(other.name, exact=True).check()
    karim.find("button[name=preview]").click()
    expect(karim.find("#semaine li")).to_have_count(2)
    karim.keep_sight("feed-3-what-i-would-have-received")
    karim.find("form[data-action=criteria] button").first.click()
    karim.open("/fil/")
    expect(karim.find("article.result h2")).to_have_text(["Nos poules", "Le chemin du facteur"])
