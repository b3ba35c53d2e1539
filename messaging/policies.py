"""Who may comment, and who may take a comment away."""

from typing import Any

from django.utils.translation import gettext as _

from members.models import Membership
from site_core.kernel import policies
from site_core.kernel.models import Territory

from .models import TerritoryComment


def is_public(page: Any) -> bool:
    """Whether everybody may read this page now."""
    return bool(page.live and not page.get_view_restrictions().exists())


def is_member(user: Any) -> bool:
    """Whether this person belongs to the territory in scope."""
    return bool(Membership.objects.filter(user=user).exists())


def why_not_comment(user: Any, page: Any) -> str:
    """Why this person cannot comment here, in a sentence; empty when they can."""
    if not getattr(page, "comments_open", False):
        return _("Comments are closed on this page.")
    if not user.is_authenticated:
        return _("Sign in to comment.")
    if not is_member(user):
        return _("Only members of this territory may comment. Join it first.")
    return ""


def can_remove(user: Any, comment: TerritoryComment, territory: Territory) -> bool:
    """Referents remove what breaks the rules; authors remove their own words."""
    if not user.is_authenticated:
        return False
    return comment.user_id == user.pk or policies.is_referent(user, territory)
