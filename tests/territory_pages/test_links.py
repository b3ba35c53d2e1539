"""Links inside texts lead to what a visitor of the same place may read."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from site_core.kernel.models import Territory
from tests.factories import make_blog, make_document, make_post
from tests.measure import path_of, queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]


def link(page: object, kind: str = "page") -> str:
    """A link as the editor stores it."""
    return f'<p><a linktype="{kind}" id="{page.pk}">les mots</a></p>'


def shown(client: Client, post: object) -> str:
    """The text of a post as it is shown."""
    html = client.get(path_of(post)).content.decode()
    return html.split('class="story__body"')[1].split("</div>")[0]


def test_a_link_leads_to_a_page_of_the_place(a: Territory, browse: Browse) -> None:
    target = make_post(a)
    text = shown(browse(a), make_post(a, body=[("text", link(target))]))
    assert f'<a href="{path_of(target)}" rel=' in text


def test_a_link_tells_nothing_of_a_draft_a_private_page_or_a_neighbour(
    a: Territory, b: Territory, browse: Browse
) -> None:
    private = make_post(a, slug="canari-prive")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    hidden = [
        make_post(a, slug="canari-brouillon", live=False),
        private,
        make_post(b, slug="canari"),
    ]
    for target in hidden:
        text = shown(browse(a), make_post(a, body=[("text", link(target))]))
        assert "les mots" in text
        assert "href" not in text
        assert "canari" not in text


@pytest.mark.parametrize("key", ["", "0", "-1", "x", "9" * 30, "²"])
def test_a_link_to_nothing_keeps_its_words(a: Territory, browse: Browse, key: str) -> None:
    body = [("text", f'<p><a linktype="page" id="{key}">les mots</a></p>')]
    text = shown(browse(a), make_post(a, body=body))
    assert "les mots" in text
    assert "href" not in text


def test_a_link_to_a_neighbour_s_document_leads_nowhere(
    a: Territory, b: Territory, browse: Browse
) -> None:
    theirs = make_document(b, title="Canari")
    text = shown(browse(a), make_post(a, body=[("text", link(theirs, "document"))]))
    assert "les mots" in text
    assert "href" not in text


def test_many_links_cost_one_query(a: Territory, browse: Browse) -> None:
    blog = make_blog(a)
    one = make_post(a, body=[("text", link(make_post(a, blog=blog)))])
    five = make_post(a, body=[("text", "".join(link(make_post(a, blog=blog)) for _ in range(5)))])
    client = browse(a)
    assert queries(client, path_of(one)) == queries(client, path_of(five))
