"""Who may say what of the members of a territory."""

from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.models import Page

from site_core.kernel import policies
from site_core.kernel.content import registry
from site_core.kernel.models import Territory
from site_core.kernel.models.page_rows import PLAIN_PAGES

from .models import Capacity, MemberCapacity, Membership, User


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


def may_write_to_members(user: Any, territory: Territory) -> bool:
    """Whether this person may have a mail sent to a member: a referent, or the operator."""
    return policies.is_referent(user, territory)


def why_not_write_to(membership: Membership) -> str:
    """Why no mail can be sent to a member now, in a sentence; empty when one can.

    An address that nobody confirmed may be somebody else's, and a pause is kept.
    """
    user = membership.user
    if not user.is_active:
        return _("This account is closed.")
    if not EmailAddress.objects.filter(user=user, verified=True).exists():
        return _("This person has not confirmed their address yet: nothing can be sent to them.")
    if user.mail_refused_at:
        return _("The address of this person no longer takes any mail: nothing can be sent.")
    if membership.is_pausing(timezone.localdate()):
        return _("This person wants no mail for now. Try again in some time.")
    return ""


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


def why_not_close(user: Any) -> str:
    """Why this person cannot close their account now, in a sentence; empty when they can.

    Somebody always moderates each territory, and runs the deployment.
    """
    alone = [territory.name for territory in policies.left_alone_by(user).order_by("name")]
    if alone:
        return _(
            "You are the only referent of %(places)s. Have another one appointed first: write to "
            "the operator."
        ) % {"places": get_text_list(alone, _("and"))}
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        return _("You alone run this site. Give the keys to somebody else first.")
    return ""


def why_not_leave(user: Any, territory: Territory) -> str:
    """Why this person cannot leave a territory, in a sentence; empty when they can."""
    if policies.roles_of(user, territory):
        return _("You have a role here. Ask for it to be taken back first: write to the operator.")
    return ""
