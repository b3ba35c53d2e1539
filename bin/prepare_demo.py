"""Prepares the demo: database, demo territories, static files; then says where to go.

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

OURS = ("kikalu.sqlite3", "media", "mail", "generations", "static")
SQLITE_COMPANIONS = ("-wal", "-shm", "-journal")
SLUGS = ("grandlyon", "vienne-condrieu", "mornantais")
STEPS = (
    ("Database", ("migrate", "--no-input")),
    ("Demo territories", ("seed_demo",)),
    ("Static files", ("collectstatic", "--no-input", "--verbosity", "0")),
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
    """Run each step, saying which one runs and how long it took."""
    for number, (title, command) in enumerate(STEPS, 1):
        print(f"\n[{number}/{len(STEPS)}] {title}", flush=True)
        began = time.monotonic()
        done = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=False)
        if done.returncode:
            sys.exit(f"This step failed: manage.py {' '.join(command)}")
        print(f"      done in {time.monotonic() - began:.0f} s", flush=True)


def welcome() -> str:
    """The addresses and the accounts of the demo."""
    scheme = os.environ.get("KIKALU_PUBLIC_SCHEME") or "http"
    port = os.environ.get("KIKALU_PUBLIC_PORT") or os.environ.get("PORT") or "8000"
    operator = os.environ.get("KIKALU_OPERATOR_HOST") or "kikalu.localhost"
    usual = {"http": "80", "https": "443"}[scheme] == port
    ending = "/" if usual else f":{port}/"
    territories = "\n".join(f"  {scheme}://{slug}.localhost{ending}" for slug in SLUGS)
    return f"""
The demo is ready.

  {scheme}://{operator}{ending}  (the operator)
{territories}
  {scheme}://{operator}{ending}courrier-demo/  (the mail it sends)

Accounts, all with the password kikalu-demo-2026; SLUG is {", ".join(SLUGS)}:
  operateur@demo.kikalu.test            the operator
  referent.SLUG@demo.kikalu.test        moderates the territory, in /admin/
  redacteur.SLUG@demo.kikalu.test       writes its pages, in /admin/
  habitante.SLUG@demo.kikalu.test       has a blog
  voisin.SLUG@demo.kikalu.test          is registered
  habitant1.SLUG@demo.kikalu.test       and so on to habitant40: may vote
  association.SLUG@demo.kikalu.test     owns a group
  commune.SLUG@demo.kikalu.test         commissioned the territory
  referente.deux@demo.kikalu.test       moderates grandlyon and mornantais
"""


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
    print(welcome(), flush=True)


if __name__ == "__main__":
    main()
