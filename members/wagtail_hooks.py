"""The people of a territory in Wagtail's admin, for its referents."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from site_core.kernel.admin.doors import REFERENTS, open_doors
from site_core.kernel.admin.permissions import RolePermissionPolicy

from .admin_views import MembershipViewSet
from .models import Membership

RIGHTS = {"view": REFERENTS, "change": REFERENTS}
register_permission_policy(Membership, RolePermissionPolicy(Membership, RIGHTS), exact_class=True)
open_doors({f"memberships:{screen}": REFERENTS for screen in MembershipViewSet.screens})


@hooks.register("register_admin_viewset")
def register_people() -> MembershipViewSet:
    """The screens of the people registered here."""
    return MembershipViewSet("memberships")
