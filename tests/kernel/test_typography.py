"""Titles that programs put together are set as French sets them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from site_core.kernel.models import Territory
from site_core.kernel.templatetags.typography import well_set, within
from tests.factories import make_editor, make_event


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Nouveau: Billet", "Nouveau\u00a0: Billet"),
        ("Déjà bien\u00a0: ici", "Déjà bien\u00a0: ici"),
        ("À 18:30", "À 18:30"),
        ("Réunion publique : l’eau", "Réunion publique\u00a0: l’eau"),
        ("Où « habiter » ?", "Où «\u00a0habiter\u00a0»\u00a0?"),
        ("Le TER de 7 h 12 à 3 €", "Le TER de 7\u00a0h\u00a012 à 3\u00a0€"),
        ("Que se passe-t-il, a-t-on dit", "Que se passe-\u2060t-\u2060il, a-\u2060t-\u2060on dit"),
        ("Porte-t-ilanga", "Porte-t-ilanga"),
        ("L'heure d'été", "L’heure d’été"),
    ],
)
def test_no_line_ends_inside_what_french_holds_together(said: str, shown: str) -> None:
    with translation.override("fr"):
        assert well_set(said) == shown
    with translation.override("en"):
        assert well_set(said) == said


def test_a_day_inside_a_sentence_has_a_small_letter_in_french() -> None:
    with translation.override("fr"):
        assert within("Dimanche 29 novembre, 9 h") == "dimanche 29 novembre, 9 h"
    with translation.override("en"):
        assert within("Sunday 29 November") == "Sunday 29 November"


@pytest.mark.django_db
def test_titles_on_public_pages_are_well_set(a: Territory, browse: Callable[..., Client]) -> None:
    make_event(a, title="L’eau : qui paie ?", slug="eau")
    for path in ("/", "/agenda/", "/agenda/eau/"):
        heading = browse(a).get(path).content.decode().partition("<main")[2]
        assert "L’eau\u00a0: qui paie\u00a0?</a></h" in heading


@pytest.mark.django_db
@pytest.mark.both_databases
def test_the_title_of_an_admin_screen_is_well_set(
    a: Territory, browse: Callable[..., Client]
) -> None:
    page = make_event(a, title="Bal", live=False)
    html = browse(a, make_editor(a)).get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    title = html.content.decode().partition("<title>")[2].partition("</title>")[0]
    assert "\u00a0: Bal" in title
