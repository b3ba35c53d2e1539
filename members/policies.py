"""Who may say what of the members of a territory."""

from typing import Any

from wagtail.models import Page

from site_core.kernel import policies
from site_core.kernel.content import registry
from site_core.kernel.models import Territory
from site_core.kernel.models.page_rows import PLAIN_PAGES

from .models import Capacity, MemberCapacity


def may_follow(target: Any, territory: Territory) -> bool:
    """Whether something can be followed here: a commune, a topic, a page that visitors read."""
    if isinstance(target, Page):
        kind = registry.of(target.specific_class)
        return bool(
            kind
            and kind.followable
            and territory.holds(target)
            and PLAIN_PAGES.filter(pk=target.pk).visible().exists()
        )
    return bool(target.territory_id == territory.pk)


def may_give_capacities(user: Any, territory: Territory) -> bool:
    """Whether this person says in whose name members write: a referent, or the operator."""
    return policies.is_referent(user, territory)


def may_show_an_office(user: Any, territory: Territory) -> bool:
    """Whether this person may be called as the office they hold: it was checked, and is labelled.

    So it is for the staff of the territory in scope, elected people and agents, not for groups.
    """
    checked = (Capacity.ELECTED, Capacity.AGENT)
    held = MemberCapacity.objects.filter(membership__user=user, ended_at=None, kind__in=checked)
    return (
        policies.is_operator(user)
        or bool(policies.roles_of(user, territory))
        or bool(held.exists())
    )
