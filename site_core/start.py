"""What must hold before this process serves anybody."""

from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

REQUIRED = ["demo_accounts"]


def refuse_unsafe_start() -> None:
    """ImproperlyConfigured, with the reason, when production is about to serve the demo."""
    try:
        faults = run_checks(tags=REQUIRED, databases=["default"])
    finally:
        connections.close_all()
    if faults:
        raise ImproperlyConfigured(" ".join(f"{fault.msg} {fault.hint}" for fault in faults))
