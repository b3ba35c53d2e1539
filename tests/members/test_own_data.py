"""What somebody may read, take away and decide of what is held about them."""

import io
import json
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from django.test import Client

from consultations.services import cast_ballot
from members import services
from members.models import Membership, User
from messaging.services import post_comment, send_contact_message
from site_core.kernel import scoping, territories
from site_core.kernel.models import Territory
from site_core.kernel.models.audit import AuditLink
from tests.factories import make_image, make_member, make_poll, make_post
from tests.factories.people import PASSWORD
from tests.members.conftest import Door

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
DATA, ARCHIVE = "/compte/donnees/", "/compte/donnees/archive/"


@pytest.fixture
def lise(a: Territory, b: Territory) -> User:
    """Somebody registered in two territories."""
    who = {"email": "lise@canari.test", "name": "Lise Canari", "password": PASSWORD}
    services.register_member(territory=b, **who, verified=True)
    return services.register_member(territory=a, **who).user


def unpacked(client: Client) -> tuple[dict, str, list[str]]:
    """The archive: what programs read, what people read, the names of its files."""
    answer = client.post(ARCHIVE)
    assert answer.status_code == 200, answer.headers
    assert "attachment" in answer["Content-Disposition"]
    file = ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    held = json.loads(file.read("donnees.json"))["held"]
    return held, file.read("donnees.html").decode(), file.namelist()


def test_the_page_says_what_is_held_why_and_for_how_long(
    a: Territory, browse: Browse, lise: User
) -> None:
    html = browse(a, lise).get(DATA).content.decode()
    for said in ("2 ans", ARCHIVE, "/compte/donnees/fermer/"):
        assert said in html
    assert browse(a).get(DATA)["Location"].startswith("/connexion/")


def test_the_archive_asks_for_a_proof_of_who_asks(a: Territory, browse: Browse, lise: User) -> None:
    answer = browse(a, lise).post(ARCHIVE)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/compte/verifier/")


def test_the_archive_holds_everything_of_all_territories_and_nothing_of_others(
    a: Territory, b: Territory, browse: Browse, lise: User, sign_in: Door
) -> None:
    zoe = make_member(a, name="Zoé Autrui", email="zoe@autrui.test")
    post = make_post(a, title="Mes poules", introduction="Elles sont trois.", owner=lise)
    other = make_post(b, title="Ailleurs")
    make_image(a, title="La cour", uploaded_by_user=lise)
    lost = make_image(a, title="Perdue", uploaded_by_user=lise)
    lost.file.storage.delete(lost.file.name)
    with territories.enter(a):
        first = post_comment(page=post, author=lise, text="Venez voir.")
        post_comment(page=post, author=zoe, text="Le secret de Zoé", answers=first)
        services.ask_for(membership=Membership.objects.get(user=lise), kinds=["post", "event"])
        services.follow(user=lise, target=post.get_parent().specific)
        send_contact_message(
            name="Lise", email="Lise@canari.test", body="Un trou rue Haute", address="192.0.2.1"
        )
        poll = make_poll(a, title="Le four ?")
        cast_ballot(
            poll=poll, voter=lise, choice=poll.options.first().pk, submission=first.submission
        )
    with territories.enter(b):
        post_comment(page=other, author=lise, text="Bonjour d’à côté.")
    client = browse(a)
    sign_in(client, lise.email)
    assert 'data-action="archive"' in client.get(ARCHIVE).content.decode()
    held, html, names = unpacked(client)
    assert "event, post" in html
    assert [row["display_name"] for row in held["memberships"]] == ["Lise Canari"] * 2
    assert [row["comment"] for row in held["comments"]] == ["Venez voir.", "Bonjour d’à côté."]
    assert held["pages"][0]["text"]["introduction"] == "Elles sont trois."
    assert held["contact_messages"][0]["body"] == "Un trou rue Haute"
    assert held["follows"][0]["what"] == "Un blog"
    assert held["votes"][0]["poll"] == "Le four ?"
    assert held["notifications"][0]["kind"] == "answer"
    assert "fichiers/1.png" in names or any(name.startswith("fichiers/1.") for name in names)
    assert "Venez voir." in html
    whole = json.dumps(held, ensure_ascii=False) + html
    assert "Zoé" not in whole
    assert zoe.email not in whole
    assert lise.password not in whole
    with scoping.scope(a):
        assert AuditLink.objects.filter(action="personal_data.export").count() == 1


def test_the_archive_of_somebody_with_nothing_is_short(
    a: Territory, browse: Browse, sign_in: Door
) -> None:
    user = services.open_account(
        email="seul@exemple.test", name="Seul", password=PASSWORD, verified=True
    )
    client = browse(None)
    sign_in(client, user.email)
    held, html, names = unpacked(client)
    assert held["account"][0]["email"] == user.email
    assert names == ["donnees.json", "donnees.html"]
    assert "Seul" in html
    assert not Membership.all_rows.filter(user=user).exists()
