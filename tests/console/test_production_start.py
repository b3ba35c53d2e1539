"""Production never serves, nor writes, accounts whose password is public."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

from console.checks import TAG
from members.models import User
from site_core.start import refuse_unsafe_start

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ROOT = Path(__file__).resolve().parents[2]


def faults(databases: list[str] | None) -> list[str]:
    """What the check finds, by number."""
    return [str(fault.id) for fault in run_checks(tags=[TAG], databases=databases)]


@pytest.fixture
def production(settings):
    """Production, as far as this check is concerned."""
    settings.DEMO = False


@pytest.mark.parametrize("name", ["operateur", "habitant7.mornantais", "nobody.nowhere"])
def test_an_account_of_the_demo_is_a_fault_in_production(production, name: str):
    assert faults(["default"]) == []
    User.objects.create_user(f"{name}@demo.kikalu.test", name="Demo")
    assert faults(["default"]) == ["kikalu.E040"]


def test_the_demo_has_them():
    User.objects.create_user("operateur@demo.kikalu.test", name="Demo")
    assert faults(["default"]) == []


def test_an_address_that_only_looks_like_theirs_is_none(production):
    User.objects.create_user("x@demo.kikalu.test.example", name="Somebody")
    assert faults(["default"]) == []


def test_commands_that_use_no_database_do_not_look(production):
    User.objects.create_user("operateur@demo.kikalu.test", name="Demo")
    assert faults(None) == []


def test_a_database_that_is_away_is_let_through(production):
    def away(*_query: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(away):
        assert faults(["default"]) == []


def test_the_server_does_not_start(production, monkeypatch):
    monkeypatch.setattr("site_core.start.connections.close_all", lambda: None)
    refuse_unsafe_start()
    User.objects.create_user("operateur@demo.kikalu.test", name="Demo")
    with pytest.raises(ImproperlyConfigured, match="@demo"):
        refuse_unsafe_start()


def test_production_begins_with_an_empty_database_and_refuses_the_demo(tmp_path: Path):
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("KIKALU_") and name not in {"DATABASE_URL", "REDIS_URL"}
    }
    environment |= {
        "KIKALU_ENV": "production",
        "KIKALU_DATA": str(tmp_path),
        "SECRET_KEY": "x" * 50,
    }

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "ignore", *command],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    started = run("-c", "import site_core.wsgi")
    assert started.returncode == 0, started.stderr
    seeded = run("manage.py", "seed_demo")
    assert seeded.returncode == 1
    assert "production" in seeded.stderr
