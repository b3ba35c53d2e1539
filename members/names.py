"""Names that people show: what may stand in one."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from site_core.kernel.plain_text import DIRECTION_MARKS

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
