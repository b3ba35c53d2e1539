"""The operator's own site: what visitors of the network find, and what they never find there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import get_connection, send_mail
from django.test import Client
from wagtail.models import Page, Site

from console import mailbox
from console.network import open_network_site
from site_core.kernel import territories
from site_core.kernel.models import Territory
from tests.factories.many import add_territories
from tests.factories.sites import queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("places")]
Browse = Callable[..., Client]


@pytest.fixture
def network(browse: Browse) -> Client:
    """A visitor of the network site."""
    return browse()


def text(response: Any) -> str:
    """The page, when it was found."""
    assert response.status_code == 200
    return response.content.decode()


def test_opening_the_network_site_twice_makes_one():
    before = Page.objects.count()
    assert open_network_site() == open_network_site()
    assert Page.objects.count() == before
    assert not Site.objects.filter(is_default_site=True).exists()


def test_the_front_page_says_what_kikalu_is_and_where_it_is_open(network: Client):
    page = text(network.get("/"))
    assert 'data-kind="network"' in page
    assert "Écrit par ceux qui y vivent" in page
    assert 'href="http://a.localhost/"' in page
    assert 'action="/territoires/"' in page
    assert not network.cookies


@pytest.mark.parametrize(
    "address", ["/mentions-legales/", "/accessibilite/", "/donnees-personnelles/", "/contact/"]
)
def test_the_pages_that_the_law_asks_for_are_there(network: Client, address: str):
    assert "<h1>" in text(network.get(address))


def test_every_link_of_the_front_page_that_stays_here_leads_somewhere(network: Client):
    page = text(network.get("/"))
    links = {part.split('"')[0] for part in page.split('href="/')[1:]}
    links = {f"/{link}" for link in links if not link.startswith("static/")}
    assert links
    assert {link for link in links if network.get(link).status_code not in {200, 302}} == set()


def test_the_directory_names_every_open_territory_with_its_address(network: Client):
    page = text(network.get("/territoires/"))
    assert page.count('data-kind="territory"') == 3
    for hostname in ("a.localhost", "b.localhost", "c.localhost"):
        assert f'href="http://{hostname}/"' in page


def test_the_addresses_keep_the_port_that_the_visitor_came_by():
    page = text(Client(headers={"host": "kikalu.localhost:8123"}).get("/territoires/"))
    assert 'href="http://a.localhost:8123/"' in page


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mornantais", {"Pays Mornantais"}),
        ("MORNANTAIS", {"Pays Mornantais"}),
        ("vienne", {"Vienne Condrieu"}),
        ("soucieu", {"Pays Mornantais"}),
        ("Saint Laurent d'Agny", {"Pays Mornantais"}),
        ("orlienas", {"Pays Mornantais"}),
        ("Givors", {"Givors"}),
        ("69064", {"Vienne Condrieu"}),
        ("246 900 740", {"Pays Mornantais"}),
        ("nowhere", set()),
        ("%", set()),
        ("' OR 1=1 --", set()),
        ("é" * 3_000, set()),
    ],
)
def test_a_territory_is_found_by_name_commune_or_code(network: Client, typed, found):
    page = text(network.get("/territoires/", {"q": typed}))
    names = {"Pays Mornantais", "Vienne Condrieu", "Givors"}
    assert {name for name in names if f'/">{name}</a>' in page} == found


def test_a_search_by_commune_says_which_one_was_found(network: Client):
    assert "Soucieu-en-Jarrest" in text(network.get("/territoires/", {"q": "soucieu"}))


def test_nothing_found_says_what_to_try(network: Client):
    page = text(network.get("/territoires/", {"q": "<script>"}))
    assert "<script>" not in page.replace("<script type", "")
    assert 'href="/territoires/"' in page


@pytest.mark.parametrize("typed", ["", "mornant", "69141", "Pays"])
def test_a_suspended_territory_is_nowhere_on_the_network_site(
    a: Territory, network: Client, typed: str
):
    assert "a.localhost" in text(network.get("/territoires/", {"q": typed}))
    territories.suspend(territory=a, reason="Travaux")
    for address in ("/", f"/territoires/?q={typed}"):
        page = text(network.get(address))
        assert "a.localhost" not in page
        assert "Pays Mornantais" not in page


def test_the_directory_has_thirty_territories_a_page(network: Client):
    add_territories(40)
    first, second = (text(network.get(f"/territoires/?page={page}")) for page in (1, 2))
    assert first.count('data-kind="territory"') == 30
    assert second.count('data-kind="territory"') == 13
    assert 'rel="next"' in first


@pytest.mark.parametrize("page", ["0", "-1", "3", "x", "9" * 50])
def test_a_page_that_is_not_there_is_not_found(network: Client, page: str):
    assert network.get("/territoires/", {"page": page}).status_code == 404


@pytest.mark.parametrize("address", ["/", "/territoires/", "/territoires/?q=mornant"])
def test_the_network_site_costs_the_same_with_many_territories(network: Client, address: str):
    network.get(address)
    few = queries(lambda: network.get(address))
    add_territories(100)
    assert queries(lambda: network.get(address)) == few <= 9


def test_the_network_site_has_no_territory_of_its_own(network: Client):
    assert network.get("/blogs/").status_code == 404
    assert "data-territory" not in text(network.get("/"))


@pytest.mark.parametrize("address", ["/territoires/", "/courrier-demo/"])
def test_these_addresses_are_the_network_sites_only(a: Territory, browse: Browse, address: str):
    assert browse(a).get(address).status_code == 404


@pytest.fixture
def mail_folder(settings: Any, tmp_path: Path) -> Path:
    """Where mail is written as files, as in the demo."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


