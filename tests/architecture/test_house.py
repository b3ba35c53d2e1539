"""The house around the code: what its pages promise is there, and nothing names a machine."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from site_core.settings import env

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
PLANNED = OPERATIONS.partition("## Planned")[2]
OUR_APPS = {app for app in settings.INSTALLED_APPS if (ROOT / app.replace(".", "/")).is_dir()}
MACHINE = re.compile(
    r"(^|[^A-Za-z0-9_.])/(work|root|home/[a-z]+|tmp/team)/"
    r"|\b(registry\.npmjs\.org|files\.pythonhosted\.org|deb\.debian\.org)\b"
)


def tracked_texts():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if name == "tests/architecture/test_house.py" or "/vendor/" in name or not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" not in content:
            yield name, content.decode(errors="replace")


def make_targets():
    makefile = (ROOT / "Makefile").read_text()
    return re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()


def test_the_readme_fits_on_eighty_lines():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 80


@pytest.mark.parametrize("target", [name for name in make_targets() if name != "help"])
def test_every_make_command_is_in_the_readme_and_in_the_operations_page(target):
    named = re.compile(rf"make {target}\b(?!-)")
    assert named.search((ROOT / "README.md").read_text())
    assert named.search(OPERATIONS)


@pytest.mark.parametrize("variable", sorted(env.KNOWN))
def test_every_setting_is_in_the_operations_page(variable):
    assert f"| `{variable}` |" in OPERATIONS


def test_every_management_command_of_ours_is_in_the_operations_page_and_no_longer_planned():
    ours = {name for name, app in get_commands().items() if app in OUR_APPS}
    assert ours
    assert {name for name in ours if not re.search(rf"`{name}\b", OPERATIONS)} == set()
    assert {name for name in ours if re.search(rf"`{name}`", PLANNED)} == set()


def test_every_command_that_is_not_planned_exists():
    table = OPERATIONS.partition("## Management commands")[2].partition("\n## ")[0]
    promised = set(re.findall(r"`([a-z]+_[a-z]+|doctor)\b", table))
    planned = set(re.findall(r"`([a-z_]+)`", PLANNED))
    assert promised
    assert promised - planned - set(get_commands()) == set()


def test_no_tracked_file_names_a_machine_or_a_package_host():
    assert [name for name, text in tracked_texts() if MACHINE.search(text)] == []


def test_every_link_of_the_documentation_leads_somewhere():
    broken = [
        f"{name}: {target}"
        for name, text in tracked_texts()
        if name.endswith(".md")
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
        if not (ROOT / name).parent.joinpath(target).exists()
    ]
    assert broken == []


def test_publiccode_describes_the_project_in_both_languages():
    card = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert card["publiccodeYmlVersion"].startswith("0.")
    assert card["legal"]["license"] == "EUPL-1.2"
    assert set(card["description"]) == {"fr", "en"}
    for text in card["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_is_pinned_and_says_why_it_is_there(name):
    lines = [
        line
        for line in (ROOT / name).read_text().splitlines()
        if line and not line.startswith(("#", "-r"))
    ]
    assert lines
    assert [
        line for line in lines if not re.match(r"[A-Za-z0-9_.-]+(\[[a-z0-9,]+\])?==\S+  # \w", line)
    ] == []


def test_the_tests_run_with_the_settings_of_the_tests():
    assert env.ENVIRONMENT == "test"
