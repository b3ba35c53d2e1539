"""How the table of permissions is written: an address, and the status it gives to each person.

A value that starts with a colon names a thing of the territory asked about (see `planting.py`): its
number, its path. An address whose thing a territory does not have is not asked there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .actors import Standing

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Codes:
    """The status that each kind of person gets for what is their territory's own."""

    visitor: int
    stranger: int
    member: int
    editor: int
    referent: int
    operator: int

    def of(self, standing: Standing) -> int:
        """The status for one kind."""
        code: int = getattr(self, standing.value)
        return code


def codes(
    visitor: int,
    person: int,
    editor: int | None = None,
    referent: int | None = None,
    operator: int | None = None,
    *,
    member: int | None = None,
) -> Codes:
    """Statuses, where those not given are those of the person before."""
    editor = person if editor is None else editor
    referent = editor if referent is None else referent
    operator = referent if operator is None else operator
    return Codes(visitor, person, member or person, editor, referent, operator)


@dataclass(frozen=True)
class Address:
    """One address, what it is asked about, and what it answers.

    `here` is for the territory's own things on its host, `network` for the network site; None where
    the pattern does not exist. `theirs` is for the things of another territory, where the general
    rule (see `rules.py`) does not tell.
    """

    name: str
    here: Codes | None
    network: Codes | None = None
    values: Values = field(default_factory=dict)
    args: tuple[Any, ...] = ()
    query: Values = field(default_factory=dict)
    path: str = ""  # for patterns without a name
    theirs: Codes | None = None
    in_two_languages: Codes | None = None  # instead of `here`
    is_blind: bool = False  # answers alike about what there is and what there is not

    @property
    def pattern(self) -> tuple[str, frozenset[str] | int]:
        """Which pattern it belongs to: its name and the names, or the number, of its values."""
        return self.name, frozenset(self.values) or len(self.args)

    @property
    def is_admin(self) -> bool:
        """Whether it is one of Wagtail's admin."""
        return self.name.startswith(ADMIN)

    @property
    def is_about_a_page(self) -> bool:
        """Whether it is a screen about one page, which leads to the host of the page."""
        return self.name.startswith(ABOUT_A_PAGE)

    @property
    def asks_for_something(self) -> bool:
        """Whether the address itself names a thing of a territory."""
        return any(is_thing(value) for value in (*self.values.values(), *self.args))


def is_thing(value: Any) -> bool:
    """Whether a value stands for a thing of the territory asked about."""
    return isinstance(value, str) and value.startswith(":")


def at(name: str, here: Codes | None, network: Codes | None = None, **values: Any) -> Address:
    """An address with named values."""
    return Address(name, here, network, values)


def several(
    names: str, here: Codes | None, network: Codes | None = None, **values: Any
) -> Iterable[Address]:
    """Addresses that answer alike: their names, one after the other."""
    return [Address(name, here, network, values) for name in names.split()]


ADMIN = (
    "audit_log",
    "console:",
    "contact_messages:",
    "districts:",
    "kikalu_t",
    "memberships:",
    "theme_editor:",
    "theme_gallery",
    "topics:",
    "towns:",
    "wagtail_bulk_action",
    "wagtail_localize:",
    "wagtailadmin",
    "wagtaildocs:",
    "wagtaildocs_chooser:",
    "wagtailembeds:",
    "wagtailimages",
    "wagtaillocales:",
    "wagtailredirects:",
    "wagtailsettings:",
    "wagtailsites:",
    "wagtailsnippets:",
    "wagtailusers_",
)

ABOUT_A_PAGE = (
    "kikalu_translate",
    "wagtail_localize:submit_page",
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_explore",
    "wagtailadmin_pages:",
)

EVERYBODY = codes(200, 200)
NOBODY = codes(404, 404)
SIGNED_IN = codes(302, 200)
LEADS_ON = codes(302, 302)
# Wagtail's admin: a visitor is led to the sign-in page, a person without a role is refused.
CLOSED = codes(404, 403, 404)
STAFF = codes(302, 403, 200)
STAFF_LED_ON = codes(302, 403, 302)
STAFF_POST_ONLY = codes(302, 403, 405)
REFERENTS = codes(302, 403, 404, 200)
REFERENTS_LED_ON = codes(302, 403, 404, 302)
REFERENTS_POST_ONLY = codes(302, 403, 404, 405)
NOTHING_THERE = codes(302, 403, 404)  # a door that opens, on nothing of that name
# On the network site only the operator has a role; the column is the last one.
NET_CLOSED = codes(404, 403, 403, 403, 404)
NET_NOTHING_THERE = codes(302, 403, 403, 403, 404)
NET_ADMIN = codes(302, 403, 403, 403, 200)
NET_ADMIN_LED_ON = codes(302, 403, 403, 403, 302)
NET_ADMIN_POST_ONLY = codes(302, 403, 403, 403, 405)

DRAFT = ":draft_standard"
LIVE = ":live_standard"
