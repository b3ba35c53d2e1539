"""The operator's screens: on the network site only, for the operator only, and nothing is lost."""

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from console.tasks import mail_invitation
from console.wagtail_hooks import SCREENS
from members.models import User
from site_core.kernel import audit, scoping, territories
from site_core.kernel.models import Role, Territory, TerritoryRole
from tests.factories import make_editor, make_member, make_operator, make_referent
from tests.factories.many import add_territories
from tests.factories.sites import queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("places")]
Browse = Callable[..., Client]
LIST, OPEN = "/admin/territoires/", "/admin/territoires/ouvrir/"
TYPED = {
    "place": "69051",
    "hostname": "chaussan.localhost",
    "name": "Chaussan, chez nous",
    "slug": "chez-nous",
    "theme": "ardoise",
    "referents": "une@x.fr\ndeux@x.fr, Trois@x.fr",
}


@pytest.fixture
def operator() -> User:
    """Somebody who runs the deployment."""
    return make_operator(name="Odile Opératrice")


@pytest.fixture
def console(browse: Browse, operator: User) -> Client:
    """The operator on the network site."""
    return browse(None, operator)


def text(response: Any) -> str:
    """The page, when it was found, as people read it."""
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def detail(place: Territory, act: str = "") -> str:
    """An address about a territory."""
    return f"{LIST}{place.pk}/{act}"


def people(place: Territory) -> set[tuple[str, str]]:
    """Who holds which role there."""
    with scoping.scope(place):
        rows = TerritoryRole.objects.select_related("user")
        return {(row.user.email, row.role) for row in rows}


def addresses(place: Territory) -> list[str]:
    """Every address of the console."""
    patterns = [str(screen.pattern) for screen in SCREENS]
    return [
        LIST + pattern.replace("<int:pk>", str(place.pk)).replace("<int:row>", "1")
        for pattern in patterns
    ]


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_console_is_nowhere_for_anybody_but_the_operator(a, b, browse: Browse, method: str):
    actors = [make_member(a), make_editor(a), make_referent(a, b), make_operator()]
    for place in (a, b):
        for actor in actors:
            visitor = browse(place, actor)
            for address in addresses(a):
                assert getattr(visitor, method)(address).status_code in {403, 404}, address
    for actor in actors[:-1]:
        visitor = browse(None, actor)
        for address in addresses(a):
            assert getattr(visitor, method)(address).status_code in {403, 404}, address


def test_a_visitor_of_the_console_is_asked_to_sign_in(a, browse: Browse):
    for address in addresses(a):
        answer = browse().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/connexion/")


def test_the_menu_shows_the_console_on_the_network_site_only(a, console, browse, operator):
    assert "/admin/territoires/" in text(console.get("/admin/"))
    assert "/admin/territoires/" not in text(browse(a, operator).get("/admin/"))


def test_the_list_names_every_territory_suspended_ones_too(a, console: Client):
    territories.suspend(territory=a, reason="Travaux")
    page = text(console.get(LIST))
    for name in ("Pays Mornantais", "Vienne Condrieu", "Givors", "a.localhost", "246900740"):
        assert name in page
    assert "suspendu" in page


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("q=mornantais", {"a.localhost"}),
        ("q=soucieu", {"a.localhost"}),
        ("q=200077014", {"b.localhost"}),
        ("state=suspended", {"c.localhost"}),
        ("state=active", {"a.localhost", "b.localhost"}),
        ("q=nowhere", set()),
        ("q=givors&state=active", set()),
    ],
)
def test_the_list_is_searched_and_filtered(c, console: Client, asked: str, shown: set[str]):
    territories.suspend(territory=c, reason="Travaux")
    for address in (LIST, f"{LIST}resultats/"):
        page = text(console.get(f"{address}?{asked}"))
        hosts = {"a.localhost", "b.localhost", "c.localhost"}
        assert {host for host in hosts if host in page} == shown


def test_the_list_has_fifty_territories_a_page(console: Client):
    add_territories(60)
    pages = [text(console.get(f"{LIST}?p={page}")) for page in (1, 2)]
    assert [page.count("home-") for page in pages] == [49, 11]
    assert "a.localhost" in pages[1]
    assert "c.localhost" in pages[0]


@pytest.mark.parametrize("asked", ["", "?q=home", "?ordering=-created_at", "?state=active"])
def test_the_list_costs_the_same_with_many_territories(console: Client, asked: str):
    add_territories(3)
    console.get(LIST + asked)
    few = queries(lambda: console.get(LIST + asked))
    add_territories(100)
    assert queries(lambda: console.get(LIST + asked)) == few < 20


@pytest.mark.parametrize(
    "asked", ["?p=x", "?p=999", "?ordering=nope", "?state=nope", "?q=" + "x" * 500]
)
def test_a_strange_list_is_still_a_list(console: Client, asked: str):
    assert console.get(LIST + asked).status_code == 200


