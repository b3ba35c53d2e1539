"""What the required pages say by themselves: figures, who answers for the site, what is kept."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from console.doctor.sites import legal_notices_are_complete
from messaging.services import post_comment, remove_comment
from site_core.kernel import moderation, territories
from site_core.kernel.models import Territory
from site_core.kernel.moderation_figures import Figures, moderation_figures
from territory_pages.models import StandardPage
from tests.factories import make_editor, make_member, make_post, make_referent
from tests.measure import queries

required_texts = import_module("territory_pages.migrations.0006_required_texts")
pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


def page_of(client: Client, slug: str) -> str:
    """The page, on one line."""
    return " ".join(client.get(f"/{slug}/").content.decode().split())


def review(territory: Territory, approve: bool, referent: Any) -> None:
    """A text that this referent approves or sends back."""
    author = make_editor(territory)
    page = make_post(territory, live=False, owner=author)
    with territories.enter(territory):
        page.save_revision(user=author)
        moderation.submit(page=page, actor=author)
        if approve:
            moderation.approve(page=page, actor=referent)
        else:
            moderation.send_back(page=page, actor=referent, reason="La date manque.")


def test_the_moderation_page_counts_the_decisions_of_twelve_months_and_of_this_place(
    a: Territory, b: Territory, browse: Browse
) -> None:
    visitor, referent = browse(a), make_referent(a)
    assert "Aucune décision n’a été prise dans ce territoire." in page_of(visitor, "moderation")
    cost = queries(visitor, "/moderation/")
    for approved in (True, True, False):
        review(a, approved, referent)
    with territories.enter(a):
        text = make_post(a)
        for why in ("Une injure.", "Une adresse."):
            comment = post_comment(page=text, author=make_member(a), text="Non")
            remove_comment(comment=comment, by=referent, reason=why)
        assert moderation_figures() == Figures(approved=2, returned=1, removed=2)
    said = page_of(visitor, "moderation")
    assert '<dt>Textes approuvés</dt><dd class="num">2</dd>' in said
    assert '<dt>Textes renvoyés à leur auteur</dt><dd class="num">1</dd>' in said
    assert '<dt>Commentaires retirés</dt><dd class="num">2</dd>' in said
    assert queries(visitor, "/moderation/") == cost
    assert "Aucune décision" in page_of(browse(b), "moderation")
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        assert "Aucune décision" in page_of(visitor, "moderation")


def test_the_page_on_personal_data_names_every_cookie_and_says_how_long_it_stays(
    a: Territory, browse: Browse
) -> None:
    reader = browse(a)
    said = page_of(reader, "donnees-personnelles")
    for path in ("/", "/blogs/", "/contact/", "/donnees-personnelles/"):
        assert not reader.get(path).cookies
    writer = browse(a)
    for path in ("/contact/ecrire/", "/connexion/", "/inscription/"):
        for name, cookie in writer.get(path).cookies.items():
            assert f"<dt>{name}</dt>" in said
            assert not cookie["max-age"]
    for name in ("kikalu-csrf", "kikalu-session", "kikalu-receipt"):
        assert f"<dt>{name}</dt>" in said
    assert "14 jours au plus" in said
    assert "La visite de ce site ne dépose aucun" not in said


def test_the_legal_notices_name_who_publishes_who_answers_and_who_hosts(
    a: Territory, browse: Browse, settings: Any
) -> None:
    settings.PUBLISHER = "Les Éditions du Garon, 3 rue du Lavoir, 69440 Mornant, 04 65 71 00 02"
    settings.PUBLICATION_DIRECTOR = "Jeanne Morel"
    settings.HOSTED_BY = "Le Nuage d’à côté, 1 quai du Rhône, 69520 Grigny, 04 65 71 00 03"
    for client in (browse(a), browse()):
        said = page_of(client, "mentions-legales")
        assert "<dt>Éditeur</dt><dd>Les Éditions du Garon, 3 rue du Lavoir" in said
        assert "<dt>Direction de la publication</dt><dd>Jeanne Morel</dd>" in said
        assert "<dt>Hébergeur</dt><dd>Le Nuage d’à côté" in said
        assert "sont inventés" in said


def test_a_legal_notice_says_what_it_lacks_and_the_doctor_warns(
    a: Territory, browse: Browse, settings: Any
) -> None:
    assert legal_notices_are_complete() == []
    settings.DEMO, settings.HOSTED_BY = False, ""
    said = page_of(browse(a), "mentions-legales")
    assert "<dt>Hébergeur</dt><dd>L’opérateur du réseau ne l’a pas encore indiqué" in said
    assert "sont inventés" not in said
    (finding,) = legal_notices_are_complete()
    assert (finding.code, finding.found) == ("D207", ["KIKALU_HOSTED_BY"])


def test_first_texts_that_became_untrue_are_dropped() -> None:
    texts = (
        "<h2>Éditeur</h2><p>Nous</p>",
        "<h2>Hébergement</h2><p>Ici</p><h2>Nous écrire</h2><p>x@y.test</p>",
        "<h2>Vos droits</h2>",
    )
    kept = required_texts.still_true([{"type": "text", "value": text} for text in texts])
    values = [block["value"] for block in kept]
    assert values == ["<h2>Nous écrire</h2><p>x@y.test</p>", "<h2>Vos droits</h2>"]
    quote = [{"type": "quote", "value": {"text": "<h2>Éditeur</h2>"}}]
    assert required_texts.still_true(quote) == quote


def test_every_page_tells_how_accessible_the_site_is(a: Territory, browse: Browse) -> None:
    link = '<a href="/accessibilite/">Accessibilité : '
    assert f"{link}non conforme</a>" in page_of(browse(a), "agenda")
    with territories.enter(a):
        page = StandardPage.objects.shown_here(a).get(slug="accessibilite")
        page.title = page.draft_title = "Accessibilité : partiellement conforme"
        page.save_revision().publish()
    assert f"{link}partiellement conforme</a>" in page_of(browse(a), "agenda")


def test_who_is_named_can_be_written_to(a: Territory, browse: Browse) -> None:
    for slug in ("mentions-legales", "accessibilite", "donnees-personnelles", "contact"):
        assert '<a href="mailto:' in page_of(browse(a), slug)
    assert '<a href="https://www.cnil.fr/fr/plaintes"' in page_of(browse(a), "donnees-personnelles")
