"""People: their accounts, their place in each territory, and the groups they form."""

from .capacities import Capacity, MemberCapacity
from .failures import SignInFailure
from .former_address import FormerAddress
from .groups import CitizenGroup, GroupIndex
from .membership import Door, Follow, Frequency, Membership
from .user import User

__all__ = [
    "Capacity",
    "CitizenGroup",
    "Door",
    "Follow",
    "FormerAddress",
    "Frequency",
    "GroupIndex",
    "MemberCapacity",
    "Membership",
    "SignInFailure",
    "User",
]
