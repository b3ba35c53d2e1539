"""Runs the suite against servers of its own, which it installs if missing, starts and stops.

The whole suite runs as in production, on PostgreSQL with Redis, then the tests marked
`both_databases` run as in the demo, on SQLite alone. The exit status is 0 only if both pass and
the coverage is what docs/operations.md promises.

PostgreSQL and Redis work in a private temporary folder, on free ports of the loopback, with a
password drawn for the run, as a user that is not root. What is not named here goes to pytest:
`make test ARGS="tests/kernel -k wall"`; coverage then is not required.
"""

import argparse
import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import redis
from children import asked_to_end, hold_signals, start, stop

PACKAGES = {"postgres": "postgresql", "redis-server": "redis-server", "chromium": "chromium"}
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OF_A_DEPLOYMENT = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "STORAGE_URL", "PORT"}
OF_A_DEPLOYMENT |= {"SECRET_KEY", "SECRET_KEY_FALLBACKS"}
SERVER_USERS = ("postgres", "redis", "nobody")
PATIENCE = 60
MOST_WORKERS = 4
FLOOR = 95
FLOOR_WHERE_IT_DECIDES = 100
DECIDES = (
    "*/services.py,*/services/*,*/policies.py,*/policies/*,"
    "consultations/tally/*,consultations/integrity.py"
)


class Refusal(Exception):
    """What is missing or went wrong, as a sentence for the person at the keyboard."""


def as_root() -> list[str]:
    """The words to put before a command that needs root."""
    return [] if os.geteuid() == 0 else ["sudo"]


def install(packages: list[str]) -> None:
    """Install Debian packages."""
    told = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise Refusal(f"Missing on this machine: {', '.join(packages)}. Please install them.")
    print(f"Installing {', '.join(packages)}.", flush=True)
    quietly = [*as_root(), "env", "DEBIAN_FRONTEND=noninteractive"]
    subprocess.run([*quietly, "apt-get", "update", "-q"], check=False)
    if subprocess.run([*quietly, *told.split()], check=False).returncode:
        raise Refusal(f"That did not work. As root, run: {told}")


def postgresql_folder() -> Path | None:
    """The folder of `postgres` and `initdb`, of the newest version installed."""
    places = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name)
    )
    if found := shutil.which("postgres"):
        places.insert(0, Path(found).resolve().parent)
    return next((place for place in reversed(places) if (place / "initdb").exists()), None)


def chromium() -> str | None:
    """The browser to drive: CHROME_PATH, else the first one on the path."""
    named = os.environ.get("CHROME_PATH")
    if named and not Path(named).exists():
        raise Refusal(f"CHROME_PATH names {named}, which does not exist.")
    return named or next(filter(None, map(shutil.which, CHROMIUMS)), None)


def install_missing(*, with_browser: bool) -> None:
    """Install the servers, and the browser if the run needs one, where they are missing."""
    missing = [
        package
        for package, present in (
            (PACKAGES["postgres"], postgresql_folder()),
            (PACKAGES["redis-server"], shutil.which("redis-server")),
            (PACKAGES["chromium"], not with_browser or chromium()),
        )
        if not present
    ]
    if missing:
        install(missing)


def server_user() -> str | None:
    """Who runs the servers: PostgreSQL refuses root; anybody else runs them as themselves."""
    if os.geteuid():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(user for user in SERVER_USERS if user in known)


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(
    ready: Callable[[], object],
    server: subprocess.Popen[bytes],
    log: Path,
    errors: type[Exception],
) -> None:
    """Return once `ready` no longer raises `errors`; Refusal when the server dies or is slow."""
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(errors):
            ready()
            return
        if asked_to_end(0.1):
            raise KeyboardInterrupt
    raise Refusal(f"{log.stem} did not start:\n{log.read_text()}")


@contextlib.contextmanager
def postgresql(folder: Path, user: str | None, *, lasting: bool) -> Iterator[str]:
    """A PostgreSQL server of our own; yields its DATABASE_URL.

    `lasting` keeps fsync on, which the tests of faults rely on.
    """
    programs = postgresql_folder()
    if not programs:
        raise Refusal("PostgreSQL is installed, but its programs are nowhere to be found.")
    data, port, password = folder / "postgresql", free_port(), secrets.token_hex(16)
    password_file, log = folder / "password", folder / "postgresql.log"
    password_file.write_text(password)
    if user:
        shutil.chown(password_file, user)
    made = start(
        [
            *(str(programs / "initdb"), "--pgdata", str(data), "--username", "kikalu"),
            *("--auth", "scram-sha-256", "--pwfile", str(password_file)),
            *("--encoding", "UTF8", "--locale", "C.UTF-8"),
            *(() if lasting else ("--no-sync",)),
        ],
        user=user,
        folder=folder,
        log=log,
    )
    if made.wait():
        raise Refusal(f"initdb failed:\n{log.read_text()}")
    server = start(
        [
            *(str(programs / "postgres"), "-D", str(data), "-k", str(folder), "-p", str(port)),
            *("-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"),
            *("-c", f"fsync={'on' if lasting else 'off'}", "-c", "log_min_messages=fatal"),
        ],
        user=user,
        folder=folder,
        log=log,
    )
    url = f"postgres://kikalu:{password}@127.0.0.1:{port}"

    def create() -> None:
        with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE kikalu")

    try:
        wait_until(create, server, log, psycopg.OperationalError)
        yield f"{url}/kikalu"
    finally:
        stop([server], how=signal.SIGINT, grace=20)


