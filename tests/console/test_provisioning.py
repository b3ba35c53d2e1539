"""Opening a territory: whole or not at all, once, and with words that say what to change."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sites.models import Site as DjangoSite
from django.core import mail
from django.test import Client
from wagtail.models import Collection, Page, Site

from console import provisioning
from console.opening_request import ProvisioningError
from console.provisioning import DEFAULT_TOPICS, provision_territory
from members.models import User
from site_core.kernel import audit, scoping, territories
from site_core.kernel.models import (
    District,
    Role,
    RoleGroup,
    Territory,
    TerritoryRole,
    Topic,
    Town,
)
from tests.factories import make_operator
from tests.factories.sites import add_sites, queries
from tests.own_database import OwnDatabase
from theming.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("places")]
MORNANT, LYON = "69141", "69123"
WRITTEN: list[Any] = [
    Territory, Town, District, Topic, Theme, TerritoryRole, RoleGroup, Group, Page, Site,
    DjangoSite, Collection, User,
]  # fmt: skip


def refusal(**request: str) -> ProvisioningError:
    """Why a territory cannot be opened."""
    with pytest.raises(ProvisioningError) as caught:
        provision_territory(**{"code": MORNANT, "hostname": "new.localhost"} | request)
    return caught.value


def rows() -> dict[str, int]:
    """How many rows there are of everything that an opening writes."""
    with scoping.everywhere():
        return {model.__name__: model.objects.count() for model in WRITTEN}


def test_a_new_territory_answers_at_its_address_with_all_that_the_contract_promises():
    done = provision_territory(code=MORNANT, hostname="mornant.localhost")
    assert done.created
    browser = Client(headers={"host": "mornant.localhost"})
    for address in (
        "/", "/blogs/", "/groupes/", "/agenda/", "/consultations/", "/mentions-legales/",
        "/accessibilite/", "/donnees-personnelles/", "/charte/", "/contact/", "/moderation/",
    ):  # fmt: skip
        page = browser.get(address)
        assert (address, page.status_code) == (address, 200)
        assert "Mornant" in page.content.decode()


def test_a_new_territory_has_its_places_topics_theme_and_files_of_its_own():
    territory = provision_territory(code="200046977", hostname="metropole.localhost").territory
    with territories.enter(territory):
        assert Town.objects.count() == 58
        assert Town.objects.get(code=LYON).department == "69"
        arrondissements = District.objects.filter(town__code=LYON)
        assert arrondissements.count() == District.objects.count() == 9
        assert list(Topic.objects.values_list("name", flat=True)) == list(DEFAULT_TOPICS)
        assert Theme.objects.count() == 1
    assert territory.name == "Métropole de Lyon"
    assert territory.time_zone == "Europe/Paris"
    assert territory.collection.get_parent() == Collection.get_first_root_node()
    assert DjangoSite.objects.filter(domain="metropole.localhost").count() == 1
    assert not territory.site.is_default_site


def test_a_territory_overseas_lives_on_its_own_clocks():
    territory = provision_territory(code="97411", hostname="saint-denis.localhost").territory
    assert territory.time_zone == "Indian/Reunion"


@pytest.mark.parametrize("code", ["200046977", "69096"])
def test_a_territory_may_be_some_communes_of_one_place(code):
    done = provision_territory(
        code=code, hostname="deux.localhost", towns=["69091", "69096", "69091"]
    )
    assert done.as_json()["towns"] == ["69091", "69096"]


@pytest.mark.parametrize(
    ("code", "towns", "named"),
    [
        ("200046977", ["69096", MORNANT], "Mornant (69141)"),  # another intercommunality's
        ("69096", ["69096", MORNANT], "Mornant (69141)"),
        ("69096", ["69091"], "Grigny-sur-Rhône (69096)"),  # the commune itself is left out
        ("29083", ["29083", "29155"], "Ouessant (29155)"),  # an island outside any
    ],
)
def test_a_commune_of_another_place_is_refused_by_its_name(code, towns, named):
    before = rows()
    with pytest.raises(ProvisioningError) as caught:
        provision_territory(code=code, hostname="x.localhost", towns=towns)
    assert caught.value.field == "towns"
    assert named in str(caught.value)
    assert rows() == before


def test_opening_is_in_the_log_with_who_did_it():
    operator = make_operator()
    territory = provision_territory(
        code=MORNANT, hostname="mornant.localhost", actor=operator
    ).territory
    with scoping.scope(territory):
        links = audit.chain_of(territory).links.order_by("sequence")
        opened = next(link for link in links if link.action == "territory.open")
        facts = {part.name: json.loads(part.facts) for part in opened.parts.all()}
    assert facts["actor"]["id"] == operator.pk
    assert facts["act"]["details"] == {"code": MORNANT, "hostname": "mornant.localhost"}


def test_opening_again_changes_nothing():
    first = provision_territory(code=MORNANT, hostname="mornant.localhost", name="Chez nous")
    before = rows()
    again = provision_territory(code=MORNANT, hostname="mornant.localhost", name="Autre nom")
    assert not again.created
    assert again.territory == first.territory
    assert again.territory.name == "Chez nous"
    assert "Chez nous" in again.notice
    assert "Autre nom" in again.notice
    assert rows() == before


def test_opening_again_appoints_the_referents_that_are_missing():
    provision_territory(code=MORNANT, hostname="mornant.localhost", referents=["a@x.fr"])
    done = provision_territory(
        code=MORNANT, hostname="mornant.localhost", referents=["A@x.fr ", "b@x.fr", "b@x.fr"]
    )
    with scoping.scope(done.territory):
        people = TerritoryRole.objects.filter(role=Role.REFERENT)
        assert {row.user.email for row in people} == {"a@x.fr", "b@x.fr"}
        assert RoleGroup.objects.count() == 1
    assert not User.objects.get(email="b@x.fr").has_usable_password()
    assert [message.to for message in mail.outbox] == [["a@x.fr"], ["b@x.fr"]]


@pytest.mark.parametrize(
    "typed", ["MORNANT.localhost", " mornant.localhost ", "mornant.localhost.", "Mornant.LOCALHOST"]
)
def test_a_host_name_is_the_same_however_it_is_typed(typed):
    first = provision_territory(code=MORNANT, hostname="mornant.localhost")
    assert provision_territory(code=MORNANT, hostname=typed).territory == first.territory


def test_a_host_name_with_accents_is_kept_as_browsers_send_it():
    territory = provision_territory(code="42218", hostname="Saint-Étienne.localhost").territory
    assert territory.hostname == "xn--saint-tienne-geb.localhost"
    page = Client(headers={"host": "xn--saint-tienne-geb.localhost"}).get("/")
    assert "Saint-Étienne" in page.content.decode()


@pytest.mark.parametrize(
    "hostname",
    [
        "", " ", ".", "lyon..fr", "-lyon.fr", "lyon-.fr", "lyon fr", "http://lyon.fr", "lyon.fr:80",
        "lyon.fr/", "lyon_1.fr", "a" * 64 + ".fr", ("abcdefghi." * 10) + "fr", "10.0.0.1", "::1",
        "lyon\x00.fr", "é" * 70 + ".fr", "xn--\u0301.fr",
    ],
)  # fmt: skip
def test_what_is_no_host_name_is_refused_and_nothing_is_opened(hostname):
    before = rows()
    error = refusal(hostname=hostname)
    assert error.field == "hostname"
    assert str(error)
    assert rows() == before


def test_the_address_of_another_territory_is_refused_by_its_name():
    error = refusal(hostname="a.localhost")
    assert error.field == "hostname"
    assert "Pays Mornantais" in str(error)


def test_the_address_of_the_operator_is_refused_even_before_its_site_is_open():
    Site.objects.filter(hostname=settings.OPERATOR_HOST).delete()
    assert refusal(hostname=settings.OPERATOR_HOST.upper()).field == "hostname"


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("99999", "99999"),
        ("Sainte-Colombe", "69189"),
        ("69420", "69064"),  # a postcode
        ("69381", LYON),  # an arrondissement
        ("1004", "01004"),  # a spreadsheet ate the zero
        ("", "69096"),
        ("\x00", "69096"),
        ("x" * 10_000, "xxx"),
    ],
)
def test_an_unknown_code_is_refused_with_what_was_probably_meant(code, hint):
    error = refusal(code=code)
    assert error.field == "code"
    assert hint in str(error)
    assert len(str(error)) < 1_000


def test_a_commune_that_is_not_in_the_list_is_refused():
    with pytest.raises(ProvisioningError) as caught:
        provision_territory(code=MORNANT, hostname="x.localhost", towns=["69091", "00000"])
    assert caught.value.field == "towns"


def test_a_refusal_is_in_french_where_french_is_spoken():
    assert "code" in str(refusal(code="99999"))
    assert "Aucun" in str(refusal(code="99999"))


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        ({"slug": "Pas Un Slug"}, "slug"),
        ({"slug": "x" * 61}, "slug"),
        ({"slug": "mornantais"}, "slug"),
        ({"name": "x" * 121}, "name"),
        ({"name": "a\u202eb"}, "name"),
        ({"theme": "no-such-theme"}, "theme"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(request_, field):
    before = rows()
    assert refusal(**request_).field == field
    assert rows() == before


def test_an_address_that_is_none_opens_nothing():
    before = rows()
    with pytest.raises(ProvisioningError) as caught:
        provision_territory(code=MORNANT, hostname="x.localhost", referents=["a@b.fr", "nobody"])
    assert caught.value.field == "referents"
    assert rows() == before


def test_a_fault_in_the_middle_leaves_nothing():
    before = rows()
    assert refusal(theme="no-such-theme", hostname="cut.localhost").field == "theme"
    assert rows() == before
    assert Client(headers={"host": "cut.localhost"}).get("/").status_code == 404
    assert provision_territory(code=MORNANT, hostname="cut.localhost").created


def test_namesakes_get_short_names_of_their_own():
    slugs = [
        provision_territory(code=code, hostname=f"s{code}-{n}.localhost").territory.slug
        for n, code in enumerate(["69189", "05135", "05135", "05135"])
    ]
    assert slugs == [
        "sainte-colombe",
        "sainte-colombe-05135",
        "sainte-colombe-05135-2",
        "sainte-colombe-05135-3",
    ]


def test_a_long_name_leaves_room_for_what_tells_it_apart():
    name = "Une très très longue appellation pour un tout petit territoire de montagne"
    slugs = [
        provision_territory(code=MORNANT, hostname=f"long{n}.localhost", name=name).territory.slug
        for n in range(2)
    ]
    assert len(set(slugs)) == 2
    assert all(len(slug) <= 60 and not slug.endswith("-") for slug in slugs)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Marcq-en-Barœul", "marcq-en-baroeul"),
        ("L’Arbresle", "l-arbresle"),
        ("L'Arbresle", "l-arbresle"),
        ("Œting", "oeting"),
        ("Saint-Étienne", "saint-etienne"),
    ],
)
def test_a_short_name_spells_a_french_name_out(name, slug):
    done = provision_territory(code=MORNANT, hostname="x.localhost", name=name)
    assert done.territory.slug == slug


def test_a_name_without_a_latin_letter_still_gets_a_short_name():
    done = provision_territory(code=MORNANT, hostname="x.localhost", name="今日は")
    assert done.territory.slug == f"territoire-{MORNANT}"


def test_one_more_territory_costs_the_same_among_three_or_three_hundred():
    provision_territory(code="69051", hostname="warm.localhost")
    few = queries(lambda: provision_territory(code="69148", hostname="few.localhost"))
    add_sites(300)
    many = queries(lambda: provision_territory(code="69170", hostname="many.localhost"))
    assert many == few < 500


def test_the_largest_intercommunality_costs_hardly_more_than_a_commune():
    provision_territory(code="69051", hostname="warm.localhost")
    small = queries(lambda: provision_territory(code="69148", hostname="small.localhost"))
    large = queries(lambda: provision_territory(code="200054781", hostname="grand-paris.localhost"))
    assert large <= small + 5


def test_the_command_prints_what_was_opened(said: Callable[..., tuple[str, str, str]]):
    out, _err, failure = said(
        "provision_territory", "--code", "200 046 977", "--towns", "69096, 69091",
        "--hostname", "sud.localhost", "--name", "Le Sud", "--slug", "sud",
        "--referent", "one@x.fr", "--referent", "two@x.fr", "--theme", "ardoise",
    )  # fmt: skip
    assert failure == ""
    printed = json.loads(out)
    territory = Territory.objects.get(slug="sud")
    assert printed == {
        "slug": "sud",
        "hostname": "sud.localhost",
        "territory_id": territory.pk,
        "towns": ["69091", "69096"],
        "created": True,
    }
    with scoping.scope(territory):
        assert TerritoryRole.objects.count() == 2
        assert Theme.objects.get().preset == "ardoise"
    again, _err, failure = said(
        "provision_territory", "--code", "200046977", "--hostname", "SUD.localhost"
    )
    assert json.loads(again) == printed | {"created": False}


def test_the_command_says_that_another_short_name_was_not_applied(
    said: Callable[..., tuple[str, str, str]],
):
    command = ("provision_territory", "--code", MORNANT, "--hostname", "x.localhost", "--slug")
    first, err, _failure = said(*command, "un")
    assert err == ""
    again, err, failure = said(*command, "deux")
    assert failure == ""
    assert json.loads(again) == json.loads(first) | {"created": False}
    assert "x.localhost" in err
    assert "(un)" in err
    assert "deux" in err


def test_the_command_fails_with_a_sentence(said: Callable[..., tuple[str, str, str]]):
    out, _err, failure = said("provision_territory", "--code", "0", "--hostname", "x.localhost")
    assert out == ""
    assert "«" in failure


def test_a_person_made_referent_at_once_by_two_openings_has_one_account(monkeypatch):
    def opened_meanwhile(**account: str) -> User:
        User.objects.create_user(account["email"], name="Somebody else's opening")
        return open_account(**account)

    open_account = provisioning.open_account
    monkeypatch.setattr(provisioning, "open_account", opened_meanwhile)
    assert provisioning.account_of("twice@x.fr") == User.objects.get(email="twice@x.fr")


@pytest.mark.postgresql
def test_two_processes_at_once_open_one_territory(own: OwnDatabase):
    command = ("provision_territory", "--code", MORNANT, "--hostname", "race.localhost")
    with own.connect() as gate:
        gate.execute("SELECT id FROM wagtailcore_page WHERE depth = 1 FOR UPDATE")
        processes = [own.start(*command, "--referent", "one@x.fr") for _ in range(2)]
        own.wait_for_waiters(2)
    said = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    printed = [json.loads(out) for out, _err in said]
    assert sorted(facts["created"] for facts in printed) == [False, True]
    assert printed[0]["territory_id"] == printed[1]["territory_id"]
    sites = "SELECT count(*) FROM wagtailcore_site WHERE hostname = 'race.localhost'"
    assert own.value(sites) == 1
    roles = "SELECT count(*) FROM kernel_territoryrole WHERE territory_id = %s"
    assert own.value(roles, printed[0]["territory_id"]) == 1


@pytest.mark.postgresql
def test_two_processes_at_once_open_two_namesakes(own: OwnDatabase):
    with own.connect() as gate:
        gate.execute("SELECT id FROM wagtailcore_page WHERE depth = 1 FOR UPDATE")
        processes = [
            own.start("provision_territory", "--code", code, "--hostname", f"{code}.localhost")
            for code in ("69189", "05135")
        ]
        own.wait_for_waiters(2)
    said = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    slugs = {json.loads(out)["slug"] for out, _err in said}
    assert len(slugs) == 2
    assert "sainte-colombe" in slugs
