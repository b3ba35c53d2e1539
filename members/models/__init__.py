"""People: their accounts, their place in each territory, and the groups they form."""

from .capacities import Capacity, MemberCapacity
from .consent import Consent
from .failures import SignInFailure
from .former_address import FormerAddress
from .groups import CitizenGroup, GroupIndex
from .leaving import AccountClosing, AuthorGone, LegalRecord
from .membership import Door, Follow, Frequency, Membership
from .user import User
from .waiting_mail import WaitingMail

__all__ = [
    "AccountClosing",
    "AuthorGone",
    "Capacity",
    "CitizenGroup",
    "Consent",
    "Door",
    "Follow",
    "FormerAddress",
    "Frequency",
    "GroupIndex",
    "LegalRecord",
    "MemberCapacity",
    "Membership",
    "SignInFailure",
    "User",
    "WaitingMail",
]
