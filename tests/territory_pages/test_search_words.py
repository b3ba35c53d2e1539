"""How words are compared: as people type them."""

import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territory_pages.search.words import (
    LONGEST_WORD,
    excerpt,
    fold,
    looked_for,
    marked,
    weights,
    words,
)

texts = st.text(max_size=300)
stems = st.sets(st.sampled_from(["march", "bibliothequ", "saint", "agny", "2026"]))
ALIKE = [
    "marché marchés marches marche",
    "bibliothèque bibliothèques BIBLIOTHEQUE Bibliotheques",
    "vélo vélos velo",
    "jeu jeux",
    "évènement événements evenement",
    "animation animations animée animé",
    "association associations associative",
    "sportif sportive sportives",
    "municipal municipale municipaux",
    "château châteaux chateau",
    "lycée lycées lycee",
    "œuvre oeuvres",
    "élu élue élus élues",
    "Saint St Sainte Ste",
    "e\u0301cole école écoles",
]
UNLIKE = ["marché marchand", "bibliothèque bibliotéque", "pont ponton", "école collège"]


def stems_of(text: str) -> list[str]:
    """What the words of a French text are compared by."""
    return [word.stem for word in words(text, "fr")]


@pytest.mark.parametrize("text", ALIKE)
def test_forms_of_a_word_are_alike(text: str) -> None:
    assert len(set(stems_of(text))) == 1


@pytest.mark.parametrize("text", UNLIKE)
def test_other_words_are_not(text: str) -> None:
    assert len(set(stems_of(text))) == 2


@pytest.mark.parametrize(
    "name",
    [
        "Saint-Laurent-d’Agny",
        "saint laurent d'agny",
        "SAINT LAURENT D AGNY",
        "st laurent d agny",
        "Saint‑Laurent‑d’Agny",
    ],
)
def test_a_place_is_the_same_with_or_without_hyphens(name: str) -> None:
    assert stems_of(name) == ["saint", "laurent", "agny"]


def test_words_that_every_text_has_do_not_count() -> None:
    assert stems_of("Les uns et les autres de l'avenue, c'est à qui ?") == ["un", "autr", "avenu"]
    assert stems_of("le la les d' l' et ?! … « »") == []


def test_english_is_read_as_english() -> None:
    assert [word.stem for word in words("The markets of the market", "en")] == ["market", "market"]
    assert [word.stem for word in words("Die Märkte", "de")] == ["die", "markte"]


def test_a_question_has_few_words_each_once() -> None:
    found = looked_for("marché marchés marche " + "mot " * 50, "fr", 3)
    assert [word.form for word in found] == ["marché", "mot"]
    assert len(looked_for(" ".join(map(str, range(100))), "fr", 10)) == 10


def test_a_word_weighs_once_a_text_and_keeps_its_first_form() -> None:
    found = weights([("Le Marché, les marchés", 8), ("marche marche place", 2)], "fr")
    assert found == {"march": ("marché", 10), "plac": ("place", 2)}


def test_words_that_are_found_are_marked_and_the_rest_is_escaped() -> None:
    shown = marked("<b>Marchés & co</b> <script>", {"march"}, "fr")
    assert shown == "&lt;b&gt;<mark>Marchés</mark> &amp; co&lt;/b&gt; &lt;script&gt;"
    assert marked("Marché", set(), "fr") == "Marché"


def test_an_excerpt_stands_around_the_first_word_found() -> None:
    text = "Il y a " + "bien des choses " * 20 + "le marché du mercredi " + "et autre chose " * 20
    shown = excerpt(text, {"march"}, "fr")
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "le marché du mercredi" in shown
    assert len(shown) < 200
    assert excerpt(text, {"absent"}, "fr") == ""
    assert excerpt("Le marché", {"march"}, "fr") == "Le marché"
    assert excerpt("x" * 500 + " marché " + "y" * 500, {"march"}, "fr") == "… marché …"


def test_an_excerpt_keeps_to_one_block_of_the_text() -> None:
    text = "On pêche, on relit.\nUne photo du pont.\nLe marché ouvre à sept heures.\nFin"
    assert excerpt(text, {"march"}, "fr") == "Le marché ouvre à sept heures."
    assert excerpt(text, {"pech"}, "fr") == "On pêche, on relit."
    assert excerpt(text, {"fin"}, "fr") == "Fin"


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert not any(unicodedata.combining(letter) for letter in once)


@given(texts)
def test_case_and_accents_change_nothing(text: str) -> None:
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    )
    assert fold(bare) == fold(text)
    assert fold(text.casefold()) == fold(text)


@given(texts, st.sampled_from(["fr", "en", "de"]))
def test_every_word_can_be_kept(text: str, language: str) -> None:
    for word in words(text, language):
        assert 0 < len(word.stem) <= LONGEST_WORD
        assert 0 < len(word.form) <= LONGEST_WORD
        assert "\x00" not in word.stem


@given(texts, stems)
def test_marking_hides_and_adds_nothing(text: str, found: set[str]) -> None:
    shown = marked(text, found, "fr")
    assert html.unescape(re.sub("</?mark>", "", shown)) == unicodedata.normalize("NFC", text)
    assert "<" not in re.sub("</?mark>", "", shown)


@given(texts, stems)
def test_an_excerpt_is_part_of_the_text_and_holds_a_word_found(text: str, found: set[str]) -> None:
    text = unicodedata.normalize("NFC", text)
    shown = excerpt(text, found, "fr")
    if shown:
        assert shown.removeprefix("… ").removesuffix(" …") in text
        assert "<mark>" in marked(shown, found, "fr")
    else:
        assert not {word.stem for word in words(text, "fr")} & found


@given(
    st.lists(
        st.sampled_from(["le", "marché", "d'hier,", "la", "bibliothèque", ";", "2026", "!"]),
        max_size=60,
    )
)
def test_excerpts_of_sentences_hold_a_word_found(parts: list[str]) -> None:
    text = " ".join(parts)
    shown = excerpt(text, {"bibliothequ"}, "fr")
    assert bool(shown) == ("bibliothèque" in parts)
    assert not shown or "bibliothèque" in shown
