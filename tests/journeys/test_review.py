"""An editor writes, a referent approves, everybody reads."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import expect
from wagtail.models import Page

from agenda.models import Agenda
from consultations.models import ConsultationIndex
from members.models import GroupIndex
from site_core.kernel import scoping
from site_core.kernel.models import District, Territory, Town
from tests.chromium import Visitor
from tests.factories import make_blog, make_editor, make_referent
from tests.factories.media import picture_file
from tests.journeys.desk import Desk, press_decision

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("review")]

EVENT = "Fête de la source"
POST = "Le lavoir retrouvé"
POLL = "Faut-il rouvrir le lavoir ?"
GROUP = "Les amis du lavoir"
PAGE = "Qui sommes-nous ?"
TITLES = (EVENT, POST, POLL, GROUP, PAGE)
REASON = "Dites où se trouve ce lavoir : tout le monde ne le connaît pas."
WAITING = "#awaiting-decision-section"
OWN = "#own-texts-section"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture on the editor's computer."""
    file = tmp_path / "lavoir.png"
    file.write_bytes(picture_file(size=(1500, 900)).read())
    return file


@pytest.fixture
def ground(a: Territory) -> Any:
    """A district, and a blog that the editor keeps for the territory."""
    with scoping.scope(a):
        mornant = Town.objects.get(name="Mornant")
        District.objects.create(territory=a, town=mornant, name="Le Bourg", slug="le-bourg")
    return make_blog(a, title="Le carnet du pays")


def write_everything(desk: Desk, blog: Any, home: Any, photo: Path) -> None:
    """One text of each kind, each sent to the referents."""
    desk.begin(Agenda, "agenda.event")
    desk.fill(
        title=EVENT,
        starts_at="21/06/2027 18:30",
        ends_at="21/06/2027 23:00",
        introduction="Musique et soupe au bord de l’eau.",
        venue="Place de la Liberté",
        town="Mornant",
        district="Le Bourg",
    )
    assert desk.point().startswith("45.")
    desk.write("Chacun apporte de quoi partager.")
    desk.visitor.keep_sight("review-1-an-event-is-written")
    desk.submit()

    desk.begin(blog, "blog.post")
    desk.fill(title=POST, introduction="Nous l’avons dégagé des ronces.")
    desk.upload_picture(photo, "Un lavoir couvert de tuiles, au bord d’un ruisseau")
    desk.write("Il a fallu trois samedis.")
    desk.submit()

    desk.begin(ConsultationIndex, "consultations.poll")
    desk.fill(title=POLL, opens_at="01/01/2026 08:00", closes_at="31/12/2099 20:00")
    desk.find("#id_options-0-label").fill("Oui, pour y laver les tapis")
    desk.find("#id_options-1-label").fill("Non, il est bien ainsi")
    desk.submit()

    desk.begin(GroupIndex, "members.citizengroup")
    desk.fill(title=GROUP, introduction="Nous relevons les murs tombés.", town="Mornant")
    desk.submit()

    desk.begin(home, "territory_pages.standardpage")
    desk.fill(title=PAGE, introduction="Ceux qui tiennent ce journal.")
    desk.submit()


def kept(title: str) -> Page:
    """The page of this title, as the database has it."""
    return Page.objects.get(draft_title=title)


def row(visitor: Visitor, title: str) -> Any:
    """The line of a text in the list of what awaits a decision."""
    return visitor.find(f"{WAITING} tbody tr").filter(has_text=title)


