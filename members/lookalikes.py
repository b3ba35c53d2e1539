"""How a name looks: what the eye takes for the same is written the same here (Unicode TR 39).

These words are for comparing only. They are never shown.
"""

import re
import unicodedata
from functools import lru_cache

from confusable_homoglyphs import categories
from confusable_homoglyphs.confusables import confusables_data

from site_core.kernel.geography.names import spelled_out

# "LATIN LETTER SMALL CAPITAL M", "NEGATIVE SQUARED LATIN CAPITAL LETTER M", "… O WITH STROKE"
A_LATIN_LETTER = re.compile(
    r"LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL )?([A-Z])(?: WITH|$)"
)
# One shape for all: the strokes, the rounds, and the digits written for letters.
STROKES = str.maketrans("i1|!03457@$", "lllloeastas")
PAIRS = (("m", "rn"), ("w", "vv"))
WORD = re.compile(r"[^\W_]+")
HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
APART = 3  # letters, each between spaces, are read as one word
ASIAN = frozenset({"BOPOMOFO", "HAN", "HANGUL", "HIRAGANA", "KATAKANA"})  # written together
OF_NO_SCRIPT = frozenset({"COMMON", "INHERITED"})


@lru_cache(maxsize=4096)
def letter(character: str) -> str:
    """The plain letters that a character looks like, in lower case; itself when there is none."""
    if character.isascii():
        return character.lower()
    for shape in (character, character.upper()):
        for alike in confusables_data.get(shape, ()):
            plain: str = alike["c"]
            if plain.isascii() and plain.isalnum():
                return plain.lower()
    found = A_LATIN_LETTER.search(unicodedata.name(character, ""))
    return found[1].lower() if found else character.casefold()


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text as they look: alike for two texts that the eye takes for each other.

    Case, accents, signs between words, the script of a letter and the digits written for letters
    do not count; neither do spaces between the letters of one word.
    """
    plain = unicodedata.normalize("NFKD", spelled_out(text))
    seen = "".join(letter(c) for c in plain if not unicodedata.combining(c))
    found: list[str] = []
    apart: list[str] = []
    for word in [*WORD.findall(seen.translate(STROKES)), ""]:
        if len(word) == 1:
            apart.append(word)
            continue
        found += ["".join(apart)] if len(apart) >= APART else apart
        apart = []
        found += [word] if word else []
    return tuple(_as_pairs(word) for word in found)


def without_humps(text: str) -> str:
    """The text with a space before each capital inside a word: "MairieDeLyon" has three words."""
    return HUMP.sub(" ", text)


def mixes_scripts(text: str) -> bool:
    """Whether one word of the text has letters of several scripts, which nobody writes."""
    for word in WORD.findall(text):
        scripts = {script.upper() for script in categories.unique_aliases(word)} - OF_NO_SCRIPT
        if len(scripts) > 1 and not scripts <= ASIAN:
            return True
    return False


def _as_pairs(word: str) -> str:
    for one, two in PAIRS:
        word = word.replace(one, two)
    return word
