"""Who may say what of the members of a territory."""

from typing import Any

from site_core.kernel import policies
from site_core.kernel.models import Territory


def may_declare_capacity(user: Any, territory: Territory) -> bool:
    """Whether this person may say in whose name a member writes: a referent, or the operator."""
    return policies.is_referent(user, territory)
