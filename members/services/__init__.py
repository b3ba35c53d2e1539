"""What can be done with people and groups, one function an act."""

from .accounts import (
    AccountExists,
    confirm_address,
    declare_capacity,
    join,
    open_account,
    register_member,
    sign_up,
)
from .sections import create_section

__all__ = [
    "AccountExists",
    "confirm_address",
    "create_section",
    "declare_capacity",
    "join",
    "open_account",
    "register_member",
    "sign_up",
]
