"""A process killed while it opens a territory leaves nothing half-opened."""

import json
from pathlib import Path

import pytest

from tests.own_database import OwnDatabase

pytestmark = [pytest.mark.postgresql, pytest.mark.faults]
COMMAND = ("provision_territory", "--code", "69141", "--hostname", "cut.localhost")
TABLES = (
    "wagtailcore_site",
    "wagtailcore_page",
    "wagtailcore_collection",
    "django_site",
    "kernel_territory",
    "kernel_town",
    "kernel_topic",
    "kernel_auditlink",
    "theming_theme",
    "members_user",
)


def rows(own: OwnDatabase) -> dict[str, int]:
    """How many rows each table has."""
    return {table: own.value(f"SELECT count(*) FROM {table}") for table in TABLES}  # noqa: S608


@pytest.mark.parametrize(
    "table", ["kernel_territory", "kernel_town", "consultations_consultationindex", "theming_theme"]
)
def test_an_opening_killed_in_the_middle_leaves_nothing_and_can_be_done_again(
    own: OwnDatabase, table: str
):
    before = rows(own)
    with own.connect() as gate:
        gate.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        process = own.start(*COMMAND, "--referent", "one@x.fr")
        own.wait_for_waiters(1)
        process.kill()
        process.communicate()
    assert rows(own) == before
    done = own.run(*COMMAND, "--referent", "one@x.fr")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["created"]
    again = own.run(*COMMAND)
    assert not json.loads(again.stdout)["created"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_cut_in_the_middle_is_finished_by_running_it_again(
    own: OwnDatabase, tmp_path: Path, jobs: str
):
    codes = ["69141", "69051", "69148", "69170"]
    file = tmp_path / "list.csv"
    file.write_text("code,hostname\n" + "".join(f"{code},h{code}.fr\n" for code in codes))
    command = ("provision_territories", str(file), "--json", "--jobs", jobs)
    process = own.start(*command)
    assert process.stdout
    first = json.loads(process.stdout.readline())
    process.kill()
    process.communicate()
    own.wait_for_nobody()
    done = own.run(*command)
    assert done.returncode == 0, done.stderr
    created = {
        facts["hostname"]: facts["created"] for facts in map(json.loads, done.stdout.splitlines())
    }
    assert set(created) == {f"h{code}.fr" for code in codes}
    assert created[first["hostname"]] is False
    assert own.value("SELECT count(*) FROM wagtailcore_site WHERE hostname LIKE 'h%%.fr'") == 4
    homes = "SELECT count(*) FROM wagtailcore_page WHERE depth = 2"
    sites = "SELECT count(*) FROM wagtailcore_site"
    assert own.value(homes) == own.value(sites)
