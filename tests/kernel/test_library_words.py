"""What Wagtail's own screens say in French, where we say it otherwise."""

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from bin import messages
from site_core.kernel.models import Territory
from territory_pages.blocks.polls import PollBlock
from tests.factories import make_editor

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_script_says_our_words(a: Territory, browse: Callable[..., Client]) -> None:
    script = browse(a, make_editor(a)).get(reverse("wagtailadmin_javascript_catalog"))
    assert '"Search options\\u2026": "Chercher\\u2026"' in script.content.decode()


def test_the_words_of_scripts_are_compiled() -> None:
    source = messages.read(messages.FOLDER / "djangojs.po")
    assert (messages.FOLDER / "djangojs.mo").read_bytes() == messages.compiled(source)


def test_a_comment_is_answered_with_a_verb() -> None:
    with translation.override("fr"):
        assert translation.pgettext("verb", "Answer") == "Répondre"
        assert translation.gettext("Answer") == "Réponse"


def test_a_poll_has_a_mark_in_the_choice_of_blocks() -> None:
    path = f"wagtailadmin/icons/{PollBlock().meta.icon}.svg"
    assert "<svg" in render_to_string(path)
