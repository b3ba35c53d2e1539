"""People, with the roles they hold."""

import itertools
from typing import Any

from members.models import Membership, User
from site_core.kernel import scoping, territories
from site_core.kernel.models import Role, Territory

PASSWORD = "un-mot-de-passe-1234"
_numbers = itertools.count(1)


def make_user(email: str = "", name: str = "", **fields: Any) -> User:
    """An account; its address and name are unlike any other."""
    number = next(_numbers)
    return User.objects.create_user(
        email or f"personne{number}@exemple.test",
        PASSWORD,
        name=name or f"Personne {number}",
        **fields,
    )


def make_operator(**fields: Any) -> User:
    """Somebody who runs the deployment."""
    return make_user(is_superuser=True, is_staff=True, **fields)


def make_editor(*places: Territory, **fields: Any) -> User:
    """An editor of these territories."""
    return with_role(Role.EDITOR, places, make_user(**fields))


def make_referent(*places: Territory, **fields: Any) -> User:
    """A referent of these territories."""
    return with_role(Role.REFERENT, places, make_user(**fields))


def make_member(*places: Territory, **fields: Any) -> User:
    """A person registered in these territories."""
    user = make_user(**fields)
    for place in places:
        with scoping.scope(place):
            Membership.objects.create(territory=place, user=user, display_name=user.name)
    return user


def with_role(role: str, places: tuple[Territory, ...], user: User) -> User:
    """The person, appointed in each place."""
    for place in places:
        territories.appoint(territory=place, user=user, role=role)
    return user
