"""The server and what works behind it: the task worker and the loop that runs what is due.

The server is granian; with it stands or falls this command, whose exit status is the server's. A
dead helper is started again after a delay that doubles from one second to a minute. SIGTERM,
SIGINT or SIGHUP, sent to this process or to its group, ends them all.

Settings, from the environment: PORT (8000), KIKALU_BIND (127.0.0.1), KIKALU_WORKERS (one a core)
when REDIS_URL lets several processes share their cache; without it one process serves alone.
"""

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field

from children import ROOT, asked_to_end, hold_signals, start, stop

PYTHON = sys.executable
THREADS = 8
GRACE = 10
LONGEST_DELAY = 60.0
STEADY_AFTER = 120


@dataclass
class Helper:
    """A process that works behind the server, and what is known of its last run."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    delay: float = field(default=1.0)

    def keep_running(self) -> None:
        """Start it if its time has come, or note that it died and when to try again."""
        now = time.monotonic()
        if self.process and self.process.poll() is None:
            return
        if self.process:
            if now - self.started_at > STEADY_AFTER:
                self.delay = 1.0
            tell(
                f"The {self.name} ended with status {self.process.returncode}; "
                f"it starts again in {self.delay:.0f} s."
            )
            self.process = None
            self.start_at = now + self.delay
            self.delay = min(self.delay * 2, LONGEST_DELAY)
        elif now >= self.start_at:
            self.process = start(self.command)
            self.started_at = now


def tell(sentence: str) -> None:
    """Say it on standard error, where the servers write too."""
    print(sentence, file=sys.stderr, flush=True)


def whole_number(name: str, default: int, most: int) -> int:
    """A whole number from the environment; ends the command with a sentence if it is not one."""
    value = os.environ.get(name) or str(default)
    if not value.isdecimal() or not 1 <= int(value) <= most:
        sys.exit(f"{name} must be a whole number from 1 to {most}, not {value!r}.")
    return int(value)


def refuse_taken_port(bind: str, port: int) -> None:
    """End at once with a sentence rather than later with a stack of Python."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            sys.exit(
                f"Port {port} of {bind} cannot be used ({error.strerror}). "
                f"Choose another one: PORT={port + 1} make demo"
            )


def server_command(bind: str, port: int, workers: int) -> list[str]:
    """The granian command that serves the site."""
    return [
        *(PYTHON, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", bind, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(THREADS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", str(GRACE - 2)),
        *("--log-level", "error", "site_core.wsgi:application"),
    ]


def main() -> int:
    """Serve until the server ends or a signal asks to stop."""
    bind = os.environ.get("KIKALU_BIND") or "127.0.0.1"
    port = whole_number("PORT", 8000, 65_535)
    workers = whole_number("KIKALU_WORKERS", os.cpu_count() or 1, 256)
    if not os.environ.get("REDIS_URL"):
        workers = 1
    refuse_taken_port(bind, port)
    hold_signals()
    server = start(server_command(bind, port, workers))
    helpers = [
        Helper("task worker", [PYTHON, "manage.py", "db_worker", "--no-reload"]),
        Helper("loop of due work", [PYTHON, str(ROOT / "bin" / "run_due_loop.py")]),
    ]
    tell(f"Kikalu listens on {bind}:{port} ({workers} worker(s)). Ctrl-C stops it.")
    try:
        while server.poll() is None:
            for helper in helpers:
                helper.keep_running()
            if asked_to_end(0.5):
                break
    finally:
        stop([server, *(helper.process for helper in helpers if helper.process)], grace=GRACE)
    killed_by = -server.returncode
    return 128 + killed_by if killed_by > 0 else server.returncode


if __name__ == "__main__":
    sys.exit(main())
