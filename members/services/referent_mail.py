"""What a referent writes to one member: it is mailed, and the address stays unknown to them."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from site_core.kernel import audit, territories

from ..account_mail import send
from ..models import Membership
from ..policies import may_write_to_members, why_not_write_to

audit.describe("membership.write", gettext_lazy("Mail written to a member"))


class NotTaken(Exception):
    """No mail server took the mail: nothing left, and it can be sent again."""


def write_to_member(*, membership: Membership, words: str, by: Any) -> None:
    """Mail a member of the territory in scope, in its name; answers go to the territory.

    The act is recorded, never what was written. Raises PermissionDenied; ValidationError with the
    reason for who cannot be written to; NotTaken.
    """
    territory = territories.here()
    if not may_write_to_members(by, territory):
        raise PermissionDenied(_("Only a referent writes to the people registered here."))
    if refusal := why_not_write_to(membership):
        raise ValidationError(refusal)
    facts = {"by": by.get_full_name(), "words": words, "answered": bool(territory.contact_email)}
    if not send("referent_writes", membership.user.email, territory, **facts):
        raise NotTaken
    audit.record(territory=territory, actor=by, action="membership.write", target=membership)
