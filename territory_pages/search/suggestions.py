"""What was probably meant by a word that nothing here holds.

The words come from pages of this territory that a visitor may read, and from nowhere else. The work
is bounded, however many pages there are: stems that begin alike and are about as long are compared,
and the few that are close are then looked up among what may be read.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Count
from django.db.models.functions import Length

from site_core.kernel.models import Territory

from .models import SearchTerm
from .words import LONGEST_WORD, Word

LIKENESS = 0.75
MOST_COMPARED = 5_000
MOST_CLOSE = 5
SHORTEST = 3  # letters of a stem worth comparing
STRETCH = 3  # letters that another may be longer or shorter
UNFINISHED = 8  # how many longer: the end of a word may be missing
LAST = "z" * LONGEST_WORD  # sorts after what may follow a first letter, in any order of letters


def meant(word: Word, territory: Territory, entries: Any) -> str:
    """The written word most like this one in these entries; nothing when none is. Two queries."""
    if len(word.stem) < SHORTEST:
        return ""
    close = closest(word.stem, neighbours(word.stem))
    found = entries.holding(territory, close).order_by()
    written = found.values_list("words__stem", "words__form").annotate(pages=Count("pk"))
    forms: dict[str, str] = {}
    for stem, form, _pages in sorted(written, key=lambda row: (-row[2], row[1])):
        forms.setdefault(stem, form)
    return next((forms[stem] for stem in close if stem in forms), "")


def neighbours(stem: str) -> Iterable[str]:
    """The stems of the territory that begin with the same letter and are about as long."""
    terms = SearchTerm.objects.filter(stem__gte=stem[0], stem__lt=stem[0] + LAST)
    terms = terms.annotate(letters=Length("stem")).filter(
        letters__range=(len(stem) - STRETCH, len(stem) + UNFINISHED)
    )
    found: Iterable[str] = terms.order_by("stem").values_list("stem", flat=True)[:MOST_COMPARED]
    return found


def closest(stem: str, others: Iterable[str]) -> list[str]:
    """The stems that are like one, the most alike first; at most MOST_CLOSE.

    One that goes on after it is like it too: the word may not be finished.
    """
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(stem)
    found = []
    for other in others:
        matcher.set_seq1(other)
        likeness = 0.0
        if matcher.real_quick_ratio() >= LIKENESS and matcher.quick_ratio() >= LIKENESS:
            likeness = matcher.ratio()
        if likeness < LIKENESS and other.startswith(stem):
            likeness = LIKENESS
        if likeness >= LIKENESS and other != stem:
            found.append((-likeness, other))
    return [other for _likeness, other in sorted(found)[:MOST_CLOSE]]
