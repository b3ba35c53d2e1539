"""What required pages say by themselves, because it changes with what happens and who runs this.

Their texts belong to the referents, who may add to them; these parts are drawn at each reading.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from site_core.kernel import territories
from site_core.kernel.moderation_figures import moderation_figures

FACTS: dict[str, Callable[[], Any]] = {"moderation": moderation_figures}


@dataclass(frozen=True, slots=True)
class Facts:
    """A part of a required page: its template, and what it shows."""

    template: str
    found: Any


def facts_of(page: Any) -> Facts | None:
    """The part that this page says by itself, in a constant number of queries; most have none."""
    find = FACTS.get(page.slug) if page.depth == territories.HOME_DEPTH + 1 else None
    return Facts(f"pages/territory_pages/facts/{page.slug}.html", find()) if find else None
