"""People: their accounts, their place in each territory, and the groups they form."""

from .failures import SignInFailure
from .groups import CitizenGroup, GroupIndex
from .membership import Membership
from .user import User

__all__ = ["CitizenGroup", "GroupIndex", "Membership", "SignInFailure", "User"]
