"""How words are compared in the search: as people type them, not as they are spelled.

Pure. The index and the questions go through the same functions, so that the database has nothing
to know of French: it only compares stems. Stemming is Snowball's (https://snowballstem.org), after
accents are taken away, since half of what is typed has none.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.french_stemmer import FrenchStemmer

LONGEST_WORD = 40  # letters kept of a word
EXCERPT = 160  # letters around the first word that was found
# Letters and digits of any script, with the accents that may stand apart from their letter.
WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
STEMMERS = {"fr": FrenchStemmer, "en": EnglishStemmer}
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
SPELLED_OUT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
# What Snowball leaves apart when accents are gone: vélos, jeux, animée, sportive.
ENDINGS = tuple(
    (re.compile(pattern), ending)
    for pattern, ending in (
        (r"(?<=\w\w)s$", ""),
        (r"^(\w{1,2})(eu|ou)x$", r"\1\2"),
        (r"(?<=\w\w)ee$", "e"),
        (r"(?<=\w\w)ive$", "if"),
    )
)
COMMON_FRENCH = """
    a ai as au aux avec c ca car ce ceci cela ces cet cette chez comme d dans de des donc du elle
    elles en entre es est et eu eux il ils j je jusqu l la le les leur leurs lors lorsqu lui m ma
    mais me meme mes moi mon n ne ni nos notre nous on ont ou par pas plus pour puisqu qu quand que
    quel quelle quelles quelqu quels qui quoi s sa sans se ses si son sont sur t ta te tes toi ton
    tu un une vos votre vous y
"""
COMMON_ENGLISH = """
    a about an and are as at be been but by d for from had has have he her his how i if in into is
    it its ll me my no not of on or our re s she so t than that the their them then there these
    they this to us was we were what when where which who will with you your
"""
TOO_COMMON = {"fr": frozenset(COMMON_FRENCH.split()), "en": frozenset(COMMON_ENGLISH.split())}


class Word(NamedTuple):
    """A word that counts: what it is compared by, and as it is written, in small letters."""

    stem: str
    form: str


def fold(text: str) -> str:
    """The text without case, accents or ligatures."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return plain.translate(LIGATURES)


def words(text: str, language: str) -> Iterator[Word]:
    """The words of a text that count, in their order.

    Hyphens and apostrophes part words, so that “Saint-Laurent-d’Agny” and “st laurent d agny” are
    alike; articles and other words that every text has do not count.
    """
    for found in WORD.finditer(unicodedata.normalize("NFC", text)):
        if stem := stem_of(found[0], language):
            yield Word(stem, found[0].lower()[:LONGEST_WORD])


def stem_of(written: str, language: str) -> str:
    """What a written word is compared by; nothing for a word that does not count."""
    folded = fold(written[:LONGEST_WORD])[:LONGEST_WORD]
    folded = SPELLED_OUT.get(folded, folded)
    if not folded or folded in TOO_COMMON.get(language, frozenset()):
        return ""
    return _stem(folded, language)


@lru_cache(maxsize=20_000)
def _stem(folded: str, language: str) -> str:
    if language == "fr":
        for pattern, ending in ENDINGS:
            folded = pattern.sub(ending, folded)
    stemmer = STEMMERS.get(language)
    # A stemmer remembers the word it works on, so that no two threads may share one.
    return stemmer().stemWord(folded)[:LONGEST_WORD] if stemmer else folded


def looked_for(text: str, language: str, most: int) -> list[Word]:
    """The first words of a question that count, each once."""
    found: dict[str, Word] = {}
    for word in words(text, language):
        found.setdefault(word.stem, word)
        if len(found) == most:
            break
    return list(found.values())


def marked(text: str, stems: Collection[str], language: str) -> SafeString:
    """The text as HTML, the words of these stems marked; everything else is escaped."""
    text = unicodedata.normalize("NFC", text)
    pairs, end = [], 0
    for found in _found_in(text, stems, language):
        pairs.append((text[end : found.start()], format_html("<mark>{}</mark>", found[0])))
        end = found.end()
    return format_html_join("", "{}{}", [*pairs, (text[end:], "")])


def excerpt(text: str, stems: Collection[str], language: str) -> str:
    """What stands around the first word of these stems, cut between words; nothing without one.

    It keeps to one line of the text: a line is one block, which says nothing with the next one.
    """
    text = unicodedata.normalize("NFC", text)
    found = next(_found_in(text, stems, language), None)
    if found is None:
        return ""
    first = text.rfind("\n", 0, found.start()) + 1
    last = text.find("\n", found.end())
    last = len(text) if last < 0 else last
    start, end = max(first, found.start() - EXCERPT // 2), min(last, found.end() + EXCERPT // 2)
    if start > first:
        start = text.find(" ", start, found.start()) + 1 or found.start()
    if end < last:
        end = max(text.rfind(" ", found.end(), end), found.end())
    shown = text[start:end].strip()
    return f"{'… ' if start > first else ''}{shown}{' …' if end < last else ''}"


def _found_in(text: str, stems: Collection[str], language: str) -> Iterator[re.Match[str]]:
    if stems:
        for found in WORD.finditer(text):
            if stem_of(found[0], language) in stems:
                yield found


def weights(fields: Iterable[tuple[str, int]], language: str) -> dict[str, tuple[str, int]]:
    """The stems of several texts, each with the first form written and the weights of its texts.

    A word counts once in a text, however often it is repeated.
    """
    found: dict[str, tuple[str, int]] = {}
    for text, weight in fields:
        forms: dict[str, str] = {}
        for stem, form in words(text, language):
            forms.setdefault(stem, form)
        for stem, form in forms.items():
            first, weight_so_far = found.get(stem, (form, 0))
            found[stem] = first, weight_so_far + weight
    return found
