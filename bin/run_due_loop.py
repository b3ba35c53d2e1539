"""Runs `manage.py run_due` once a minute in one long process, since starting Django is not free.

No deadline depends on this loop: it only spares people from waiting for work that could be done
before. A failed run is logged and tried again a minute later. A signal ends the loop between two
runs, never inside one.
"""

import logging
import os
import sys

from children import ROOT, asked_to_end, hold_signals

sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_core.settings")

import django
from django.core.management import call_command
from django.db import connections

SECONDS = 60
logger = logging.getLogger("kikalu.due")


def main() -> None:
    """Loop until a signal asks to end."""
    hold_signals()
    django.setup()
    while True:
        try:
            call_command("run_due")
        except Exception:
            logger.exception("run_due failed; it runs again in %s seconds", SECONDS)
        connections.close_all()
        if asked_to_end(SECONDS):
            return


if __name__ == "__main__":
    main()
