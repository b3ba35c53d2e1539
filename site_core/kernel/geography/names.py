"""How the names of French places are compared: as people type them, not as they are spelled."""

import re
import unicodedata

LONGEST_NAME = 100
"""Longer texts are no name: the longest commune has 45 characters, spelled-out kinds fewer than
50 more. Comparing stops there, whatever was pasted."""

LIGATURES = {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"}
_SPELLED_OUT = str.maketrans(LIGATURES)
_ABBREVIATIONS = {"st": "saint", "ste": "sainte"}
_ARTICLES = frozenset({"l", "le", "la", "les", "d", "de", "du", "des"})


def fold(name: str) -> str:
    """The name without case, accents, hyphens or apostrophes; "St" and "Ste" spelled out.

    Texts longer than LONGEST_NAME, and texts without a Latin letter or digit, fold to "".
    """
    if len(name) > LONGEST_NAME:
        return ""
    plain = unicodedata.normalize("NFKD", spelled_out(name.casefold()))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(_ABBREVIATIONS.get(word, word) for word in re.findall(r"[a-z0-9]+", plain))


def spelled_out(text: str) -> str:
    """The text with its French ligatures in two letters, as addresses are written."""
    return text.translate(_SPELLED_OUT)


def words(name: str) -> frozenset[str]:
    """The words of a name that tell it from another: articles and "de" left out."""
    return frozenset(fold(name).split()) - _ARTICLES
