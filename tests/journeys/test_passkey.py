"""Somebody adds a passkey on their territory, and comes in with it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from site_core.kernel.models import Territory
from tests.browser.rules import check
from tests.chromium import Visitor
from tests.factories import make_member
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("passkey")]
# What a browser answers when its person closes the box, or has no key for the site.
GIVE_UP = "() => { navigator.credentials.get = async () => { throw new DOMException() } }"


def give_a_lock(visitor: Visitor) -> Any:
    """A phone's own lock, opened by a finger (WebAuthn, a virtual authenticator)."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def test_a_passkey_opens_the_site_where_it_was_added_and_no_other(
    visit: Callable[..., Visitor], a: Territory, b: Territory
) -> None:
    lucie = make_member(a, b, name="Lucie F.")
    phone = visit("a.localhost")
    session, lock = give_a_lock(phone)
    phone.sign_in(lucie)
    phone.open("/compte/securite/cles/ajouter/")
    phone.find("#id_password").fill(PASSWORD)
    phone.find("form[data-action=verify] button").click()
    expect(phone.find("#id_passwordless")).to_be_checked()
    phone.sees("a.localhost", ".page-head")
    phone.keep_sight("passkey-1-add")
    check(phone)
    phone.find("#add-key").click()
    phone.page.wait_for_url("**/compte/securite/secours/")
    phone.open("/compte/securite/cles/")
    phone.keep_sight("passkey-2-list")
    check(phone)

    phone.open("/deconnexion/")
    phone.find("main form[data-action=logout] button").click()
    phone.open("/connexion/?next=/blogs/")
    phone.keep_sight("passkey-3-door")
    check(phone)
    phone.find("#use-passkey").click()
    phone.page.wait_for_url(re.compile("^http://[^/]+/blogs/$"))
    phone.open("/compte/")
    phone.sees("Lucie F.")

    phone.open("/connexion/?next=/blogs/", host="b.localhost")
    phone.sees("b.localhost", "[data-needs-keys]")
    keys = session.send("WebAuthn.getCredentials", {"authenticatorId": lock})["credentials"]
    assert [key["rpId"] for key in keys] == ["a.localhost"]
    phone.page.evaluate(GIVE_UP)
    phone.find("#use-passkey").click()
    expect(phone.find("[data-key-failed]")).to_be_visible()
    phone.keep_sight("passkey-4-given-up")
    assert phone.path == "/connexion/"


def test_a_browser_without_scripts_or_keys_is_offered_no_passkey(
    visit: Callable[..., Visitor], a: Territory
) -> None:
    plain = visit("a.localhost", java_script_enabled=False)
    plain.open("/connexion/")
    expect(plain.find("[data-needs-keys]")).to_be_hidden()
    expect(plain.find("a[href='/connexion/code/']")).to_be_visible()
    old = visit("a.localhost")
    old.page.add_init_script("delete window.PublicKeyCredential")
    old.open("/connexion/")
    expect(old.find("[data-needs-keys]")).to_be_hidden()
