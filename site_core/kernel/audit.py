"""Who did what, for whom and why: an append-only chain for each territory and for the operator."""

from typing import Any


def record(**_facts: Any) -> None:
    """Placeholder until the models land in the next commit."""
