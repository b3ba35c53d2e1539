"""Coming in and going out."""

from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from members.models import User
from members.services import register_member
from site_core.kernel.models import Territory
from tests.factories.people import PASSWORD, make_operator, make_referent
from tests.members.conftest import Door, is_signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_member_signs_in_with_an_address_and_a_password(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    client = browse(a)
    page = client.get("/connexion/").content.decode()
    assert 'data-action="login"' in page
    assert 'name="email"' in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    answer = sign_in(client, "Lucie@Exemple.test")
    assert answer.status_code == 302
    assert answer["Location"] == "/compte/"
    account = client.get("/compte/").content.decode()
    assert "Lucie F." in account
    assert "lucie@exemple.test" in account


def test_a_wrong_password_is_refused_with_a_sentence_and_loses_nothing(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    answer = sign_in(browse(a), lucie.email, "pas le bon mot de passe")
    text = answer.content.decode()
    assert answer.status_code == 400
    assert 'role="alert"' in text
    assert 'value="lucie@exemple.test"' in text
    assert "pas le bon" not in text


def test_an_unknown_address_gets_the_same_words_after_the_same_work(
    a: Territory,
    browse: Callable[..., Client],
    lucie: User,
    sign_in: Door,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, *args, **kwargs: hashed.append(1) or encode(self, *args, **kwargs),
    )
    said, work = [], []
    for email in (lucie.email, "inconnue@exemple.test"):
        hashed.clear()
        answer = sign_in(browse(a), email, "pas le bon mot de passe")
        assert answer.status_code == 400
        page = answer.content.decode()
        said.append(page[page.index('role="alert"') : page.index("</section>")])
        work.append(len(hashed))
    assert said[0] == said[1]
    assert work == [1, 1]


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/blogs/?page=2", "/blogs/?page=2"),
        ("http://a.localhost/agenda/", "http://a.localhost/agenda/"),
        ("//evil.example/", "/compte/"),
        ("https://evil.example/", "/compte/"),
        ("http://b.localhost/compte/", "/compte/"),
        ("http://a.localhost:666/", "/compte/"),
        ("/\\evil.example/", "/compte/"),
        ("javascript:alert(1)", "/compte/"),
        ("http:///evil.example", "/compte/"),
    ],
)
def test_after_the_door_one_goes_on_but_never_to_another_host(
    a: Territory,
    browse: Callable[..., Client],
    lucie: User,
    sign_in: Door,
    wanted: str,
    reached: str,
) -> None:
    client = browse(a)
    assert sign_in(client, lucie.email, fields={"next": wanted})["Location"] == reached
    assert client.get("/connexion/", {"next": wanted})["Location"] == reached


def test_the_admin_sends_to_our_door_and_back(
    a: Territory, browse: Callable[..., Client], sign_in: Door
) -> None:
    referent = make_referent(a)
    register_member(territory=a, email=referent.email, name="R", password=PASSWORD, verified=True)
    client = browse(a)
    assert client.get("/admin/")["Location"] == "/connexion/?next=/admin/"
    door = client.get("/connexion/?next=/admin/").content.decode()
    assert '<input type="hidden" name="next" value="/admin/">' in door
    answer = sign_in(client, referent.email, fields={"next": "/admin/"})
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("/admin/login/?next=/admin/pages/", "/connexion/?next=/admin/pages/"),
        ("/admin/password_reset/", "/compte/mot-de-passe/oublie/"),
        ("/admin/password_reset/confirm/MQ/set-password/", "/compte/mot-de-passe/oublie/"),
    ],
)
def test_the_doors_of_the_admin_lead_to_ours(
    a: Territory, browse: Callable[..., Client], theirs: str, ours: str
) -> None:
    for place in (a, None):
        assert browse(place).get(theirs)["Location"] == ours
        assert browse(place).post(theirs)["Location"] == ours


def test_signing_out_asks_then_says_that_it_is_done(
    a: Territory, browse: Callable[..., Client], lucie: User
) -> None:
    client = browse(a, lucie)
    question = client.get("/deconnexion/").content.decode()
    assert 'data-action="logout"' in question
    assert is_signed_in(client)
    done = client.post("/deconnexion/", follow=True)
    assert 'role="status"' in done.content.decode()
    assert not is_signed_in(client)
    assert "kikalu-session" not in {k for k, v in client.cookies.items() if v.value}


def test_signing_out_of_the_admin_signs_out(a: Territory, browse: Callable[..., Client]) -> None:
    client = browse(a, make_referent(a))
    assert client.post("/admin/logout/")["Location"] == "/deconnexion/"
    assert not is_signed_in(client)


def test_the_operator_signs_in_on_the_network_site_where_nobody_signs_up(
    a: Territory, browse: Callable[..., Client], sign_in: Door
) -> None:
    operator = make_operator()
    register_member(territory=a, email=operator.email, name="O", password=PASSWORD, verified=True)
    client = browse(None)
    assert sign_in(client, operator.email)["Location"] == "/compte/"
    assert client.get("/compte/").status_code == 200
    for visitor in (browse(None), client):
        assert visitor.get("/inscription/").status_code == 404
        assert visitor.post("/inscription/", {"email": "x@exemple.test"}).status_code == 404
    assert b"/inscription/" not in browse(None).get("/connexion/").content


@pytest.mark.parametrize("path", ["/connexion/", "/inscription/", "/compte/mot-de-passe/oublie/"])
@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "x" * 10_000,
        "lucie\u202e@exemple.test",
        "\u202e",
        "é" * 300 + "@exemple.test",
        "\ud800",
    ],
    ids=["NUL", "long", "direction", "bare mark", "long address", "surrogate"],
)
@pytest.mark.parametrize("multipart", [False, True])
def test_what_nobody_types_is_refused_and_never_breaks(
    a: Territory, browse: Callable[..., Client], path: str, text: str, multipart: bool
) -> None:
    client = browse(a)
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    fields = {"email": text, "password": text, "name": text}
    if multipart:
        answer = client.post(path, fields)
    else:
        body = "&".join(f"{k}={v}" for k, v in fields.items()).replace("\x00", "%00")
        answer = client.post(path, body, content_type="application/x-www-form-urlencoded")
    assert 400 <= answer.status_code < 500
    assert not User.objects.exists()


def test_only_pages_with_a_form_set_a_cookie(a: Territory, browse: Callable[..., Client]) -> None:
    for path in ("/", "/blogs/", "/deconnexion/", "/compte/confirmer/", "/compte/suspendu/"):
        answer = browse(a).get(path)
        assert answer.status_code == 200, path
        assert not answer.cookies, path
    answer = browse(a).get("/connexion/")
    assert set(answer.cookies) == {"kikalu-csrf"}
    assert "no-store" in answer["Cache-Control"]


def test_a_closed_account_is_told_so_only_with_its_password(
    a: Territory, browse: Callable[..., Client], lucie: User, sign_in: Door
) -> None:
    User.objects.update(is_active=False)
    assert sign_in(browse(a), lucie.email, "pas le bon mot de passe").status_code == 400
    client = browse(a)
    assert sign_in(client, lucie.email)["Location"] == "/compte/suspendu/"
    told = client.get("/compte/suspendu/").content.decode()
    assert "écrivez à votre référent" in told
    assert "Vous l’avez fermé" not in told
    assert not is_signed_in(client)


def test_one_cannot_forge_a_sign_in_from_elsewhere(a: Territory, lucie: User) -> None:
    client = Client(enforce_csrf_checks=True, headers={"host": "a.localhost"})
    answer = client.post("/connexion/", {"email": lucie.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert not is_signed_in(client)
