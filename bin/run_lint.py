"""Runs every check that needs no database and no server, two at a time; fails if any fails.

A check that passes prints one line; one that fails prints all it has to say. Words given on the
command line keep only the checks whose names contain one of them: `make lint ARGS=types`.
"""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent
AT_ONCE = 2
CONCISE = ("--output-format", "concise")
DEPLOYED_BY_NAME = (
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "STORAGE_URL",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "PORT",
)


@dataclass(frozen=True)
class Check:
    """A command that must succeed, with what it needs in its environment."""

    name: str
    command: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """How a check ended."""

    check: Check
    passed: bool
    said: str
    seconds: float


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    """A command of .venv."""
    return (str(TOOLS / name), *arguments)


def script(name: str, *arguments: str) -> tuple[str, ...]:
    """A Python script of the project."""
    return (sys.executable, name, *arguments)


def checks() -> list[Check]:
    """The longest first, so that the two lanes end together."""
    test = {"KIKALU_ENV": "test"}
    production = {
        "KIKALU_ENV": "production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "KIKALU_OPERATOR_HOST": "kikalu.example",
        "KIKALU_MAIL_DOMAIN": "kikalu.example",
    }
    deploy = ("check", "--deploy", "--fail-level", "WARNING")
    return [
        Check("types", tool("mypy"), test),
        Check("deployment", script("manage.py", *deploy), production),
        Check("migrations", script("manage.py", "makemigrations", "--check", "--dry-run"), test),
        Check("imports", tool("lint-imports"), test),
        Check("templates", tool("djlint", "--lint", "--quiet", "templates")),
        Check("wall", script("bin/lint_scoping.py")),
        Check("catalogue", script("bin/messages.py", "--check")),
        Check("style", tool("ruff", "check", "--quiet", *CONCISE, ".")),
        Check("format", tool("ruff", "format", "--check", "--quiet", *CONCISE, ".")),
    ]


def environment() -> dict[str, str]:
    """The environment without what a deployment sets: the verdict must not depend on it."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in DEPLOYED_BY_NAME and not name.startswith("KIKALU_")
    }


def run(check: Check, data: str) -> Verdict:
    """Run one check."""
    began = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=environment() | {"KIKALU_DATA": data} | check.env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Verdict(check, done.returncode == 0, done.stdout.strip(), time.monotonic() - began)


def main() -> int:
    """0 when every check passed."""
    wanted = [
        check
        for check in checks()
        if len(sys.argv) == 1 or any(word in check.name for word in sys.argv[1:])
    ]
    failed = []
    with tempfile.TemporaryDirectory() as data, ThreadPoolExecutor(AT_ONCE) as lanes:
        for verdict in lanes.map(lambda check: run(check, data), wanted):
            outcome = "passed" if verdict.passed else "FAILED"
            print(f"{verdict.check.name:<12} {outcome} in {verdict.seconds:.0f} s", flush=True)
            if not verdict.passed:
                failed.append(verdict.check.name)
                print(verdict.said, flush=True)
    if failed:
        print(f"\nTo be mended: {', '.join(failed)}.")
    return 1 if failed or not wanted else 0


if __name__ == "__main__":
    sys.exit(main())
