"""Titles that programs put together are set as French sets them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from site_core.kernel.models import Territory
from site_core.kernel.templatetags.typography import well_set
from tests.factories import make_editor, make_event


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Nouveau: Billet", "Nouveau\u00a0: Billet"),
        ("Déjà bien\u00a0: ici", "Déjà bien\u00a0: ici"),
        ("À 18:30", "À 18:30"),
    ],
)
def test_a_colon_has_its_space_in_french(said: str, shown: str) -> None:
    with translation.override("fr"):
        assert well_set(said) == shown
    with translation.override("en"):
        assert well_set(said) == said


@pytest.mark.django_db
@pytest.mark.both_databases
def test_the_title_of_an_admin_screen_is_well_set(
    a: Territory, browse: Callable[..., Client]
) -> None:
    page = make_event(a, title="Bal", live=False)
    html = browse(a, make_editor(a)).get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    title = html.content.decode().partition("<title>")[2].partition("</title>")[0]
    assert "\u00a0: Bal" in title
