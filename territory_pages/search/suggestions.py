"""What was probably meant by a word that nothing here holds.

The words come from pages of this territory that a visitor may read, and from nowhere else. The work
is bounded, however many pages there are: words that begin alike and are about as long, the most
written first, are compared; the few that are close are then looked up among what may be read.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Count
from django.db.models.functions import Length

from .models import SearchWord
from .words import LONGEST_WORD, Word, fold, stem_of

LIKENESS = 0.75
MOST_COMPARED = 3_000
MOST_CLOSE = 5
SHORTEST, STRETCH = 3, 3  # letters: of a word that is worth comparing; longer or shorter it may be
LAST = "z" * LONGEST_WORD  # sorts after what may follow a first letter, in any order of letters


def meant(word: Word, entries: Any, language: str) -> str:
    """The written word most like this one in these entries; nothing when none is. Two queries."""
    folded = fold(word.form)
    if len(folded) < SHORTEST:
        return ""
    close = {form: stem_of(form, language) for form in closest(folded, neighbours(folded))}
    rows = SearchWord.objects.filter(stem__in=set(close.values()), entry__in=entries)
    readable = set(rows.values_list("stem", flat=True).distinct())
    return next((form for form, stem in close.items() if stem in readable), "")


def neighbours(folded: str) -> list[str]:
    """The forms of the territory that begin alike and are about as long, the most written first."""
    first = folded[0]
    rows = SearchWord.objects.filter(stem__gte=first, stem__lt=first + LAST)
    rows = rows.annotate(letters=Length("form")).filter(
        letters__range=(len(folded) - STRETCH, len(folded) + 2 * STRETCH)
    )
    counts = rows.values("form").annotate(pages=Count("pk")).order_by("-pages", "form")
    return list(counts.values_list("form", flat=True)[:MOST_COMPARED])


def closest(folded: str, forms: Iterable[str]) -> list[str]:
    """The forms that are like a folded word, the most alike first; at most MOST_CLOSE."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    found = []
    for form in forms:
        other = fold(form)
        if other == folded:
            continue
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() < LIKENESS or matcher.quick_ratio() < LIKENESS:
            likeness = LIKENESS if other.startswith(folded) else 0.0
        else:
            likeness = matcher.ratio()
        if likeness >= LIKENESS:
            found.append((-likeness, form))
    found.sort(key=lambda pair: pair[0])
    return [form for _likeness, form in found[:MOST_CLOSE]]
