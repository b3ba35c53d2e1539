"""Which names may stand, and which would be taken for somebody else's."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from members.imitations import Imitation, imitation, person
from members.lookalikes import letter, words
from members.names import clean_name

PLACES = (
    "Pays Mornantais",
    "Mornant",
    "Lyon",
    "Saint-Genis-Laval",
    "La Mulatière",
    "Métropole de Lyon",
    "Vienne",
    "Oz",
)
OFFICES = """Mairie de Mornant|Mairie|MAIRIE|Ville de Lyon|Commune de Chaussan|Métropole du Nord
Lyon Métropole|référent|Référente locale|Jean, référent local|modérateur|Kikalu|équipe Kikalu
Service public|Services techniques|élu|Élue|élu de Mornant|Le maire de Mornant|M. le Maire
Le Maire|Madame la maire|Jean Dupont, maire de Mornant|Jean Dupont (élu)|Jean Dupont Élu
MairieDeMornant|mairedelyon|lavilledelyon|Ville Lyon|Adjointe au maire|1er adjoint
Anne, adjointe au maire|Agent de la ville|Police municipale|Conseil municipal|Élu local
Président de la Métropole de Lyon|Équipe éditoriale|Rédaction du territoire|compte officiel
Préfet du Rhône|Le Maire Adjoint|Sophie - Mairie|Sophie [Mairie]|mairie_mornant|Mairie69
Conseiller régional|L’équipe du Pays Mornantais|Maire de St Genis Laval|Secrétariat de Mornant
Sophie maire de Mornant|Anne adjointe au maire
Hôtel de ville|L’hôtel de ville|Maire Mornant|Mornant Maire|M. le Maire Mornant|La rédaction
CCAS de Mornant|École de Mornant|DGS Mornant|L’opérateur|Support technique|Mayor of Mornant
Compte supprimé|Anonyme|Quelqu’un
La Poste|LaPoste|laposte|La Poste de Mornant|La Poste Lyon 3|France Travail|FranceTravail
Bureau France Travail|CAF|C.A.F.|Caf du Rhône|CPAM|L’Assurance maladie|EDF|Engie|Enedis
SNCF|la SNCF|Agent de la SNCF|Conseillère CAF|Jean (EDF)|Police|La police|Police nationale|Impôts
Les impôts|Impôts Mornant|Pompiers|Les pompiers de Mornant|Sapeurs-pompiers|Urssaf|Trésor public
Sécurité sociale|Bureau France Travail|Finances publiques|Préfecture|Pôle emploi|Service EDF
Gendarmerie nationale|Ministère"""
LOOKALIKES = """Маirie de Mornant|ｍairie|𝐌airie|ᴍᴀɪʀɪᴇ|🅼airie|M.a.i.r.i.e|M a i r i e|Ma1rie
MaIrie|Kikaⅼu|k i k a l u|Rnairie|rnaire de Iyon|Máìrîê|Ⓜairie|mаіrіе|MAIЯIE mairie|Eĺu|é1u|Κikalu
Vi1le de Ly0n"""
PEOPLE = """Jean Lemaire|Bruno Le Maire|Jean-Michel Maire|Sophie Maire|Anne Ville|Jean Élu|Marie
Marie de Lyon|Marie Lyon|Lucie de Vienne|Paul Vienne|Jean Dupont (Lyon)|Maire Jean|Ada
Sophie Maire, Mornant|Karim B.|Conseil de lecture|Équipe de foot|Lyonnais 69|Marie Ville
Jardin partagé des Arboras|Les Croqueurs de pommes|Rhône propre|Bernard Mairesse|Émilie Préfet
J. M. A. Dupont|Lucas Adjoint|Nguyễn Văn An|Мария|O’Brien|D'Angelo|Service de table|Léa Métro
Le Maire Bruno|Vivienne|Ozanne|さくら|محمد|Zoé & Max|M. Dupont|Mme Vial|Agent secret|林さくら
Camille Police|Police Camille|Jean Poste|Poste de secours|Amicale des pompiers de Mornant|Al|Bo
Retraités de la SNCF|Franck Travail|Anne Caf|Paul Tribunal|Club Engielle|Émile Impôts"""


def split(text: str) -> list[str]:
    return [name for line in text.splitlines() for name in line.split("|") if name]


@pytest.mark.parametrize("name", split(OFFICES))
def test_what_reads_like_an_office_is_seen(name: str) -> None:
    assert imitation(name, PLACES) is Imitation.OFFICE


@pytest.mark.parametrize("name", [*split(LOOKALIKES), "Mair|e"])
def test_letters_that_look_alike_hide_nothing(name: str) -> None:
    assert imitation(name, PLACES) is Imitation.OFFICE


@pytest.mark.parametrize("name", split(PEOPLE))
def test_people_are_called_as_they_are(name: str) -> None:
    assert imitation(name, PLACES) is None
    assert clean_name(name) == name


@pytest.mark.parametrize(
    "name", ["Mornant", "mornant", "Saint Genis Laval", "St-Genis Laval", "Mulatière", "Μornant"]
)
def test_nobody_is_called_like_the_place_alone(name: str) -> None:
    assert imitation(name, PLACES) is Imitation.PLACE


@given(st.text(max_size=80))
@example("ẞ")
@example("㎢ ǅ ﬁ")
def test_any_text_has_a_look_and_a_look_looks_like_itself(text: str) -> None:
    seen = words(text)
    assert all(seen)
    assert words(" ".join(word for word in seen if len(word) > 1)) == tuple(
        word for word in seen if len(word) > 1
    )
    imitation(text, PLACES)


@given(
    st.sampled_from(["mairie de Mornant", "Référente", "Kikalu", "service public", "le maire"]),
    st.data(),
)
def test_an_office_is_seen_in_any_case_and_under_any_accent(
    office: str, data: st.DataObject
) -> None:
    drawn = "".join(
        data.draw(st.sampled_from([c, c.upper(), c.lower()]))
        + (data.draw(st.sampled_from(["", "\u0301", "\u0308"])) if c.isalpha() else "")
        for c in office
    )
    assert imitation(drawn, PLACES) is Imitation.OFFICE


@given(st.text(max_size=40))
def test_a_name_is_kept_or_refused_with_a_sentence_and_kept_the_same_twice(text: str) -> None:
    try:
        name = clean_name(text)
    except ValidationError as refusal:
        said = refusal.messages[0]
    else:
        said = "Kept, and in normal form."
        assert clean_name(name) == name == unicodedata.normalize("NFC", name)
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Jean\u202e", "invisible"),
        ("Jean\u200b", "invisible"),
        ("Jean\u200d", "invisible"),
        ("Je\u200dan", "invisible"),
        ("\u3164Jean", "invisible"),
        ("Jean\ufe0f", "invisible"),
        ("Jean\x00", "invisible"),
        ("Jean ✓", "sign"),
        ("Jean ✔", "sign"),
        ("☑ Jean", "sign"),
        ("Jean ✅", "sign"),
        ("Jean √", "sign"),
        ("Jean 🏛", "sign"),
        ("Jean 🇫🇷", "sign"),
        ("Jean ®", "sign"),
        ("Je\u0301\u0301\u0301an", "accents"),
        ("Jеan", "two_scripts"),
        ("Ρaul", "two_scripts"),
        ("123", "few_letters"),
        ("a", "few_letters"),
        ("J.", "few_letters"),
        ("\u0958" * 80, "long"),
    ],
)
def test_what_may_not_stand_in_a_name(name: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_name(name)
    assert refusal.value.code == code


def test_letters_of_persian_may_be_held_together() -> None:
    assert clean_name("نمی\u200cدانم") == "نمی\u200cدانم"


def test_one_person_is_the_same_whatever_the_order_and_the_title() -> None:
    assert person("M. Jean DUPONT") == person("Dupont Jean") == person("Jеan Dupοnt")
    assert person("JeanDupont") == person("Jean Dupont")
    assert person("Jean Dupont B.") != person("Jean Dupont")


def test_a_letter_that_looks_like_no_other_stays() -> None:
    assert letter("ж") == "ж"
    assert letter("ø") == "o"
