"""Child processes that never outlive their parent, for the commands beside this file.

Signals are held and asked for between two steps, so that no step is cut in the middle: whoever
starts children must call `hold_signals()` first. Each child runs in a session of its own, so that
Ctrl-C or a signal to the whole group reaches it once, through its parent; the kernel asks it to
end when its parent is gone, however that happened (Linux only, PR_SET_PDEATHSIG).
"""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENDING = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None)


def hold_signals() -> None:
    """Keep the signals that ask this process to end until `asked_to_end` looks for them."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)


def asked_to_end(seconds: float) -> int | None:
    """Wait at most `seconds`; the number of the signal that asks this process to end, if any."""
    received = signal.sigtimedwait(ENDING, seconds)
    return received.si_signo if received else None


def start(
    command: list[str],
    *,
    env: Mapping[str, str] | None = None,
    user: str | None = None,
    own_session: bool = True,
    folder: Path = ROOT,
    log: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` in `folder`.

    `user` names who runs it when this process is root; `log` is a file that gets what it says.
    """
    parent = os.getpid()

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    with contextlib.ExitStack() as stack:
        said = stack.enter_context(log.open("ab")) if log else None
        return subprocess.Popen(
            command,
            env=env,
            cwd=folder,
            stdin=subprocess.DEVNULL if own_session else None,
            stdout=said,
            stderr=said,
            start_new_session=own_session,
            preexec_fn=prepare,  # noqa: PLW1509 -- no thread runs in these commands
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
        )


def stop(
    children: Iterable[subprocess.Popen[bytes]],
    *,
    how: signal.Signals = signal.SIGTERM,
    grace: float = 10,
) -> None:
    """Ask the children to end; after `grace` seconds kill them, and whatever they left behind."""
    children = list(children)
    for child in children:
        if child.poll() is None:
            child.send_signal(how)
    deadline = time.monotonic() + grace
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.kill()
        child.wait()
