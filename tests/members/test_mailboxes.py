"""One mailbox, one account."""

from collections.abc import Callable

import pytest
from django.test import Client

from members.addresses import normal
from members.models import User
from site_core.kernel.models import Territory
from tests.members.conftest import Door

FORM = {"name": "Karim B.", "password": "mes poules pondent bien"}
ONE = "karim@xn--exmple-cva.test"


@pytest.mark.parametrize(
    "typed",
    [
        ONE,
        "karim@exémple.test",
        " Karim@EXÉMPLE.test ",
        "karim@exe\u0301mple.test",
        "karim@\uff45xémple.test",
        "KARIM@XN--EXMPLE-CVA.TEST",
    ],
)
@pytest.mark.django_db
@pytest.mark.both_databases
def test_one_mailbox_never_has_two_accounts_however_its_address_is_typed(
    a: Territory, browse: Callable[..., Client], sign_in: Door, typed: str
) -> None:
    browse(a).post("/inscription/", FORM | {"email": ONE})
    browse(a).post("/inscription/", FORM | {"email": typed})
    assert User.objects.get().email == ONE
    answer = sign_in(browse(a), typed, FORM["password"])
    assert answer["Location"] == "/compte/confirmer/"


@pytest.mark.parametrize("typed", ["karim@" + "é" * 60 + ".test", "karim@xn--.test", "k@é..test"])
@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_domain_that_nobody_can_have_never_breaks_a_form(
    a: Territory, browse: Callable[..., Client], typed: str
) -> None:
    for path in ("/inscription/", "/connexion/", "/connexion/code/"):
        assert browse(a).post(path, FORM | {"email": typed}).status_code in {302, 400}


def test_a_normal_address_stays_as_it_is() -> None:
    assert normal(normal("É.x@Exémple.test")) == normal("É.x@Exémple.test")
    with pytest.raises(UnicodeError):
        normal("x@" + "é" * 70)
