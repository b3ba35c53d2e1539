"""The audit log in the admin: read by referents, of their territory only, changed by nobody."""

import csv
import io
from typing import Any

import pytest
from django.utils import translation

from site_core.kernel import audit
from site_core.kernel.models import Role, Territory
from site_core.kernel.spreadsheets import harmless
from tests.factories import make_editor, make_operator, make_referent, make_user

pytestmark = pytest.mark.django_db
LOG = "/admin/journal/"


def rows_of(answer: Any) -> list[dict[str, str]]:
    """The lines of a CSV file."""
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_a_referent_reads_who_did_what_and_why(a: Territory, browse: Any) -> None:
    rosa = make_referent(a, name="Rosa Parques")
    helped = make_user(name="Marcel Aidé")
    audit.record(
        territory=a,
        actor=rosa,
        acting_for=helped,
        action="territory.suspend",
        target=a,
        why="Travaux à la mairie",
    )
    page = browse(a, rosa).get(LOG).content.decode()
    for words in ("Rosa Parques", "Marcel Aidé", "Travaux à la mairie", a.name):
        assert words in page


def test_the_log_says_which_role_was_given(a: Territory, browse: Any) -> None:
    referent = make_referent(a)
    make_editor(a, name="Édith")
    page = browse(a, referent).get(LOG).content.decode()
    with translation.override("fr"):
        assert f"({Role.EDITOR.label})" in page
    assert "Édith" in page


def test_the_log_shows_nothing_of_the_neighbours(a: Territory, b: Territory, browse: Any) -> None:
    audit.record(territory=b, action="test.act", why="canari-du-voisin")
    audit.record(territory=None, action="test.act", why="canari-operateur")
    audit.record(territory=a, action="test.act", why="chez-nous")
    client = browse(a, make_referent(a, b))
    page = client.get(LOG).content.decode()
    file = str(rows_of(client.get(LOG, {"export": "csv"})))
    for text in (page, file):
        assert "chez-nous" in text
        assert "canari" not in text


def test_the_operator_reads_the_operators_log_on_the_network_site(
    a: Territory, browse: Any
) -> None:
    audit.record(territory=None, action="test.act", why="compte-fermé")
    audit.record(territory=a, action="test.act", why="canari")
    page = browse(None, make_operator()).get(LOG).content.decode()
    assert "compte-fermé" in page
    assert "canari" not in page


@pytest.mark.parametrize("who", ["visitor", "editor", "neighbour"])
@pytest.mark.parametrize("address", [LOG, f"{LOG}resultats/", f"{LOG}?export=csv"])
def test_nobody_else_reads_the_log(
    who: str, address: str, a: Territory, b: Territory, browse: Any
) -> None:
    audit.record(territory=a, action="test.act", why="canari")
    person = {"visitor": None, "editor": make_editor(a), "neighbour": make_referent(b)}[who]
    answer = browse(a, person).get(address)
    assert answer.status_code in {302, 403, 404}
    assert b"canari" not in answer.content


def test_the_log_can_be_narrowed_to_a_kind_of_act(a: Territory, browse: Any) -> None:
    audit.record(territory=a, action="territory.suspend", why="fermé pour travaux")
    audit.record(territory=a, action="territory.resume", why="fin des travaux")
    client = browse(a, make_referent(a))
    page = client.get(LOG, {"action": "territory.resume"}).content.decode()
    assert "fin des travaux" in page
    assert "fermé pour travaux" not in page


def test_an_erased_name_is_shown_as_erased(a: Territory, browse: Any) -> None:
    leaver = make_user(name="Partante")
    audit.record(territory=a, actor=leaver, action="test.act", why="raison gardée")
    audit.erase_payloads_of(leaver)
    rows = rows_of(browse(a, make_referent(a)).get(LOG, {"export": "csv"}))
    assert "Partante" not in str(rows)
    assert "raison gardée" in str(rows)


def test_the_log_costs_the_same_with_one_act_or_many(
    a: Territory, browse: Any, django_assert_max_num_queries: Any
) -> None:
    client = browse(a, make_referent(a))
    client.get(LOG)
    with django_assert_max_num_queries(50) as few:
        client.get(LOG)
    for number in range(12):
        audit.record(territory=a, actor=make_user(), action="test.act", number=number)
    with django_assert_max_num_queries(50) as many:
        client.get(LOG)
    assert len(many) == len(few)


def test_taking_the_log_away_is_recorded(a: Territory, browse: Any) -> None:
    rosa = make_referent(a, name="Rosa")
    rows = rows_of(browse(a, rosa).get(LOG, {"export": "csv"}))
    latest = list(rows[0].values())
    assert "Rosa" in latest
    assert '{"details": {"format": "csv"}}' in latest


def test_a_spreadsheet_opens_without_running_what_was_typed(a: Territory, browse: Any) -> None:
    audit.record(territory=a, action="test.act", why="=HYPERLINK(1)", acting_for="@somme")
    client = browse(a, make_referent(a))
    cells = [cell for row in rows_of(client.get(LOG, {"export": "csv"})) for cell in row.values()]
    assert "'=HYPERLINK(1)" in cells
    assert "'@somme" in cells
    workbook = client.get(LOG, {"export": "xlsx"})
    assert b"".join(workbook.streaming_content).startswith(b"PK")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_texts_that_look_like_formulas_are_quoted(start: str) -> None:
    assert harmless(f"{start}1") == f"'{start}1"
    assert harmless("un texte") == "un texte"
    assert harmless(-1) == -1


def test_the_menu_leads_referents_to_the_log(a: Territory, browse: Any) -> None:
    assert LOG in browse(a, make_referent(a)).get("/admin/").content.decode()
    assert LOG not in browse(a, make_editor(a)).get("/admin/").content.decode()
