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
from .leaving import (
    TooLate,
    addresses_held,
    close_account,
    closing_of,
    erase_account,
    leave_territory,
    may_come_back,
    reopen_account,
    way_back,
)
from .names import MOST_RENAMES, TooManyNames, change_name, check_name
from .news import (
    ask_for,
    close_feed,
    follow,
    open_feed,
    plan_letters,
    set_frequency,
    unfollow,
)
from .proofs import refuse_mail, refuse_sign_up
from .referent_mail import NotTaken, write_to_member
from .sections import create_section

__all__ = [
    "MOST_RENAMES",
    "AccountExists",
    "NotTaken",
    "TooLate",
    "TooManyNames",
    "addresses_held",
    "ask_for",
    "change_name",
    "check_name",
    "close_account",
    "close_feed",
    "closing_of",
    "confirm_address",
    "create_section",
    "erase_account",
    "follow",
    "give_capacity",
    "join",
    "leave_territory",
    "may_come_back",
    "open_account",
    "open_feed",
    "plan_letters",
    "refuse_mail",
    "refuse_sign_up",
    "register_member",
    "reopen_account",
    "set_frequency",
    "sign_up",
    "unfollow",
    "way_back",
    "withdraw_capacity",
    "write_to_member",
]
