"""What the required pages say by themselves: figures, who answers for the site, what is kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from messaging.services import post_comment, remove_comment
from site_core.kernel import moderation, territories
from site_core.kernel.models import Territory
from site_core.kernel.moderation_figures import Figures, moderation_figures
from tests.factories import make_editor, make_member, make_post, make_referent
from tests.measure import queries

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
