"""What no form of the admin sends is refused with a sentence, never with a fault."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from blog.models import BlogIndex
from consultations.models import ConsultationIndex
from site_core.kernel import scoping
from site_core.kernel.models import District, Territory, Topic, Town
from tests.factories import (
    make_blog,
    make_editor,
    make_post,
    make_referent,
    make_standard_page,
)
from tests.factories.pages import section

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


TEXT_BLOCK = {
    "body-count": "1",
    "body-0-type": "text",
    "body-0-order": "0",
    "body-0-deleted": "",
    "body-0-id": "",
}
NO_ENTITY = {
    "blocks": [
        {
            "key": "a", "text": "Ici", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
            "entityRanges": [{"offset": 0, "length": 3, "key": 7}],
        }
    ],
    "entityMap": {},
}  # fmt: skip
BROKEN_TEXTS = ("{bad", "[]", "5", "[" * 100_000, json.dumps(NO_ENTITY))


@pytest.fixture
def editor(a: Territory, browse: Callable[..., Client]) -> Client:
    """An editor of our territory, whose client gives answers and no faults."""
    client = browse(a, make_editor(a))
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"body-count": "abc"},
        {"body-count": "999999"},
        {"body-count": "-1"},
        {"body-count": "0", "picture": "abc"},
        {"body-count": "0", "localize-restart-translation": "1"},
        {"body-count": "0", "topics": "9" * 30},
        {"body-count": "0", "topics": "abc"},
        {"body-count": "0", "go_live_at": "0001-01-01 00:00"},
        {"body-count": "0", "go_live_at": "9999-12-31 23:59"},
        {"body-count": "0", "expire_at": "9999-12-31 23:59"},
        *({**TEXT_BLOCK, "body-0-value": value} for value in BROKEN_TEXTS),
        {**TEXT_BLOCK, "body-0-type": "picture", "body-0-value-image": "abc"},
    ],
)
def test_a_forged_form_of_a_page_is_refused(
    a: Territory, editor: Client, typed: dict[str, str]
) -> None:
    blog = make_blog(a)
    for address in (f"/admin/pages/add/blog/post/{blog.pk}/", f"/admin/pages/{blog.pk}/edit/"):
        answer = editor.post(address, {"title": "Volé", **typed})
        assert answer.status_code in {200, 400}, address
        assert answer.status_code == 400 or "Volé" in answer.content.decode()
    assert not blog.get_children().exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"options-TOTAL_FORMS": "5000", "options-INITIAL_FORMS": "0"},
        {"options-TOTAL_FORMS": "1", "options-INITIAL_FORMS": "1", "options-0-id": "abc"},
        {"options-TOTAL_FORMS": "abc", "options-INITIAL_FORMS": "0"},
    ],
)
def test_a_forged_list_of_answers_is_refused(
    a: Territory, editor: Client, typed: dict[str, str]
) -> None:
    polls = section(a, ConsultationIndex)
    address = f"/admin/pages/add/consultations/poll/{polls.pk}/"
    answer = editor.post(address, {"title": "Volé ?", "body-count": "0", **typed})
    assert answer.status_code in {200, 400}
    assert len(answer.content) < 500_000
    assert not polls.get_children().exists()


def test_a_forged_file_of_a_page_is_refused(a: Territory, editor: Client) -> None:
    page = make_standard_page(a)
    block = {"body-count": "1", "body-0-type": "files", "body-0-order": "0", "body-0-deleted": ""}
    files = {
        "body-0-value-files-count": "1",
        "body-0-value-files-0-order": "0",
        "body-0-value-files-0-deleted": "",
        "body-0-value-files-0-value-document": "abc",
    }
    answer = editor.post(f"/admin/pages/{page.pk}/edit/", {"title": "Volé", **block, **files})
    assert answer.status_code in {200, 400}
    page.refresh_from_db()
    assert page.latest_revision is None or page.latest_revision.content["title"] != "Volé"


@pytest.mark.parametrize("place", ["territoire/", "quartiers/new/", "thematiques/new/"])
def test_names_that_rewrite_the_line_they_stand_in_are_refused(
    a: Territory, browse: Callable[..., Client], place: str
) -> None:
    referent = browse(a, make_referent(a))
    with scoping.scope(a):
        town = Town.objects.first().pk
    hostile = "Le\u202etnat"
    form = {"name": hostile, "motto": hostile, "town": town, "contact_email": "", "sort_order": "1"}
    html = referent.post(f"/admin/{place}", form).content.decode()
    assert "U+202E" in html
    with scoping.scope(a):
        found = [row.name for model in (District, Topic) for row in model.objects.all()]
    a.refresh_from_db()
    assert not any("\u202e" in name for name in [*found, a.motto])


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"new_title": "x" * 256}, "new_title"),
        ({"new_slug": "x" * 256}, "new_slug"),
        ({"new_parent_page": ""}, None),
        ({"new_parent_page": "abc"}, None),
    ],
)
def test_a_copy_that_no_page_can_hold_is_refused_in_its_form(
    a: Territory, browse: Callable[..., Client], typed: dict[str, Any], field: str | None
) -> None:
    referent = browse(a, make_referent(a))
    post = make_post(a, owner=make_editor(a))
    form = {
        "new_title": "Copie",
        "new_slug": "copie",
        "new_parent_page": str(post.get_parent().pk),
        **typed,
    }
    answer = referent.post(f"/admin/pages/{post.pk}/copy/", form)
    assert answer.status_code in {200, 400, 404}
    if field:
        assert answer.context["form"].errors.keys() >= {field}
        assert form["new_title"] in answer.content.decode()
    assert not section(a, BlogIndex).get_descendants().filter(slug__startswith="copie").exists()


def test_the_other_editor_of_translations_is_not_offered(a: Territory, editor: Client) -> None:
    post = make_post(a)
    assert 'name="localize-' not in editor.get(f"/admin/pages/{post.pk}/edit/").content.decode()