def test_the_mail_of_the_demo_is_read_where_it_would_have_gone(network: Client, mail_folder: Path):
    send_mail(
        "Été : <b>confirmez</b>",
        "Bonjour,\n\nhttp://a.localhost:8000/compte/confirmer/abc/\n<script>alert(1)</script>",
        "Pays Mornantais <mornantais@kikalu.localhost>",
        ["voisin@demo.kikalu.test"],
    )
    listed = text(network.get("/courrier-demo/"))
    assert "Été : &lt;b&gt;confirmez&lt;/b&gt;" in listed
    assert "voisin@demo.kikalu.test" in listed
    address = listed.partition('<h2><a href="')[2].partition('"')[0]
    page = text(network.get(address))
    assert 'href="http://a.localhost:8000/compte/confirmer/abc/"' in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "no-store" in network.get(address)["Cache-Control"]


def test_several_mails_of_one_file_are_read_apart(network: Client, mail_folder: Path):
    with get_connection() as connection:
        for number in range(3):
            send_mail(f"Mail {number}", "x", None, ["x@y.fr"], connection=connection)
    assert len(list(mail_folder.iterdir())) == 1
    listed = text(network.get("/courrier-demo/"))
    assert listed.count('data-kind="mail"') == 3
    (name,) = mailbox.files()
    assert "Mail 2" in text(network.get(f"/courrier-demo/{name}/3/"))
    assert network.get(f"/courrier-demo/{name}/4/").status_code == 404


def test_a_mail_in_html_only_is_read_as_words(network: Client, mail_folder: Path):
    send_mail("x", "", None, ["x@y.fr"], html_message="<p>Bonjour <i>vous</i></p>")
    (name,) = mailbox.files()
    (mail,) = mailbox.mails_in(name)
    assert "Bonjour" in text(network.get(f"/courrier-demo/{name}/1/"))
    assert "<i>" not in mail.text


def test_a_mail_that_nobody_can_read_does_not_hide_the_others(network: Client, mail_folder: Path):
    mail_folder.mkdir()
    (mail_folder / "20260101-000000-1.log").write_bytes(
        b"Subject: =?nope?b?!!?=\nContent-Type: text/plain; charset=nope\n\n\xff\xfe"
    )
    (mail_folder / "20260101-000001-1.log").write_bytes(b"")
    send_mail("Lisible", "x", None, ["x@y.fr"])
    assert "Lisible" in text(network.get("/courrier-demo/"))
    assert network.get("/courrier-demo/20260101-000000-1.log/1/").status_code == 200


def test_no_mail_yet_says_how_to_get_some(network: Client, mail_folder: Path):
    page = text(network.get("/courrier-demo/"))
    assert 'class="empty"' in page
    assert "<article" not in page


@pytest.mark.parametrize(
    "name",
    [
        "../secret.log", "..%2fsecret.log", "%2e%2e/secret.log", "secret.log", ".",
        "20260101-000000-1.log", "20260101-000000-2.log", "20260101-000000-1.LOG",
        "20260101-000000-1.log%0a", "20260101-000000-٣.log",
    ],
)  # fmt: skip
def test_nothing_but_the_mail_is_read(network: Client, mail_folder: Path, name: str):
    mail_folder.mkdir()
    secret = mail_folder.parent / "secret.log"
    secret.write_text("Subject: secret\n\nsecret")
    (mail_folder / "secret.log").write_text("Subject: secret\n\nsecret")
    (mail_folder / "20260101-000000-1.log").symlink_to(secret)
    (mail_folder / "20260101-000000-2.log").mkdir()
    assert network.get(f"/courrier-demo/{name}/1/").status_code == 404
    assert "secret" not in text(network.get("/courrier-demo/"))


@pytest.mark.parametrize("address", ["", "20260101-000000-1.log/1/"])
def test_production_shows_nobodys_mail(
    network: Client, mail_folder: Path, settings: Any, address: str
):
    mail_folder.mkdir()
    (mail_folder / "20260101-000000-1.log").write_text("Subject: x\n\nx")
    assert network.get(f"/courrier-demo/{address}").status_code == 200
    settings.DEMO = False
    assert network.get(f"/courrier-demo/{address}").status_code == 404