def test_an_editor_writes_a_referent_approves_everybody_reads(
    visit: Callable[..., Visitor], a: Territory, b: Territory, ground: Any, photo: Path
) -> None:
    editor, referent = make_editor(a, name="Hélène"), make_referent(a, name="Marc")
    neighbour = make_referent(b, name="Odile")

    helene = visit("a.localhost")
    helene.sign_in(editor)
    helene.find("main a[href='/admin/']").click()
    write_everything(Desk(helene, a), ground, a.site.root_page, photo)
    assert all(kept(title).workflow_in_progress for title in TITLES)
    helene.open("/admin/")
    for title in TITLES:
        helene.sees(title, OWN)
    helene.keep_sight("review-2-the-author-knows-that-it-is-read")
    assert {tuple(message.to) for message in mail.outbox} == {(referent.email,)}

    reader = visit("a.localhost")
    assert reader.open("/agenda/fete-de-la-source/").status == 404

    odile = visit("b.localhost")
    odile.sign_in(neighbour)
    odile.open("/admin/")
    for title in TITLES:
        odile.does_not_see(title)
    assert odile.open(f"/admin/pages/{kept(EVENT).pk}/edit/").status == 404

    marc = visit("a.localhost")
    marc.sign_in(referent)
    marc.open("/admin/")
    expect(marc.find(f"{WAITING} tbody tr")).to_have_count(len(TITLES))
    marc.keep_sight("review-3-what-awaits-the-referent")
    send_back(marc, POST)
    approve_in_the_editor(marc, EVENT)
    for title in (POLL, GROUP, PAGE):
        row(marc, title).locator("form").first.get_by_role("button").click()
        expect(row(marc, title)).to_have_count(0)
        assert kept(title).live

    helene.open("/admin/")
    helene.sees(REASON, OWN)
    helene.keep_sight("review-4-the-author-reads-why")
    helene.find(f"{OWN} a").filter(has_text=POST).click()
    helene.sees(REASON)
    Desk(helene, a).fill(town="Mornant")
    Desk(helene, a).submit()

    marc.open("/admin/")
    row(marc, POST).locator("form").first.get_by_role("button").click()
    expect(row(marc, POST)).to_have_count(0)
    told = [(message.to, REASON in message.body) for message in mail.outbox]
    assert told.count(([editor.email], True)) == 1

    reader.open("/")
    for kind, title in (("event", EVENT), ("post", POST), ("poll", POLL), ("group", GROUP)):
        reader.open("/")
        reader.find(f"main article[data-kind={kind}] :is(h2, h3) a").filter(has_text=title).click()
        expect(reader.find("h1").filter(has_text=title)).to_be_visible()
        reader.keep_sight(f"review-5-{kind}")
    reader.open("/")
    reader.keep_sight("review-6-home")
    assert reader.open("/qui-sommes-nous/").status == 200
    reader.sees(PAGE, "h1")


def send_back(marc: Visitor, title: str) -> None:
    """From the home screen; a reason is needed, and blanks are none."""
    line = row(marc, title)
    line.locator("summary").click()
    reason, button = line.locator("textarea"), line.locator("details button")
    button.click()
    assert reason.evaluate("field => field.validity.valueMissing")
    reason.fill("   ")
    button.click()
    expect(marc.find(".messages .error")).to_be_visible()
    assert kept(title).workflow_in_progress
    line.locator("summary").click()
    reason.fill(REASON)
    button.click()
    expect(line).to_have_count(0)
    assert kept(title).current_workflow_state.current_task_state.comment == REASON
    assert not kept(title).live


def approve_in_the_editor(marc: Visitor, title: str) -> None:
    """From the text itself, once it is read."""
    row(marc, title).locator("a").first.click()
    press_decision(marc, "approve")
    expect(marc.find(".messages .success")).to_contain_text(title)
    assert kept(title).live
    marc.open("/admin/")


def test_an_editor_cannot_publish_even_by_cheating(
    visit: Callable[..., Visitor], a: Territory
) -> None:
    helene = visit("a.localhost")
    helene.sign_in(make_editor(a))
    desk = Desk(helene, a)
    desk.begin(Agenda, "agenda.event")
    desk.fill(title="Sans relecture", starts_at="21/06/2027 18:30")
    expect(helene.find("[name=action-publish]")).to_have_count(0)
    helene.find("[name=action-submit]").evaluate("button => button.name = 'action-publish'")
    desk.press("action-publish")
    helene.page.wait_for_load_state("networkidle")
    assert not Page.objects.filter(draft_title="Sans relecture", live=True).exists()
