"""Which names read like an office, a public service or a place, in French; without a side effect.

A family name is never refused: "Jean Lemaire", "Bruno Le Maire" and "Anne Ville" are people. What
is refused is what one reads as a function: "le maire de Mornant", "Mairie", "M. le Maire".
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from .lookalikes import without_humps, words


class Imitation(StrEnum):
    """What a name can be taken for."""

    OFFICE = "office"
    PLACE = "place"


def alike(text: str) -> frozenset[str]:
    """The words of a list as they look."""
    return frozenset(words(text))


BRAND = words("kikalu")[0]
TOWN_HALL = words("mairie")[0]
# Nobody is called so: refused wherever they stand.
NEVER = alike(
    "mairie mairies préfecture gendarmerie municipal municipale municipaux municipalité "
    "intercommunalité modérateur modératrice modérateurs modération administrateur "
    "administratrice administrateurs administration admin admins webmestre webmaster référent "
    "référente référents officiel officielle officiels vérifié vérifiée certifié certifiée "
    "ccas cias dgs"
)
# Offices and bodies, refused alone, before "de…", and before another word of an office.
HELD = alike(
    "maire mairesse élu élue élus élues préfet préfète député députée sénateur sénatrice adjoint "
    "adjointe ville commune métropole agglomération agglo "
    "opérateur opératrice rédaction support mayor"
)
BODIES = alike("ville commune métropole agglomération agglo communauté département région")
# Words that also say other things: refused before what makes them public.
COMMON = alike(
    "service services conseil équipe police cabinet secrétariat accueil communauté département "
    "région collectivité état office hôtel école collège lycée crèche médiathèque bibliothèque "
    "bureau direction conseiller conseillère président présidente ministre agent agente délégué "
    "déléguée directeur directrice fonctionnaire"
)
PUBLIC = alike(
    "ville commune communes communal communale communaux métropole métropolitain métropolitaine "
    "agglomération agglo territoire public publique publics régional régionale départemental "
    "départementale intercommunal intercommunale technique techniques voirie urbanisme civil "
    "république éditoriale maire local locale"
)
# Services that everybody knows: refused where a name begins with them, or tells who works there.
NATIONWIDE = {
    words(service)
    for service in (
        *("La Poste", "Banque postale", "France Travail", "Pôle emploi", "France Services"),
        *("CAF", "Allocations familiales", "CPAM", "Assurance maladie", "Assurance retraite"),
        *("Carsat", "MSA", "Urssaf", "Sécurité sociale", "Finances publiques", "Trésor public"),
        *("EDF", "Engie", "Enedis", "GRDF", "SNCF", "RATP", "SDIS", "Sapeurs-pompiers"),
        *("Police nationale", "République française"),
    )
}
# The same when nothing but a place follows: who bears such a family name has a first name too.
ALONE = alike("poste police pompiers impôts tribunal ministère gouvernement")
LINKS = alike("de d du des à au aux la le les l en pour of")
BEFORE = alike(
    "m mr mme mlle monsieur madame mademoiselle mister dr docteur le la les l un une notre votre "
    "nos vos ce cette mon ma je suis compte page profil site blog "
    "1er 1re 1ère premier première 2e deuxième 3e troisième"
)
SAINT = {word: long for pair in ("st saint", "ste sainte") for word, long in [words(pair)]}
ELECTED = alike("élu élue")
GLUE = re.compile("^(?:" + "|".join(sorted(alike("de du des d la"), key=len, reverse=True)) + ")*")
BETWEEN = re.compile(r"[,;:/()\[\]{}·•–—«»\"“”]+|\s[-|.]\s")
# What the site itself says of somebody.
OURS = {
    tuple(words(said))
    for said in ("compte supprimé", "supprimé", "anonyme", "quelqu’un", "deleted account", "nobody")
}
SHORTEST_PLACE = 4  # letters, to be looked for inside a word


def imitation(name: str, places: Iterable[str]) -> Imitation | None:
    """What a name reads like, where `places` are the names of the territory and its communes."""
    written = [_place(words(place)) for place in places]
    for text in {name, without_humps(name)}:
        whole = words(text)
        if tuple(whole) in OURS:
            return Imitation.OFFICE
        if BRAND in "".join(whole) or any(word.startswith(TOWN_HALL) for word in whole):
            return Imitation.OFFICE
        parts = [words(part) for part in BETWEEN.split(text)]
        if any(_is_office(part, written) or _is_nationwide(part, written) for part in parts):
            return Imitation.OFFICE
        if any(_is_glued(word, written) for word in whole):
            return Imitation.OFFICE
        if _place(_after(whole, BEFORE)) in written:
            return Imitation.PLACE
    return None


def person(name: str) -> tuple[str, ...]:
    """The letters of a person's name as they look, whatever the order of its words.

    Titles are left out; an initial tells two people of one name apart.
    """
    return tuple(sorted("".join(_after(words(name), BEFORE))))


def _is_office(said: Sequence[str], places: Iterable[Sequence[str]]) -> bool:
    """Whether the words between two signs say an office."""
    if NEVER.intersection(said):
        return True
    said = _after(said, BEFORE)
    near = any(_holds(said, place) for place in places)
    if said and said[0] in HELD and (_is_held(said[1:]) or _is_place(said[1:], places)):
        return True
    for number, word in enumerate(said):
        later = said[number + 1 :]
        is_of_place = any(_begins(_after(later, LINKS), place) for place in places)
        linked = bool(later) and later[0] in LINKS
        if word in HELD and linked and (is_of_place or _after(later, LINKS)[:1] == words("maire")):
            return True
        if word in BODIES and near and not linked:
            return True
        if word in COMMON and (is_of_place or PUBLIC.intersection(later)):
            return True
    *others, last = said or ("",)
    is_elected = last in ELECTED and len(others) > 1  # "Jean Élu" is somebody
    return is_elected or (last in HELD and _is_place(others, places))


def _is_nationwide(said: tuple[str, ...], places: Iterable[Sequence[str]]) -> bool:
    """Whether the words begin with a service known everywhere, or say that one works for it."""
    if any("".join(said) == "".join(service) for service in NATIONWIDE):
        return True
    for number, word in enumerate(said):
        if any(said[number : number + len(service)] == service for service in NATIONWIDE):
            return True
        if word not in BEFORE | LINKS | COMMON:
            break
    first, *later = _after(said, BEFORE) or ("",)
    return first in ALONE and (not later or _is_place(later, places))


def _is_held(later: Sequence[str]) -> bool:
    """Whether a word of an office that comes first is followed by nothing else than an office."""
    return not later or later[0] in LINKS | HELD | PUBLIC | COMMON


def _is_place(said: Sequence[str], places: Iterable[Sequence[str]]) -> bool:
    """Whether words are the name of a place, and nothing more."""
    return _place(said) in places


def _is_glued(word: str, places: Iterable[Sequence[str]]) -> bool:
    """Whether an office and a place are written in one word, as in "mairedelyon"."""
    for office in HELD:
        _before, found, rest = word.partition(office)
        if not found:
            continue
        linked = GLUE.sub("", rest, count=1)
        for place in places:
            joined = "".join(place)
            if len(joined) >= SHORTEST_PLACE and linked.startswith(joined):
                return True
    return False


def _after(said: Sequence[str], skipped: Iterable[str]) -> tuple[str, ...]:
    """The words without those that it begins with and that say nothing."""
    said = tuple(said)
    while said and said[0] in skipped:
        said = said[1:]
    return said


def _place(said: Iterable[str]) -> tuple[str, ...]:
    """The words that tell a place from another."""
    return tuple(SAINT.get(word, word) for word in said if word not in LINKS)


def _begins(said: Sequence[str], place: Sequence[str]) -> bool:
    return bool(place) and _place(said)[: len(place)] == tuple(place)


def _holds(said: Sequence[str], place: Sequence[str]) -> bool:
    return any(_begins(said[start:], place) for start in range(len(said)))
