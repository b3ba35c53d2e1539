"""The admin of a territory costs the same with ten sites and with two thousand, and names none."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.views import EditView
from wagtail.models import PageViewRestriction, Site

from site_core.kernel.models import Territory
from site_core.urls import urlpatterns as project_urls
from tests.factories.pages import make_standard_page
from tests.factories.people import make_operator, make_referent
from tests.factories.sites import add_sites, same_with_many_sites

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def referent(a: Territory, browse: Callable[..., Client]) -> Client:
    """A referent in the admin of our territory, among ten other sites."""
    add_sites(10)
    return browse(a, make_referent(a))


def screen(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, response
    return response.content.decode()


def test_the_screens_of_a_referent_cost_the_same_with_many_sites_and_name_none(
    a: Territory, referent: Client
) -> None:
    page = make_standard_page(a, title="Page du marché")
    home = a.site.root_page_id
    screens = {
        "wagtailadmin_home": [],
        "wagtailadmin_explore": [home],
        "wagtailadmin_choose_page": [],
        "wagtailadmin_choose_page_child": [home],
        "wagtailadmin_api:pages:listing": [],
        "wagtailadmin_pages:edit": [page.pk],
        "wagtailadmin_pages:search": [],
    }
    bodies: dict[str, str] = {}

    def costs() -> dict[str, tuple[int, int]]:
        found = {}
        for name, arguments in screens.items():
            with CaptureQueriesContext(connection) as captured:
                bodies[name] = screen(referent, name, *arguments)
            found[name] = len(captured), len(bodies[name]) // 100
        return found

    costs()  # fills what is computed once in a process
    few = costs()
    add_sites(1_990)
    for name, (made, hundreds) in costs().items():
        assert made == few[name][0], name
        assert abs(hundreds - few[name][1]) <= 1, name
        assert not re.search(r"[Hh]ome[- ]\d", bodies[name]), name
    for name in ("wagtailadmin_explore", "wagtailadmin_choose_page_child"):
        assert "Page du march" in bodies[name]


def test_a_listing_looks_the_home_of_its_pages_up_once(a: Territory, referent: Client) -> None:
    def lookups() -> int:
        with CaptureQueriesContext(connection) as captured:
            screen(referent, "wagtailadmin_explore", a.site.root_page_id)
        return sum('AS "language"' in query["sql"] for query in captured)

    make_standard_page(a)
    assert lookups() == 1
    for _ in range(5):
        make_standard_page(a)
    assert lookups() == 1


def choose_link(client: Client, url: str) -> dict[str, Any]:
    response = client.post(
        reverse("wagtailadmin_choose_page_external_link"),
        {"external-link-chooser-url": url, "external-link-chooser-link_text": "lien"},
    )
    assert response.status_code == 200
    answer: dict[str, Any] = json.loads(response.content)
    return answer


@pytest.mark.parametrize("start", ["http://a.localhost", ""])
def test_a_link_typed_to_our_own_site_becomes_a_page_link(
    a: Territory, referent: Client, start: str
) -> None:
    page = make_standard_page(a)
    assert choose_link(referent, f"{start}/{page.slug}/")["result"]["id"] == page.pk


def test_a_link_typed_to_another_site_stays_a_plain_link(b: Territory, referent: Client) -> None:
    page = make_standard_page(b, title="Mot du voisin")
    answer = choose_link(referent, f"http://b.localhost/{page.slug}/")
    assert answer["result"]["url"] == f"http://b.localhost/{page.slug}/"
    assert "id" not in answer["result"]
    assert "Mot du voisin" not in json.dumps(answer)


def test_a_typed_link_costs_the_same_with_many_sites(referent: Client) -> None:
    same_with_many_sites(lambda: choose_link(referent, "http://home-1.test/"))


class NamedSettings(EditView):
    """Wagtail's screen of settings, on the one setting that every Site has: its name."""

    permission_required = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.model, self.app_name, self.model_name = Site, "tests", "named"
        self.pk = kwargs["pk"]
        super(EditView, self).setup(request, *args, **kwargs)
        self.object = self.get_object()

    def get_object(self, queryset: Any = None) -> Site:
        self.site = Site.objects.get(pk=self.pk)
        return self.site

    def get_panel(self) -> Any:
        return ObjectList([FieldPanel("site_name")]).bind_to_model(Site)


urlpatterns = [
    path(
        "settings/<slug:app_name>/<slug:model_name>/<int:pk>/",
        NamedSettings.as_view(edit_url_name="settings"),
        name="settings",
    ),
    *project_urls,
]


@pytest.fixture
def operator(a: Territory, settings: Any, browse: Callable[..., Client]) -> Client:
    """Somebody who may everything, before screens that the wall keeps closed."""
    settings.ROOT_URLCONF = __name__
    closed = {
        "members.second_factor.SecondFactorMiddleware",
        "site_core.kernel.middleware.AdminWallMiddleware",
    }
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name not in closed]
    add_sites(10)
    return browse(a, make_operator())


def test_the_explorer_reads_the_restrictions_of_our_pages_alone(
    a: Territory, b: Territory, referent: Client
) -> None:
    ours, theirs = make_standard_page(a), make_standard_page(b)
    for page in (ours, theirs):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    answer = referent.get(reverse("wagtailadmin_explore", args=[a.site.root_page_id]))
    assert list(answer.wsgi_request.all_page_view_restriction_paths) == [ours.path]


def test_the_settings_of_a_site_name_it_and_list_no_other(a: Territory, operator: Client) -> None:
    bodies = []
    same_with_many_sites(
        lambda: bodies.append(screen(operator, "settings", "tests", "named", a.site_id))
    )
    assert "a.localhost" in bodies[-1]
    assert not [body for body in bodies if re.search(r"home-\d|b\.localhost", body)]


def test_saving_a_redirect_costs_the_same_and_lists_no_site(a: Territory, operator: Client) -> None:
    numbers = iter(range(3))

    def save() -> None:
        old_path = f"/ancien-{next(numbers)}"
        response = operator.post(
            reverse("wagtailredirects:add"),
            {"old_path": old_path, "site": "a.localhost", "redirect_link": "https://example.test/"},
        )
        assert response.status_code == 302, response.content
        redirect = Redirect.objects.get(old_path=old_path)
        assert redirect.site == a.site
        form = screen(operator, "wagtailredirects:edit", redirect.pk)
        assert 'value="a.localhost"' in form
        assert not re.search(r"home-\d", form + screen(operator, "wagtailredirects:index"))

    same_with_many_sites(save)