def test_a_territory_is_opened_with_all_that_was_typed(console: Client, operator: User):
    answer = console.post(OPEN, TYPED)
    territory = Territory.objects.get(slug="chez-nous")
    assert answer.status_code == 302
    assert answer["Location"] == detail(territory)
    assert (territory.name, territory.hostname) == ("Chaussan, chez nous", "chaussan.localhost")
    assert people(territory) == {
        (email, Role.REFERENT) for email in ("une@x.fr", "deux@x.fr", "trois@x.fr")
    }
    page = text(console.get(detail(territory)))
    assert "Chaussan (69051)" in page
    assert "trois@x.fr" in page
    with scoping.scope(territory):
        opened = audit.chain_of(territory).links.get(action="territory.open")
        actor = json.loads(opened.parts.get(name="actor").facts)
    assert actor == {"id": operator.pk, "name": "Odile Opératrice"}


def test_a_form_sent_twice_opens_one_territory(console: Client):
    answers = [console.post(OPEN, TYPED) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Territory.objects.filter(site__hostname="chaussan.localhost").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("place", "99999", "Aucun"),
        ("place", "", ""),
        ("place", "x" * 200, ""),
        ("hostname", "http://x.fr", "http://"),
        ("hostname", "a.localhost", "Pays Mornantais"),
        ("hostname", "x" * 400, ""),
        ("name", "x" * 130, "120"),
        ("slug", "Pas Un Slug", "Pas Un Slug"),
        ("slug", "mornantais", "mornantais"),
        ("theme", "nope", ""),
        ("referents", "pas une adresse", "adresse"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(
    console: Client, field: str, value: str, told: str
):
    before = Territory.objects.count()
    answer = console.post(OPEN, TYPED | {field: value})
    page = text(answer)
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert told in " ".join(form.errors[field])
    for name, typed in (TYPED | {field: value}).items():
        assert form[name].value() == typed
        assert name == "theme" or typed in page
    assert Territory.objects.count() == before


def test_a_name_shared_by_several_places_offers_each_of_them(console: Client):
    answer = console.post(OPEN, TYPED | {"place": "Sainte-Colombe"})
    assert list(answer.context["form"].errors) == ["place"]
    page = text(answer)
    for code in ("69189", "05135"):
        assert f'name="choose" value="{code}"' in page


def test_looking_up_a_name_offers_places_without_any_reproach(console: Client):
    answer = console.post(OPEN, {"place": "mornant", "hostname": "é è", "look-up": "1"})
    page = text(answer)
    assert not answer.context["form"].errors
    assert 'value="69141"' in page
    assert 'value="246900740"' in page
    assert "é è" in page


def test_looking_up_a_name_that_no_place_has_says_so(console: Client):
    answer = console.post(OPEN, {"place": "zzz", "look-up": "1"})
    assert 'role="status"' in text(answer)


def test_a_suggestion_fills_the_code_and_what_was_left_empty(console: Client):
    kept = console.post(OPEN, TYPED | {"choose": "246900740"}).context["form"]
    assert kept["place"].value() == "246900740"
    assert kept["name"].value() == TYPED["name"]
    filled = console.post(OPEN, {"choose": "69219"}).context["form"]
    assert filled["name"].value() == "Saint-Laurent-d'Agny"
    assert filled["slug"].value() == "saint-laurent-d-agny"
    strange = console.post(OPEN, TYPED | {"choose": "nope"}).context["form"]
    assert strange["place"].value() == TYPED["place"]


def test_a_person_is_appointed_by_address_whether_known_or_new(a, console: Client):
    known = make_member(a, email="connue@x.fr")
    for email, role in (("CONNUE@x.fr", Role.REFERENT), ("nouvelle@x.fr", Role.EDITOR)):
        answer = console.post(detail(a, "nommer/"), {"email": email, "role": role})
        assert answer.status_code == 302
    assert people(a) == {("connue@x.fr", Role.REFERENT), ("nouvelle@x.fr", Role.EDITOR)}
    assert known.has_usable_password()
    assert not User.objects.get(email="nouvelle@x.fr").has_usable_password()
    page = text(console.get(detail(a)))
    assert "connue@x.fr" in page
    assert "mot de passe" in page.lower()


def test_a_new_referent_is_invited_by_mail_and_comes_in(a, b, console: Client, browse: Browse):
    form = {"email": "nouvelle@x.fr", "role": Role.REFERENT}
    answer = console.post(detail(a, "nommer/"), form, follow=True)
    assert "nouvelle@x.fr" in text(answer)
    (invitation,) = mail.outbox
    assert invitation.to == ["nouvelle@x.fr"]
    assert a.name in invitation.subject
    assert a.name in invitation.from_email
    assert "Odile Opératrice" in invitation.body
    assert b.name not in invitation.body
    link = re.search(r"http://a\.localhost:8000(/compte/mot-de-passe/\S+)", invitation.body)[1]
    assert browse(b).get(link, follow=True).context.get("token_fail")
    visitor = browse(a)
    chooser = visitor.get(link, follow=True)
    visitor.post(chooser.redirect_chain[-1][0], {"password": "mes poules pondent bien"})
    person = User.objects.get(email="nouvelle@x.fr")
    assert person.check_password("mes poules pondent bien")
    assert browse(a).get(link, follow=True).context.get("token_fail")


def test_a_member_who_is_appointed_is_told_once_without_a_link_to_a_password(a, console: Client):
    make_member(a, email="connue@x.fr")
    for _ in range(2):
        console.post(detail(a, "nommer/"), {"email": "connue@x.fr", "role": Role.EDITOR})
    (told,) = mail.outbox
    assert "/compte/mot-de-passe/" not in told.body
    assert "http://a.localhost:8000/admin/" in told.body


def test_who_has_not_come_yet_is_invited_again_and_nobody_once_dismissed(a, console: Client):
    for _ in range(2):
        console.post(detail(a, "nommer/"), {"email": "une@x.fr", "role": Role.REFERENT})
    assert [message.to for message in mail.outbox] == [["une@x.fr"], ["une@x.fr"]]
    with scoping.scope(a):
        row = TerritoryRole.objects.get()
    console.post(detail(a, f"roles/{row.pk}/retirer/"))
    mail.outbox.clear()
    mail_invitation.call(a.pk, row.pk)
    assert mail.outbox == []


def test_appointing_twice_is_once(a, console: Client):
    for _ in range(2):
        console.post(detail(a, "nommer/"), {"email": "une@x.fr", "role": Role.REFERENT})
    assert people(a) == {("une@x.fr", Role.REFERENT)}


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "nobody", "role": "referent"},
        {"email": "", "role": "referent"},
        {"email": "x@y.fr", "role": "operator"},
        {"email": "x" * 300 + "@y.fr", "role": "referent"},
    ],
)
def test_a_wrong_appointment_is_told_and_kept(a, console: Client, typed: dict[str, str]):
    answer = console.post(detail(a, "nommer/"), typed)
    page = text(answer)
    assert answer.context["appointment"].errors
    assert typed["email"] in page
    assert people(a) == set()


