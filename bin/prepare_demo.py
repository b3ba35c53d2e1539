"""Prepares the demo: database, static files, demo territories; `seed_demo` then says where to go.

Run again, it loses nothing. With `--reset` (make demo RESET=1) it first removes what Kikalu wrote
in its data folder, and only that: whatever else lies there stays.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from children import ROOT

OURS = ("kikalu.sqlite3", "media", "mail", "generations", "locks", "static")
SQLITE_COMPANIONS = ("-wal", "-shm", "-journal")
STEPS = (
    ("Database", ("migrate", "--no-input")),
    ("Static files", ("collectstatic", "--no-input", "--verbosity", "0")),
    ("Demo territories", ("seed_demo",)),
)


def data_folder() -> Path:
    """Where Kikalu writes: KIKALU_DATA, else `var/` in the project."""
    return Path(os.environ.get("KIKALU_DATA") or ROOT / "var").resolve()


def reset(folder: Path) -> None:
    """Remove what Kikalu wrote in its data folder.

    Ends the command instead when the database is not the file in that folder, or when the folder
    is one that nobody means to empty.
    """
    if os.environ.get("DATABASE_URL"):
        sys.exit(
            "RESET=1 empties the SQLite database of KIKALU_DATA, but DATABASE_URL names another "
            "one. Empty that one yourself, or run without DATABASE_URL."
        )
    if os.environ.get("KIKALU_ENV") == "production":
        sys.exit("RESET=1 is for the demo; KIKALU_ENV says production.")
    if folder in {Path("/"), Path.home(), ROOT} or folder in ROOT.parents:
        sys.exit(f"RESET=1 refuses to empty {folder}: give KIKALU_DATA a folder of its own.")
    for name in (*OURS, *(OURS[0] + companion for companion in SQLITE_COMPANIONS)):
        path = folder / name
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
    print(f"Removed the former demo from {folder}.", flush=True)


def prepare() -> None:
    """Run each step, saying which one runs and how long it took; the last one has the last word."""
    for number, (title, command) in enumerate(STEPS, 1):
        print(f"\n[{number}/{len(STEPS)}] {title}", flush=True)
        began = time.monotonic()
        done = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=False)
        if done.returncode:
            sys.exit(f"This step failed: manage.py {' '.join(command)}")
        if number < len(STEPS):
            print(f"      done in {time.monotonic() - began:.0f} s", flush=True)


def main() -> None:
    """Prepare the demo in the data folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reset", action="store_true", help="remove the former demo first")
    options = parser.parse_args()
    folder = data_folder()
    if options.reset:
        reset(folder)
    folder.mkdir(parents=True, exist_ok=True)
    prepare()


if __name__ == "__main__":
    main()
