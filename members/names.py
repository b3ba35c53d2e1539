"""Names that people show: what may stand in one."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from site_core.kernel.plain_text import DIRECTION_MARKS

from .lookalikes import mixes_scripts

UNWRITTEN = frozenset({"Cc", "Cn", "Co", "Cs"})
# Letters that are blank, and marks that only choose how their neighbour is drawn (UTR 36, 2.10).
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code) for start, end in ((0xFE00, 0xFE10), (0xE0100, 0xE01F0)) for code in range(start, end)
}
JOINERS = frozenset("\u200c\u200d")  # written between the letters of some scripts
FIRST_JOINED = 0x600  # the scripts before it (Latin, Greek, Cyrillic, Hebrew) join nothing
DRAWN = frozenset({"Me", "Sc", "Sk", "Sm", "So"})
TYPED = frozenset("+`´^~°")  # signs that stand for an accent or an apostrophe in what people type
LONGEST_NAME = 80  # characters
FEWEST_LETTERS = 2
MOST_MARKS = 2  # accents above one letter: Vietnamese needs as many


def clean_name(text: str) -> str:
    """The name in normal form (NFC) with single spaces.

    Raises ValidationError, with a sentence that says what to change, when it holds a character
    that nobody reads, a sign that could be taken for one of our labels, a word in two scripts, or
    fewer than two letters.
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(name) > LONGEST_NAME:  # letters that have no composed form take more room so
        raise ValidationError(_("This name is too long. Shorten it."), code="long")
    if any(is_invisible(name, place) for place in range(len(name))):
        raise ValidationError(
            _("This name holds an invisible character. Type it again by hand."), code="invisible"
        )
    for character in name:
        if unicodedata.category(character) in DRAWN and character not in TYPED:
            raise ValidationError(
                _(
                    "Write this name without “%(sign)s”: drawings and signs are kept for what this "
                    "site has checked."
                ),
                code="sign",
                params={"sign": character},
            )
    if has_piled_accents(name):
        raise ValidationError(
            _("A letter of this name has too many accents. Type it again."), code="accents"
        )
    if mixes_scripts(name):
        raise ValidationError(
            _("A word of this name mixes two alphabets. Type it again with one of them."),
            code="two_scripts",
        )
    if sum(c.isalpha() for c in name) < FEWEST_LETTERS:
        raise ValidationError(_("Write a name with at least two letters."), code="few_letters")
    return name


def is_invisible(name: str, place: int) -> bool:
    """Whether nobody sees the character at this place; a joiner shows in scripts that need it."""
    character = name[place]
    if character in JOINERS:
        beside = name[place - 1 : place] + name[place + 1 : place + 2]
        return len(beside) < 2 or any(ord(c) < FIRST_JOINED for c in beside)  # noqa: PLR2004
    category = unicodedata.category(character)
    return (
        category in UNWRITTEN
        or category == "Cf"
        or character in DIRECTION_MARKS
        or character in BLANK
    )


def has_piled_accents(name: str) -> bool:
    """Whether more accents stand on one letter than any language writes."""
    piled = 0
    for character in unicodedata.normalize("NFD", name):
        piled = piled + 1 if unicodedata.combining(character) else 0
        if piled > MOST_MARKS:
            return True
    return False