def test_a_role_is_taken_back_and_the_last_referent_is_missed(a, b, console: Client):
    referent = make_referent(a, b)
    with scoping.scope(a):
        row = TerritoryRole.objects.get()
    answer = console.post(detail(a, f"roles/{row.pk}/retirer/"), follow=True)
    assert people(a) == set()
    assert people(b) == {(referent.email, Role.REFERENT)}
    assert "modère" in text(answer)
    assert console.post(detail(a, f"roles/{row.pk}/retirer/")).status_code == 404


def test_a_role_of_another_territory_is_not_taken_back_here(a, b, console: Client):
    make_referent(b)
    with scoping.scope(b):
        row = TerritoryRole.objects.get()
    assert console.post(detail(a, f"roles/{row.pk}/retirer/")).status_code == 404
    assert len(people(b)) == 1


def test_a_territory_is_suspended_with_a_reason_and_opened_again(a, console, browse):
    answer = console.post(detail(a, "suspendre/"), {"reason": "Travaux & peinture"})
    assert answer.status_code == 302
    closed = browse(a).get("/")
    assert closed.status_code == 503
    assert "Travaux &amp; peinture" in closed.content.decode()
    assert "Travaux & peinture" in text(console.get(detail(a)))
    assert console.post(detail(a, "rouvrir/")).status_code == 302
    assert browse(a).get("/").status_code == 200


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_a_suspension_without_a_reason_is_refused(a, console: Client, browse: Browse, reason: str):
    answer = console.post(detail(a, "suspendre/"), {"reason": reason})
    assert answer.status_code == 200
    assert answer.context["suspension"].errors
    assert browse(a).get("/").status_code == 200


@pytest.mark.parametrize("act", ["", "nommer/", "suspendre/", "rouvrir/", "roles/1/retirer/"])
def test_a_territory_that_does_not_exist_is_not_found(console: Client, act: str):
    for pk in ("0", "999999999", "99999999999999999999999"):
        assert console.get(f"{LIST}{pk}/{act}").status_code in {404, 405}
        assert console.post(f"{LIST}{pk}/{act}").status_code in {404, 405}


@pytest.mark.parametrize("act", ["nommer/", "suspendre/", "rouvrir/", "roles/1/retirer/"])
def test_reading_an_act_does_nothing(a, console: Client, act: str):
    assert console.get(detail(a, act)).status_code == 405


def test_every_form_carries_its_mark(a, console: Client):
    make_referent(a)
    page = text(console.get(detail(a)))
    for act in ("role-dismiss", "role-appoint", "territory-suspend"):
        assert f'data-action="{act}"' in page
    assert 'data-action="territory-open"' in text(console.get(OPEN))
