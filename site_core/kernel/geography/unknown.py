"""The refusal of a code that designates no place, in sentences that say what to give instead."""

import unicodedata
from itertools import groupby, islice
from typing import Final

from site_core.kernel.geography.records import Commune, Place

_LONGEST_ECHO: Final = 60
_MOST_SUGGESTIONS: Final = 12  # as many as the most shared name has communes (Sainte-Colombe)


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the translation catalogue; this package does without Django."""
    return sentence


UNKNOWN: Final = gettext_noop(
    "No commune or intercommunality has the code “%(given)s”. Give the 5-character INSEE code of "
    "a commune, like 69096, or the 9-digit SIREN of an intercommunality, like 200046977."
)
NAME: Final = gettext_noop(
    "“%(given)s” is a name, and several places may share a name. "
    "Give the code instead: %(suggestions)s."
)
POSTCODE: Final = gettext_noop(
    "“%(given)s” is a postcode, and several communes may share a postcode. "
    "Give the INSEE code instead: %(suggestions)s."
)
PART: Final = gettext_noop(
    "“%(given)s” is the code of a part of a commune or of a commune that has merged. "
    "Give the code of the whole: %(suggestions)s."
)
LOST_ZERO: Final = gettext_noop(
    "“%(given)s” may have lost its leading zero in a spreadsheet. "
    "Give the code with 5 characters: %(suggestions)s."
)
OTHER_KIND: Final = gettext_noop(
    "“%(given)s” is the code of %(suggestions)s, which is not the kind of place wanted here. "
    "A commune has a 5-character INSEE code, an intercommunality a 9-digit SIREN."
)
DEPARTMENT: Final = gettext_noop(
    "No department has the code “%(given)s”. Give its 2 or 3 characters, like 69, 2A or 974."
)
REGION: Final = gettext_noop(
    "No region has the code “%(given)s”. Give its 2 digits, like 84, or the 3 digits of an "
    "overseas collectivity, like 988."
)


class UnknownCode(LookupError):
    """No place has the code that was given. `str()` is the sentence in English.

    To show it in the reader's language: `gettext(error.sentence) % error.values`. What was given
    is echoed short and without control or direction characters, never trusted; escape it in HTML.
    """

    def __init__(self, sentence: str, given: str, suggestions: tuple[Place, ...] = ()) -> None:
        super().__init__(sentence, given, suggestions)
        self.sentence = sentence
        self.suggestions = suggestions
        self.values = {"given": _echo(given), "suggestions": _listed(suggestions)}

    def __str__(self) -> str:
        return self.sentence % self.values


def _echo(given: str) -> str:
    start = "".join(
        " " if character.isspace() else character
        for character in given[: 4 * _LONGEST_ECHO]
        if character.isspace() or not unicodedata.category(character).startswith("C")
    )
    start = " ".join(start.split())
    if len(start) > _LONGEST_ECHO or len(given) > 4 * _LONGEST_ECHO:
        return start[:_LONGEST_ECHO] + "…"
    return start


def _listed(places: tuple[Place, ...]) -> str:
    """Such as "Saint-Denis (93066, 97411), Métropole de Lyon (200046977)", in any language."""
    shown = islice(places, _MOST_SUGGESTIONS)
    named = ", ".join(
        f"{name} ({', '.join(map(_code, same))})"
        for name, same in groupby(shown, key=lambda place: place.name)
    )
    return named + ("…" if len(places) > _MOST_SUGGESTIONS else "")


def _code(place: Place) -> str:
    if isinstance(place, Commune):
        return place.code
    return place.siren
