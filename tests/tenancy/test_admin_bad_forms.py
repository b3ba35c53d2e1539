"""What no form of the admin sends is refused with a sentence, never with a fault."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from blog.models import BlogIndex
from site_core.kernel.models import Territory
from tests.factories import make_blog, make_editor, make_post, make_referent
from tests.factories.pages import section

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


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
