"""Typed readers of the environment; every variable Kikalu knows is named here."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
SHORTEST_SECRET = 32  # characters
ENVIRONMENTS = ("demo", "test", "production")
KNOWN = frozenset(
    {
        "KIKALU_BASEMAP_URL",
        "KIKALU_BIND",
        "KIKALU_CLAMAV",
        "KIKALU_DATA",
        "KIKALU_ENV",
        "KIKALU_HOSTED_BY",
        "KIKALU_INACTIVE_DAYS",
        "KIKALU_MAIL_DOMAIN",
        "KIKALU_OPERATOR_HOST",
        "KIKALU_PUBLIC_PORT",
        "KIKALU_PUBLIC_SCHEME",
        "KIKALU_PUBLICATION_DIRECTOR",
        "KIKALU_PUBLISHER",
        "KIKALU_TRUSTED_PROXIES",
        "KIKALU_WORKERS",
    }
)


def text(name: str, default: str = "") -> str:
    """The variable, or `default` when it is unset or empty."""
    return os.environ.get(name) or default


def number(name: str, default: int) -> int:
    """The variable as a whole number; ImproperlyConfigured says which one is not."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def words(name: str) -> list[str]:
    """The variable as a list, separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def secret(name: str) -> str:
    """A secret that has no default; ImproperlyConfigured when it is missing or too short."""
    value = text(name)
    if len(value) < SHORTEST_SECRET:
        raise ImproperlyConfigured(
            f"{name} must be set to at least {SHORTEST_SECRET} random characters."
        )
    return value


def unknown_variables() -> list[str]:
    """Variables that begin with `KIKALU_` and mean nothing: most likely misspelt."""
    return sorted(name for name in os.environ if name.startswith("KIKALU_") and name not in KNOWN)


ENVIRONMENT = text("KIKALU_ENV", "demo")
if ENVIRONMENT not in ENVIRONMENTS:
    raise ImproperlyConfigured(f"KIKALU_ENV must be one of {', '.join(ENVIRONMENTS)}.")
if ENVIRONMENT == "test" and not text("KIKALU_DATA"):
    DATA = Path(tempfile.mkdtemp(prefix="kikalu-test-"))
    atexit.register(shutil.rmtree, DATA, ignore_errors=True)
else:
    DATA = Path(text("KIKALU_DATA", str(BASE_DIR / "var"))).resolve()
