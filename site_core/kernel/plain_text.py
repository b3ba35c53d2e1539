"""What may stand in a title, a name or a few plain words: what people can read."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Marks that turn the direction of the text around them (Unicode UAX #9): what holds one rewrites
# the line it stands in. Scripts written from right to left need none of them.
DIRECTION_MARKS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
# Joiners hold composed emoji and Indic or Persian letters together, tags the flags of regions.
JOINERS = frozenset("\u200c\u200d") | {chr(code) for code in range(0xE0020, 0xE0080)}
LINES = frozenset("\t\n\r")
UNREADABLE = frozenset({"Cc", "Cf", "Co", "Cs"})
LONGEST_SHOWN = 20  # characters of what stands before


def is_unreadable(character: str) -> bool:
    """Whether nobody sees this character, or only what it does to its neighbours."""
    if character in JOINERS or character in LINES:
        return False
    return unicodedata.category(character) in UNREADABLE


def refuse_unreadable(text: str) -> None:
    """ValidationError, with a sentence that says where, when the text holds such a character."""
    for place, character in enumerate(text):
        if is_unreadable(character):
            before = "".join(c for c in text[:place] if not is_unreadable(c))[-LONGEST_SHOWN:]
            where = _("after “%s”") % before.strip() if before.strip() else _("at the beginning")
            raise ValidationError(
                _(
                    "There is an invisible character %(where)s (U+%(code)04X). Remove it, or type "
                    "this text again by hand."
                ),
                code="invisible",
                params={"where": where, "code": ord(character)},
            )
