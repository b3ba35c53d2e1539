"""A suspended territory: closed to everybody but the operator, and nothing of it lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from site_core.kernel import audit, scoping
from site_core.kernel.models import Territory
from tests.factories import make_member, make_operator, make_post, make_referent

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Said = Callable[..., tuple[str, str, str]]
Browse = Callable[..., Client]
REASON = "Travaux jusqu’à lundi <b>matin</b>"


@pytest.fixture
def suspended(a: Territory, said: Said) -> Territory:
    """Our territory, closed with a reason."""
    make_post(a, title="Un billet d’avant")
    assert said("suspend_territory", a.slug, "--reason", REASON)[2] == ""
    a.refresh_from_db()
    return a


@pytest.mark.parametrize(
    "address", ["/", "/blogs/", "/agenda/", "/robots.txt", "/compte/", "/inscription/", "/nothing"]
)
def test_every_public_address_says_why_it_is_closed(suspended, browse: Browse, address):
    page = browse(suspended).get(address)
    assert page.status_code == 503
    body = page.content.decode()
    assert "Travaux jusqu’à lundi &lt;b&gt;matin&lt;/b&gt;" in body
    assert "Un billet d’avant" not in body
    assert page["Cache-Control"] == "no-store"
    assert page["Retry-After"].isdecimal()
    assert not page.cookies


def test_the_neighbour_stays_open(suspended, b: Territory, browse: Browse):
    assert browse(b).get("/").status_code == 200


def test_members_who_are_signed_in_read_the_same(suspended, browse: Browse):
    member = make_member(suspended)
    assert browse(suspended, member).get("/").status_code == 503


def test_its_own_referent_no_longer_enters_the_admin(a: Territory, browse: Browse, said: Said):
    referent = make_referent(a)
    assert browse(a, referent).get("/admin/").status_code == 200
    said("suspend_territory", a.slug, "--reason", REASON)
    assert browse(a, referent).get("/admin/").status_code == 403


def test_the_operator_still_enters_the_admin(suspended, browse: Browse):
    page = browse(suspended, make_operator()).get("/admin/")
    assert page.status_code == 200


def test_the_operator_can_sign_in_there(suspended, browse: Browse):
    assert browse(suspended).get("/connexion/").status_code == 200
    leads = browse(suspended).get("/admin/")
    assert leads.status_code == 302
    assert leads["Location"].startswith("/connexion/")


def test_health_is_answered(suspended, browse: Browse):
    assert browse(suspended).get("/sante/vivant").status_code == 200


def test_resuming_brings_everything_back(suspended, browse: Browse, said: Said):
    out, _err, failure = said("resume_territory", suspended.slug)
    assert failure == ""
    assert suspended.name in out
    page = browse(suspended).get("/")
    assert page.status_code == 200
    assert "Un billet d’avant" in page.content.decode()
    suspended.refresh_from_db()
    assert suspended.suspension_reason == ""


def test_both_acts_are_in_the_log_and_resuming_twice_is_one(suspended, said: Said):
    said("resume_territory", suspended.slug)
    said("resume_territory", suspended.slug)
    with scoping.scope(suspended):
        acts = list(audit.chain_of(suspended).links.values_list("action", flat=True))
    assert acts[-2:] == ["territory.suspend", "territory.resume"]


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_reason_that_nobody_could_read_is_refused(a: Territory, said: Said, reason):
    _out, _err, failure = said("suspend_territory", a.slug, "--reason", reason)
    assert "300" in failure
    a.refresh_from_db()
    assert a.state == Territory.State.ACTIVE


@pytest.mark.parametrize(
    "command",
    [("suspend_territory", "nowhere", "--reason", "x"), ("resume_territory", "nowhere")],
)
def test_an_unknown_short_name_is_a_sentence(a: Territory, said: Said, command: Any):
    assert "nowhere" in said(*command)[2]