@contextlib.contextmanager
def redis_server(folder: Path, user: str | None) -> Iterator[str]:
    """A Redis server of our own; yields its REDIS_URL. It stores nothing."""
    port, password, log = free_port(), secrets.token_hex(16), folder / "redis.log"
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    server = start(
        [
            *("redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)),
            *("--requirepass", password, "--save", "", "--appendonly", "no"),
            *("--loglevel", "warning"),
        ],
        user=user,
        folder=folder,
        log=log,
    )
    try:
        with contextlib.closing(redis.Redis.from_url(url)) as client:
            wait_until(client.ping, server, log, redis.ConnectionError)
        yield url
    finally:
        stop([server], grace=10)


@contextlib.contextmanager
def private_folder(user: str | None) -> Iterator[Path]:
    """A temporary folder that only `user` and root may enter, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kikalu-test-"))
    if user:
        shutil.chown(folder, user)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(command: list[str], env: dict[str, str]) -> int:
    """The exit status of `command`, which gets ten seconds to end when we are asked to."""
    child = start(command, env=env, own_session=False)
    try:
        while child.poll() is None:
            if asked_to_end(0.2):
                raise KeyboardInterrupt
    finally:
        stop([child], how=signal.SIGINT, grace=10)
    return child.returncode


def processes(arguments: list[str]) -> list[str]:
    """How pytest shares the tests between cores, unless its arguments say so."""
    if any(argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in arguments):
        return []
    return ["-n", str(min(os.cpu_count() or 1, MOST_WORKERS)), "--dist", "loadgroup"]


def coverage_is_kept(env: dict[str, str]) -> int:
    """Print the coverage of the run; a status that is not 0 when it is too low."""
    report = [sys.executable, "-m", "coverage", "report"]
    of_all = run([*report, f"--fail-under={FLOOR}"], env)
    print(f"\nOf it, what must be {FLOOR_WHERE_IT_DECIDES} %", flush=True)
    decides = run([*report, f"--include={DECIDES}", f"--fail-under={FLOOR_WHERE_IT_DECIDES}"], env)
    return of_all or decides


def run_suite(options: argparse.Namespace, arguments: list[str]) -> dict[str, int]:
    """Run what the options ask for; the exit status of each part, by its name."""
    measured = not (options.fast or arguments or options.on != "both")
    marks = ["-m", "not browser and not faults"] if options.fast else []
    sqlite_marks = ["-m", f"both_databases and {marks[1]}" if marks else "both_databases"]
    coverage = ["--cov", "--cov-append", "--cov-report="] if measured else []
    pytest = [sys.executable, "-m", "pytest", *processes(arguments), *coverage]
    user = server_user()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(private_folder(user))
        work = stack.enter_context(private_folder(None))
        env = {
            name: value
            for name, value in os.environ.items()
            if name not in OF_A_DEPLOYMENT and not name.startswith("KIKALU_")
        }
        env |= {
            "KIKALU_ENV": "test",
            "COVERAGE_FILE": str(work / "coverage"),
            "TMPDIR": str(work),
        }
        if browser := chromium():
            env["CHROME_PATH"] = browser
        statuses = {}
        if options.on in {"both", "postgresql"}:
            servers = {
                "DATABASE_URL": stack.enter_context(
                    postgresql(folder, user, lasting=not options.fast)
                ),
                "REDIS_URL": stack.enter_context(redis_server(folder, user)),
            }
            print("The suite on PostgreSQL, with Redis", flush=True)
            statuses["PostgreSQL"] = run([*pytest, *marks, *arguments], env | servers)
        if options.on in {"both", "sqlite"}:
            print("\nThe part that is the same on every database, on SQLite alone", flush=True)
            statuses["SQLite"] = run([*pytest, *sqlite_marks, *arguments], env)
        if measured:
            print("\nCoverage", flush=True)
            statuses["Coverage"] = coverage_is_kept(env)
    return statuses


def main() -> int:
    """0 when every part passed."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--fast", action="store_true", help="no browser, no faults, no fsync")
    parser.add_argument("--on", choices=("both", "postgresql", "sqlite"), help="which database")
    options, arguments = parser.parse_known_args()
    options.on = options.on or ("postgresql" if options.fast else "both")
    began = time.monotonic()
    try:
        install_missing(with_browser=not options.fast)
        hold_signals()
        statuses = run_suite(options, arguments)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; the servers are stopped too.", file=sys.stderr)
        return 130
    print()
    for name, status in statuses.items():
        print(f"{name}: {'passed' if status == 0 else f'FAILED (status {status})'}")
    print(f"{time.monotonic() - began:.0f} s in all", flush=True)
    return 1 if any(statuses.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
