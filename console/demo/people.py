"""The accounts of the demo: those of contract.md, with names drawn from a seed."""

from collections.abc import Iterable, Iterator
from random import Random

from django.contrib.auth.hashers import make_password

from members.models import User
from members.services import ask_for, open_account, register_member
from site_core.kernel import territories
from site_core.kernel.models import Role, Territory, Town

from . import script

ASKED = 3  # communes whose news each wants
STAFF = {script.REFERENT: Role.REFERENT, script.EDITOR: Role.EDITOR}
FIRST_NAMES = (
    "Aïcha Alain Amandine Anaïs Antoine Arlette Bilal Brigitte Capucine Catherine Cédric Chloé "
    "Colette Daniel Delphine Denis Djamila Éliane Élise Émile Fabienne Farid Florence Françoise "
    "Gaël Geneviève Georges Gilles Hugo Irène Ismaël Jacqueline Joël Juliette Karine Léa Léon "
    "Lina Louis Lucas Madeleine Malika Manon Marcel Marguerite Mathilde Maurice Mélanie Michel "
    "Mireille Mohamed Monique Noémie Odette Océane Patrick Paulette Philippe Quentin Raymonde "
    "René Romain Sandrine Sofia Suzanne Sylvain Tanguy Théo Valérie Yamina Yves Zoé"
)
FAMILY_NAMES = (
    "Abelard Badin Barbier Benali Berger Besson Blanc Bonnard Bouchet Brossard Bruyas Caillot "
    "Chanut Charvet Chavanne Chirat Clavel Colomb Condamin Cottin Dalmais Delorme Desgranges "
    "Dumas Durieux Escoffier Faure Ferreira Fontaine Fournier Gaillard Garnier Gonin Granjon "
    "Grataloup Guillot Jacquet Jomard Lacroix Laurent Lefranc Marchand Martinaud Mazenod Mercier "
    "Meunier Moulin Nguyen Ollagnier Pagnon Pélissier Peyrard Piegay Poncet Rambaud Ravier Reynaud "
    "Rivoire Roche Rolland Sabatier Serre Thivillier Traoré Vachon Vallet Venet Vial Villard Yilmaz"
)


def handles(place: script.Place) -> dict[str, str]:
    """Every account of a territory without its territory, and the name it shows."""
    numbered = [f"habitant{number}" for number in range(1, script.INHABITANTS + 1)]
    return {**dict.fromkeys(numbered, ""), **place.people}


def named(place: script.Place, seed: int) -> dict[str, str]:
    """The same with every name; those that are not written in the script are drawn."""
    draw = names(Random(f"{seed} {place.slug}"), set(place.people.values()))  # noqa: S311
    return {handle: name or next(draw) for handle, name in handles(place).items()}


def names(draw: Random, taken: set[str]) -> Iterator[str]:
    """Names of invented people, each once."""
    first_names, family_names = FIRST_NAMES.split(), FAMILY_NAMES.split()
    while True:
        name = f"{draw.choice(first_names)} {draw.choice(family_names)}"
        if name not in taken:
            taken.add(name)
            yield name


class Accounts:
    """Opens what is missing of the accounts; one that exists stays as its owner left it."""

    def __init__(self, seed: int) -> None:
        """The password is hashed once: hashing is slow on purpose."""
        self.seed = seed
        self.password = make_password(script.PASSWORD)

    def of(self, place: script.Place, territory: Territory) -> dict[str, User]:
        """The accounts of a territory by handle; those opened now get their role and communes."""
        people = named(place, self.seed)
        emails = {place.email(handle): handle for handle in people}
        known = {emails[user.email]: user for user in User.objects.filter(email__in=emails)}
        missing = [handle for handle in people if handle not in known]
        draw = Random(f"{self.seed} {place.slug} towns")  # noqa: S311
        towns = list(Town.objects.order_by("code"))
        for handle in missing:
            membership = register_member(
                territory=territory,
                email=place.email(handle),
                name=people[handle],
                verified=True,
            )
            ask_for(membership=membership, towns=draw.sample(towns, ASKED))
            known[handle] = membership.user
            if role := STAFF.get(handle):
                territories.appoint(territory=territory, user=membership.user, role=role)
        self.give_password(known[handle] for handle in missing)
        return known

    def operator(self) -> None:
        """The operator of the demo."""
        handle, name = script.OPERATOR
        email = f"{handle}@{script.DOMAIN}"
        if not User.objects.filter(email=email).exists():
            user = open_account(email=email, name=name, verified=True)
            User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
            self.give_password([user])

    def referent_of_two(self, where: list[Territory]) -> None:
        """Somebody who looks after two territories."""
        handle, name = script.TWO_PLACES_REFERENT
        email = f"{handle}@{script.DOMAIN}"
        if User.objects.filter(email=email).exists():
            return
        for territory in where:
            membership = register_member(territory=territory, email=email, name=name, verified=True)
            territories.appoint(territory=territory, user=membership.user, role=Role.REFERENT)
        self.give_password([membership.user])

    def give_password(self, users: Iterable[User]) -> None:
        """Let these accounts be opened with the password of the demo."""
        numbers = [user.pk for user in users]
        User.objects.filter(pk__in=numbers).update(password=self.password)
