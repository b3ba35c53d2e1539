"""Signing up on a territory, and joining a second one."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from members import services
from members.models import Membership, User
from site_core.kernel import scoping
from site_core.kernel.models import Territory
from tests.factories.people import PASSWORD
from tests.members.conftest import Door, is_signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
FORM = {"name": "Karim B.", "email": "karim@exemple.test", "password": "mes poules pondent bien"}


def test_from_the_form_to_a_confirmed_account_and_on_with_what_one_was_doing(
    a: Territory, b: Territory, browse: Callable[..., Client], link_in_mail: Callable[[str], str]
) -> None:
    client = browse(a)
    page = client.get("/inscription/?next=/blogs/").content.decode()
    assert 'data-action="signup"' in page
    assert 'autocomplete="new-password"' in page
    answer = client.post("/inscription/", FORM | {"next": "/blogs/"}, follow=True)
    assert 'role="status"' in answer.content.decode()
    assert not is_signed_in(client)
    user = User.objects.get(email="karim@exemple.test")
    assert user.name == "Karim B."
    with scoping.scope(a):
        assert Membership.objects.get(user=user).display_name == "Karim B."
    with scoping.scope(b):
        assert not Membership.objects.filter(user=user).exists()
    link = link_in_mail("/compte/confirmer/")
    assert 'method="post"' in client.get(link).content.decode()
    assert not EmailAddress.objects.get(user=user).verified
    assert client.post(link)["Location"] == "/blogs/"
    assert EmailAddress.objects.get(user=user).verified
    assert is_signed_in(client)


def test_confirming_in_another_browser_confirms_and_opens_nothing(
    a: Territory, browse: Callable[..., Client], link_in_mail: Callable[[str], str], sign_in: Door
) -> None:
    browse(a).post("/inscription/", FORM)
    phone = browse(a)
    assert (
        phone.post(link_in_mail("/compte/confirmer/"))["Location"] == "/connexion/?next=%2Ffil%2F"
    )
    assert not is_signed_in(phone)
    assert sign_in(phone, FORM["email"], FORM["password"]).status_code == 302


def test_who_never_registered_says_so_and_nothing_is_left(
    a: Territory, browse: Callable[..., Client], link_in_mail: Callable[[str], str]
) -> None:
    browse(a).post("/inscription/", FORM)
    owner, link = browse(a), link_in_mail("/compte/confirmer/")
    asked = owner.get(link).content.decode()
    assert "Karim B." in asked
    answer = owner.post(link, {"refuse": "1"})
    assert (answer.status_code, 'role="status"' in answer.content.decode()) == (200, True)
    assert not User.objects.filter(email=FORM["email"]).exists()
    with scoping.scope(a):
        assert not Membership.objects.exists()
    assert owner.post(link).status_code == 404
    assert browse(a).post("/inscription/", FORM).status_code == 302, "the address is free again"


def test_an_account_that_was_confirmed_is_not_deleted_by_its_first_link(
    a: Territory, browse: Callable[..., Client], link_in_mail: Callable[[str], str]
) -> None:
    browse(a).post("/inscription/", FORM)
    link = link_in_mail("/compte/confirmer/")
    assert browse(a).post(link).status_code == 302
    assert browse(a).post(link, {"refuse": "1"}).status_code in {403, 404}
    assert User.objects.filter(email=FORM["email"]).exists()


def test_no_account_that_was_proved_or_holds_an_office_is_deleted_by_its_address(
    a: Territory, lucie: User
) -> None:
    for user in (lucie, User.objects.create_superuser("op@exemple.test", PASSWORD, name="Op")):
        with pytest.raises(PermissionDenied):
            services.refuse_sign_up(user=user)


def test_nobody_signs_in_before_the_address_is_confirmed(
    a: Territory, browse: Callable[..., Client], sign_in: Door
) -> None:
    browse(a).post("/inscription/", FORM)
    client = browse(a)
    answer = sign_in(client, FORM["email"], FORM["password"])
    assert answer["Location"] == "/compte/confirmer/"
    assert not is_signed_in(client)


def test_a_taken_address_is_told_to_its_owner_only(
    a: Territory,
    b: Territory,
    browse: Callable[..., Client],
    lucie: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, *args, **kwargs: hashed.append(1) or encode(self, *args, **kwargs),
    )
    pages, work = [], []
    for email in (FORM["email"], lucie.email):
        hashed.clear()
        answer = browse(b).post("/inscription/", FORM | {"email": email}, follow=True)
        assert [status for _url, status in answer.redirect_chain] == [302]
        pages.append(answer.content.decode())
        work.append(len(hashed))
    assert pages[0] == pages[1]
    assert work == [1, 1]
    lucie.refresh_from_db()
    assert lucie.name == "Lucie F."
    assert lucie.check_password(PASSWORD)
    with scoping.scope(b):
        assert not Membership.objects.filter(user=lucie).exists()
    told = mail.outbox[-1]
    assert told.to == [lucie.email]
    assert "/compte/mot-de-passe/oublie/" in told.body
    assert "a.localhost" not in told.body


def test_an_address_taken_between_check_and_save_opens_nobodys_account(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    with pytest.raises(services.AccountExists):
        services.sign_up(territory=a, email=lucie.email, name="Autre", password="autre phrase 12")
    lucie.refresh_from_db()
    assert lucie.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 81),
        ("name", "Mairie\u202eeiriaM"),
        ("name", "…!?"),
        ("email", "pas une adresse"),
        ("email", f"{'x' * 250}@exemple.test"),
        ("password", "court"),
        ("password", "Karim B. Karim"),
    ],
)
def test_a_wrong_answer_says_what_to_change_and_keeps_the_others(
    a: Territory, browse: Callable[..., Client], field: str, value: str
) -> None:
    answer = browse(a).post("/inscription/", FORM | {field: value})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert 'role="alert"' in text
    assert f'id="id_{field}_error"' in text
    for name in {"name", "email"} - {field}:
        assert f'value="{FORM[name]}"' in text
    assert FORM["password"] not in text
    assert not User.objects.exists()
    assert not mail.outbox


def test_names_of_every_script_are_kept_as_they_are_written(
    a: Territory, browse: Callable[..., Client]
) -> None:
    for number, name in enumerate(["Zoé  d’Œuvre", "فاطمة", "Nguyễn Ái", "李雷"]):
        fields = FORM | {"name": name, "email": f"p{number}@exemple.test"}
        browse(a).post("/inscription/", fields)
        assert User.objects.get(email=fields["email"]).name == " ".join(name.split())


def test_one_account_joins_a_second_territory_with_one_field(
    a: Territory, b: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    client = browse(b)
    sign_in(client, lucie.email)
    page = client.get("/compte/").content.decode()
    assert "/inscription/" in page
    assert a.name not in page
    form = client.get("/inscription/").content.decode()
    assert 'value="Lucie F."' in form
    refused = client.post("/inscription/", {"name": "\u202e"})
    assert refused.status_code == 400
    assert "Rien de ce que vous avez écrit n’est perdu" in refused.content.decode()
    answer = client.post("/inscription/", {"name": "Lucie de Vienne", "next": "/agenda/"})
    assert answer["Location"] == "/agenda/"
    with scoping.scope(b):
        assert Membership.objects.get(user=lucie).display_name == "Lucie de Vienne"
    with scoping.scope(a):
        assert Membership.objects.get(user=lucie).display_name == "Lucie F."
    assert client.get("/inscription/")["Location"] == "/fil/"
    account = client.get("/compte/").content.decode()
    assert "Lucie de Vienne" in account
    assert a.name not in account


def test_registering_somebody_twice_changes_nothing(a: Territory, lucie: User) -> None:
    again = services.register_member(
        territory=a, email="LUCIE@exemple.test ", name="Autre", password="x", verified=True
    )
    assert again.user == lucie
    assert again.display_name == "Lucie F."
    lucie.refresh_from_db()
    assert lucie.check_password(PASSWORD)
    assert EmailAddress.objects.filter(user=lucie).count() == 1
    assert User.objects.count() == 1


def test_vouching_for_an_address_shuts_out_whoever_had_taken_it(a: Territory) -> None:
    services.sign_up(
        territory=a, email="jean@exemple.test", name="Voleur", password="je suis là 12"
    )
    membership = services.register_member(
        territory=a, email="jean@exemple.test", name="Jean", password=PASSWORD, verified=True
    )
    assert membership.user.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=membership.user).verified


def test_a_person_registered_without_a_password_chooses_one_by_mail(
    a: Territory, browse: Callable[..., Client], link_in_mail: Callable[[str], str], sign_in: Door
) -> None:
    services.register_member(territory=a, email="jean@exemple.test", name="Jean", verified=True)
    client = browse(a)
    assert sign_in(client, "jean@exemple.test", "").status_code == 400
    client.post("/compte/mot-de-passe/oublie/", {"email": "jean@exemple.test"})
    form = client.get(link_in_mail("/compte/mot-de-passe/nouveau/"), follow=True)
    client.post(form.redirect_chain[-1][0], {"password": "une phrase bien à moi"})
    assert sign_in(client, "jean@exemple.test", "une phrase bien à moi").status_code == 302


def test_a_password_has_to_be_typed_again_and_the_page_says_so(
    a: Territory, browse: Callable[..., Client]
) -> None:
    for path in ("/inscription/", "/connexion/"):
        html = browse(a).post(path, FORM | {"email": "pas une adresse"}).content.decode()
        assert "Retapez votre mot de passe" in html
        assert FORM["password"] not in html
        assert "n’est perdu" not in html
