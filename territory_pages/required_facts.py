"""What required pages say by themselves, because it changes with what happens and who runs this.

Their texts belong to the referents, who may add to them; these parts are drawn at each reading.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from site_core.kernel import legal, territories
from site_core.kernel.moderation_figures import moderation_figures

A_DAY = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Cookies:
    """The cookies that those who write are given, by name; `days` is how long a session lasts."""

    form: str
    session: str
    receipt: str
    days: int


def cookies() -> Cookies:
    """Those of this deployment."""
    return Cookies(
        form=settings.CSRF_COOKIE_NAME,
        session=settings.SESSION_COOKIE_NAME,
        receipt=settings.RECEIPT_COOKIE_NAME,
        days=settings.SESSION_COOKIE_AGE // A_DAY,
    )


FACTS: dict[str, Callable[[], Any]] = {
    "donnees-personnelles": cookies,
    "mentions-legales": legal.notice,
    "moderation": moderation_figures,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """A part of a required page: its template, and what it shows."""

    template: str
    found: Any


def facts_of(page: Any) -> Facts | None:
    """The part that this page says by itself, in a constant number of queries; most have none."""
    find = FACTS.get(page.slug) if page.depth == territories.HOME_DEPTH + 1 else None
    return Facts(f"pages/territory_pages/facts/{page.slug}.html", find()) if find else None
