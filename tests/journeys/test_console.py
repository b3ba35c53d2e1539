"""The operator opens a territory, and appoints the referent who will look after it."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import expect

from members.models import User
from site_core.kernel import policies
from site_core.kernel.models import Role, Territory
from tests.chromium import Visitor
from tests.factories import make_operator
from tests.factories.people import PASSWORD
from tests.journeys.mailbox import link_received

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("console")]

FORM = "form[data-action=territory-open]"
NAME = "Le journal de Beauvallon"
HOST = "beauvallon.localhost"
RHONE, DROME = "69179", "26042"


def test_the_operator_opens_a_territory_and_appoints_its_referent(
    visit: Callable[..., Visitor], places: dict[str, Territory]
) -> None:
    reader = visit(HOST)
    assert reader.open("/").status == 404

    operator = visit(settings.OPERATOR_HOST)
    operator.sign_in(make_operator(name="Camille"))
    operator.open("/admin/")
    operator.find("a[href='/admin/territoires/']").first.click()
    operator.keep_sight("console-1-territories")
    operator.find("a[href='/admin/territoires/ouvrir/']").first.click()

    typed = {"place": "99999", "hostname": "a.localhost", "name": NAME}
    for name, value in typed.items():
        operator.find(f"#id_{name}").fill(value)
    operator.find("#id_theme").select_option("vergers")
    refused_beside(operator, "place", typed)

    typed["place"] = "Beauvallon"
    operator.find("#id_place").fill(typed["place"])
    refused_beside(operator, "place", typed)
    for code in (RHONE, DROME):
        expect(operator.find(f"{FORM} button[name=choose][value='{code}']")).to_be_visible()
    operator.keep_sight("console-2-which-beauvallon")
    operator.find(f"{FORM} button[name=choose][value='{RHONE}']").click()
    typed["place"] = RHONE
    expect(operator.find("#id_place")).to_have_value(RHONE)

    refused_beside(operator, "hostname", typed)
    operator.sees("Pays Mornantais", FORM)
    operator.keep_sight("console-3-the-address-is-taken")
    assert not Territory.objects.filter(name=NAME).exists()

    operator.find("#id_hostname").fill(HOST)
    operator.find(f"{FORM} button:not([name])").click()
    expect(operator.find(".messages .success")).to_contain_text(NAME)
    opened = Territory.objects.get(name=NAME)
    assert (opened.hostname, opened.official_code) == (HOST, RHONE)
    operator.keep_sight("console-4-open")

    assert reader.open("/").status == 200
    reader.sees(NAME, "h1")
    reader.keep_sight("console-5-its-front-page")

    operator.find("form[data-action=role-appoint] #id_email").fill("Lise@exemple.test")
    operator.find("form[data-action=role-appoint] button").click()
    expect(operator.find(".messages .success")).to_contain_text("lise@exemple.test")
    operator.sees("lise@exemple.test", "section table")
    lise = User.objects.get(email="lise@exemple.test")
    assert policies.roles_of(lise, opened) == {Role.REFERENT}

    referent = visit(HOST)
    choose_a_password(referent)
    referent.sign_in(lise)
    referent.open("/admin/")
    referent.sees(NAME, "h1")
    expect(referent.find("#awaiting-decision-section")).to_be_visible()
    assert referent.open("/admin/territoires/").status == 404


def refused_beside(operator: Visitor, field: str, typed: dict[str, str]) -> None:
    """The form comes back with an error at this field and everything that was typed."""
    operator.find(f"{FORM} button:not([name])").click()
    wrong = operator.find(f"{FORM} .w-field__wrapper").filter(has=operator.find(f"#id_{field}"))
    expect(wrong.locator(".error-message")).not_to_be_empty()
    for name, value in typed.items():
        expect(operator.find(f"#id_{name}")).to_have_value(value)
    expect(operator.find("#id_theme")).to_have_value("vergers")


def choose_a_password(person: Visitor) -> None:
    """With the link of the invitation: the operator knows nobody's password."""
    person.page.goto(link_received("/compte/mot-de-passe/nouveau/"))
    person.find("#id_password").fill(PASSWORD)
    person.find("form[data-action=reset-password] button").click()
    person.page.wait_for_url("**/compte/mot-de-passe/nouveau/")
