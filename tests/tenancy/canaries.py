"""Words that no language has, planted in every text of a territory, so that a leak is seen.

A word says by itself where it was planted, even cut short or put into an address: six letters that
nothing else holds, the letter of its place, then seven of its own. A `Book` remembers what each
word
was written in and who may read it there.
"""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

STEM = "kwzxqv"
LETTERS = "bcdfghjkmnpqrtwxz"  # no vowel and no final s: no search engine changes them
SHOWN = re.compile(rf"{STEM}[a-z]+")
OWN = 7
LENGTH = len(STEM) + 1 + OWN
NETWORK = "n"  # the letter of what belongs to no territory


class Reader(IntEnum):
    """Who may read a word at home; each may read what the ones before may."""

    ANYBODY = 0
    SIGNED_IN = 1
    STAFF = 2  # editors, referents, the operator as a guest
    REFERENT = 3
    NOBODY = 4  # but its owner


class Network(IntEnum):
    """Who may read a word on the operator's network site."""

    ANYBODY = 0
    OPERATOR = 1
    NOBODY = 2


@dataclass(frozen=True)
class Word:
    """One planted word: where it was written, and who may read it."""

    text: str
    written_in: str
    reader: Reader
    homes: frozenset[str]
    network: Network = Network.NOBODY
    owner: str = ""  # the name of the one actor whose own data it is

    def __str__(self) -> str:
        return f"{self.written_in} of {'+'.join(sorted(self.homes))}"


@dataclass
class Book:
    """Every word that was planted, and what else names a territory."""

    words: dict[str, Word] = field(default_factory=dict)
    names: dict[str, Word] = field(default_factory=dict)
    drawn: random.Random = field(default_factory=random.Random)

    def word(self, written_in: str, reader: Reader, homes: str, **more: Any) -> str:
        """A new word; `homes` are the letters of the territories where it may be read."""
        own = "".join(self.drawn.choices(LETTERS, k=OWN))
        text = f"{STEM}{homes[0]}{own}"
        self.words[text] = Word(text, written_in, reader, frozenset(homes), **more)
        return text

    def name(self, text: str, written_in: str, home: str) -> None:
        """Something that nobody invented but that tells of a territory: its host, its number."""
        word = Word(text.lower(), written_in, Reader.ANYBODY, frozenset(home), Network.ANYBODY)
        self.names[word.text] = word

    def found_in(self, text: str) -> set[Word]:
        """The words that a text shows, whole or cut, and the names."""
        text = text.lower()
        found = {word for name, word in self.names.items() if name in text}
        for shown in set(SHOWN.findall(text)):
            found.update(self.meant_by(shown))
        return found

    def meant_by(self, shown: str) -> Iterable[Word]:
        """The word that a run of letters begins with, or those that it is the beginning of."""
        if known := self.words.get(shown[:LENGTH]):
            return [known]
        cut = [word for text, word in self.words.items() if text.startswith(shown)]
        home = frozenset(shown[len(STEM)])
        return cut or [Word(shown, "a word nobody planted", Reader.NOBODY, home)]
