"""The searches of the admin answer whatever is typed."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from site_core.kernel.models import Territory
from tests.factories import make_image, make_referent, make_standard_page

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
SEARCHES = ["/admin/pages/search/", "/admin/pages/{home}/", "/admin/images/", "/admin/documents/"]


@pytest.mark.parametrize("path", SEARCHES)
@pytest.mark.parametrize(
    "q",
    ['"', '""', ' " ', 'fê"te', "'\"<é😀", "%", "%s", "*", "(a OR", "a\\", "NEAR(", "a:b", "^a"],
)
def test_no_question_breaks_a_search_of_the_admin(
    q: str, path: str, a: Territory, browse: Browse
) -> None:
    client = browse(a, make_referent(a))
    answer = client.get(path.format(home=a.site.root_page_id), {"q": q})
    assert answer.status_code == 200


def test_what_stands_between_quotation_marks_is_found(
    a: Territory, b: Territory, browse: Browse
) -> None:
    make_standard_page(a, title="Coquelicot des champs")
    make_standard_page(b, title="Coquelicot canari")
    make_image(a, title="Coquelicot en photo")
    call_command("update_index", verbosity=0)
    client = browse(a, make_referent(a))
    pages = client.get("/admin/pages/search/", {"q": '"Coquelicot"'}).content.decode()
    assert "Coquelicot des champs" in pages
    assert "canari" not in pages
    assert "Coquelicot en photo" in client.get("/admin/images/", {"q": '"coquel'}).content.decode()
