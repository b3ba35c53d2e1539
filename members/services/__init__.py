"""What can be done with people and groups, one function an act."""

from .accounts import (
    AccountExists,
    confirm_address,
    join,
    open_account,
    register_member,
    sign_up,
)
from .capacities import give_capacity, withdraw_capacity
from .names import MOST_RENAMES, TooManyNames, change_name, check_name
from .sections import create_section

__all__ = [
    "MOST_RENAMES",
    "AccountExists",
    "TooManyNames",
    "change_name",
    "check_name",
    "confirm_address",
    "create_section",
    "give_capacity",
    "join",
    "open_account",
    "register_member",
    "sign_up",
    "withdraw_capacity",
]
