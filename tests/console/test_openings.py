"""Opening the territories of a file: each line stands alone."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from console.openings import LONGEST_LINE, BadFile, Line, open_line, read_lines
from site_core.kernel import scoping
from site_core.kernel.models import Territory, TerritoryRole
from tests.own_database import OwnDatabase

Said = Callable[..., tuple[str, str, str]]
HEADING = b"code,hostname\n"


def lines(text: str | bytes) -> list[Line]:
    """The lines of a file."""
    return list(read_lines(BytesIO(text.encode() if isinstance(text, str) else text)))


def test_columns_may_stand_in_any_order_and_those_not_wanted_be_left_out():
    (line,) = lines("Hostname, CODE ,theme\nx.fr,69091,ardoise\n")
    assert line.number == 2
    assert line.fields == {
        "code": "69091", "hostname": "x.fr", "name": "", "slug": "", "referent": "",
        "theme": "ardoise",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        b"code,hostname,name\n69091,x.fr,Gi\xc3\xa9\n",
        b"\xef\xbb\xbfcode,hostname,name\r\n69091,x.fr,Gi\xc3\xa9\r\n",
        b'code;hostname;name\n"69091";"x.fr";"Gi\xc3\xa9"\n',
        b"\xef\xbb\xbfcode;hostname;name;;\n69091;x.fr;Gi\xc3\xa9;;\n",
        b"code,hostname,name\n\n 69091 , x.fr , Gi\xc3\xa9 \n,,\n",
        b"code,hostname,name\n69091,x.fr,Gi\xc3\xa9",
    ],
)
def test_a_file_is_read_as_spreadsheets_write_it(text):
    (line,) = lines(text)
    assert not line.error
    fields = line.fields
    assert (fields["code"], fields["hostname"], fields["name"]) == ("69091", "x.fr", "Gié")


def test_a_cell_may_hold_what_separates_cells():
    (line,) = lines('code,hostname,name\n69091,x.fr,"Rive droite, rive gauche"\n')
    assert line.fields["name"] == "Rive droite, rive gauche"


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        (b"", "hostname"),
        (b"\n", "hostname"),
        (b"code\n", "hostname"),
        (b"69091,x.fr\n", "hostname"),
        (b"code,hostname,referents\n", "referents"),
        (b"code,hostname,code\n", "deux fois"),
        ("code,hostname,nom\n".encode("utf-16"), "UTF-8"),
        (b"code,hostname,\xe9\n", "UTF-8"),
        (b"\x00\x01\x02", "UTF-8"),
        (b"code,hostname" + b"x" * LONGEST_LINE, "UTF-8"),
    ],
)
def test_a_heading_that_cannot_be_understood_says_what_to_change(heading, told):
    with pytest.raises(BadFile) as caught:
        lines(heading)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "bad",
    [
        b"69091\n",
        b",x.fr\n",
        b"69091,\n",
        b"69091,x.fr,too,many\n",
        b'69091,"x.fr\n',
        b'"69"091,x.fr\n',
        b"69091,x\x00.fr\n",
        b"69091,x\x1b.fr\n",
        b"69091,\xff.fr\n",
        b"69091," + b"x" * 3 * LONGEST_LINE + b"\n",
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_spoils_no_other(bad):
    found = lines(HEADING + b"69091,a.fr\n" + bad + b"69096,b.fr\n")
    assert [line.number for line in found] == [2, 3, 4]
    assert [bool(line.error) for line in found] == [False, True, False]
    assert found[2].fields["hostname"] == "b.fr"


def test_one_bad_line_among_five_thousand_is_found_by_its_number():
    rows = [f"69091,h{number}.fr" for number in range(2, 5_002)]
    rows[3_210] = '69091,"h.fr'
    found = lines("code,hostname\n" + "\n".join(rows))
    assert len(found) == 5_000
    assert [line.number for line in found if line.error] == [3_212]


def test_a_host_name_met_before_is_refused_with_the_line_that_has_it():
    found = lines("code,hostname\n69091,Saint-Étienne.fr\n69096,x.fr\n42218,SAINT-étienne.fr.\n")
    assert not found[0].error
    assert "2" in found[2].error
    assert "xn--" in found[2].error


def test_lines_are_read_only_when_they_are_wanted():
    file = BytesIO(HEADING + b"".join(b"69091,h%d.fr\n" % n for n in range(50_000)))
    reader = read_lines(file)
    assert [next(reader).number for _ in range(3)] == [2, 3, 4]
    assert file.tell() < 200


def test_the_rest_of_an_endless_line_is_not_kept():
    file = BytesIO(HEADING + b"69091,x.fr" + b"x" * 3_000_000 + b"\n69091,a.fr\n")
    found = list(read_lines(file))
    assert [bool(line.error) for line in found] == [True, False]


pytestmark = [pytest.mark.both_databases]


@pytest.fixture
def listed(tmp_path: Path) -> Callable[[str], str]:
    """A file of that text."""

    def listed(text: str) -> str:
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return listed


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_the_good_lines_open_and_the_bad_ones_are_told(said: Said, listed: Callable[[str], str]):
    path = listed(
        "code;hostname;name;slug;referent;theme\n"
        "69141;m.localhost;;;;\n"
        "Sainte-Colombe;s.localhost;;;;\n"
        "69096;a.localhost;;;;\n"
        "69051;c1.localhost;Chaussan chez soi;chez-soi;one@x.fr two@x.fr;ardoise\n"
        "69148;o.localhost;;;;no-theme\n"
    )
    out, err, failure = said("provision_territories", path)
    assert out == ""
    # A slow opening also says how far it is.
    name, address, theme = (said for said in err.splitlines() if said.startswith("Ligne"))
    assert name.startswith("Ligne 3")
    assert "69189" in name
    assert address.startswith("Ligne 4")
    assert "Pays Mornantais" in address
    assert theme.startswith("Ligne 6")
    assert "ardoise" in theme
    assert "2" in failure
    assert "3" in failure
    territory = Territory.objects.get(slug="chez-soi")
    assert territory.name == "Chaussan chez soi"
    with scoping.scope(territory):
        assert TerritoryRole.objects.count() == 2
    assert not Territory.objects.filter(site__hostname="o.localhost").exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_a_file_run_again_opens_only_what_is_missing(said: Said, listed: Callable[[str], str]):
    first = listed("code,hostname\n69141,m.localhost\n")
    assert said("provision_territories", first)[2] == ""
    both = listed("code,hostname\n69141,m.localhost\n69051,c1.localhost\n")
    out, err, failure = said("provision_territories", both, "--json")
    assert (err, failure) == ("", "")
    printed = [json.loads(line) for line in out.splitlines()]
    assert [(facts["line"], facts["created"]) for facts in printed] == [(2, False), (3, True)]
    territory = Territory.objects.get(site__hostname="c1.localhost")
    assert printed[1] == {
        "line": 3, "slug": territory.slug, "hostname": "c1.localhost",
        "territory_id": territory.pk, "towns": ["69051"], "created": True,
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_a_bad_line_is_json_too_when_json_is_asked_for(said: Said, listed: Callable[[str], str]):
    out, err, failure = said("provision_territories", listed("code,hostname\n0,x.fr\n"), "--json")
    (printed,) = [json.loads(line) for line in out.splitlines()]
    assert printed["line"] == 2
    assert printed["error"] in err
    assert failure


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("no-such-file.csv",), "illisible"),
        ((".",), "illisible"),
        (("{file}", "--jobs", "0"), "--jobs"),
        (("{file}", "--jobs", "999"), "--jobs"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(said: Said, listed, arguments, told):
    path = listed("code,hostname\n")
    _out, _err, failure = said(
        "provision_territories", *(argument.format(file=path) for argument in arguments)
    )
    assert told in failure


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_an_unforeseen_fault_fails_its_line_only(monkeypatch, caplog):
    def fails(**_request: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("console.openings.provision_territory", fails)
    outcome = open_line(next(read_lines(BytesIO(HEADING + b"69091,x.fr\n"))))
    assert outcome.line == 2
    assert "journal" in outcome.error
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.postgresql
def test_several_processes_open_each_line_once(own: OwnDatabase, tmp_path: Path):
    codes = ["69141", "69051", "69148", "69170", "69241", "69166", "bad"]
    file = tmp_path / "list.csv"
    file.write_text("code,hostname\n" + "".join(f"{code},h{code}.fr\n" for code in codes))
    done = own.run("provision_territories", str(file), "--jobs", "3", "--json")
    assert done.returncode == 1, done.stderr
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    assert len([facts for facts in printed if "error" in facts]) == 1, (printed, done.stderr)
    assert sorted(facts["line"] for facts in printed) == [2, 3, 4, 5, 6, 7, 8]
    assert sorted(facts["hostname"] for facts in printed if facts.get("created")) == sorted(
        f"h{code}.fr" for code in codes[:-1]
    )
    assert own.value("SELECT count(*) FROM wagtailcore_site WHERE hostname LIKE 'h%%.fr'") == 6
    homes = "SELECT count(*) - count(DISTINCT path) FROM wagtailcore_page"
    assert own.value(homes) == 0
