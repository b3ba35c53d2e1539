"""Names that people show: what may stand in one."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Marks that turn the direction of the text around them (Unicode UAX #9): a name that holds one
# rewrites the line it stands in. Scripts written from right to left need none of them.
DIRECTION_MARKS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
UNWRITTEN = frozenset({"Cc", "Cn", "Co", "Cs"})


def clean_name(text: str) -> str:
    """The name in normal form (NFC) with single spaces.

    Raises ValidationError, with a sentence that says what to change, when it holds a character
    that nobody reads, or no letter at all.
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if any(c in DIRECTION_MARKS or unicodedata.category(c) in UNWRITTEN for c in name):
        raise ValidationError(
            _("This name holds an invisible character. Type it again by hand."), code="invisible"
        )
    if not any(c.isalpha() for c in name):
        raise ValidationError(_("Write a name with at least one letter."), code="no_letter")
    return name
