"""The frame around every page: marks that people, scripts and screen readers lean on."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from site_core.kernel import scoping
from site_core.kernel.content import Card
from site_core.kernel.listing import Pages
from site_core.kernel.models import Territory
from tests.factories import make_user
from theming import looks, services
from theming.templatetags import theming as tags

pytestmark = pytest.mark.django_db
REQUIRED = (
    "/charte/",
    "/moderation/",
    "/contact/",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/accessibilite/",
)
KINDS = ("event", "post", "poll", "group", "blog")
Render = Callable[..., str]


class Outline(HTMLParser):
    """The elements of a page in order, and those left open at its end."""

    VOID = {"meta", "link", "img", "input", "br", "source", "circle", "path", "use", "hr"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each element of this name."""
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def render(rf: RequestFactory) -> Render:
    """Render a template as the middleware would have it rendered for this territory."""

    def rendered(template: str, territory: Territory | None, path: str = "/", **more: Any) -> str:
        request: HttpRequest = rf.get(path)
        request.user = AnonymousUser()
        request.territory = territory  # type: ignore[attr-defined]
        with translation.override("fr"):
            return render_to_string(template, {"territory": territory, **more}, request)

    return rendered


def card(kind: str, **more: Any) -> Card:
    when = datetime(2026, 11, 27, 17, 30, tzinfo=UTC)
    facts = {"title": "<b>Bal</b>", "url": "/agenda/bal/", "when": when, "place": "Givors"}
    return Card(kind=kind, id=7, **{**facts, **more})


def test_the_skip_link_comes_first_and_leads_to_the_content(
    render: Render, valley: Territory
) -> None:
    page = Outline(render("errors/404.html", valley))

    first = page.all("a")[0]
    assert first["href"] == "#contenu"
    assert page.all("main")[0]["id"] == "contenu"
    assert not page.open


def test_the_page_names_its_language_kind_and_territory(render: Render, valley: Territory) -> None:
    page = Outline(render("base.html", valley))

    assert page.all("html") == [{"lang": "fr"}]
    assert page.all("body") == [{"data-kind": "page", "data-territory": "vallee"}]


@pytest.mark.parametrize("path", REQUIRED)
def test_the_footer_leads_to_every_required_page(
    render: Render, valley: Territory, path: str
) -> None:
    assert f'href="{path}"' in render("base.html", valley)


def test_the_footer_offers_an_account_to_who_has_none(render: Render, valley: Territory) -> None:
    visitor = render("components/footer.html", valley)
    member = render("components/footer.html", valley, user=make_user())

    assert 'href="/inscription/"' in visitor
    assert 'href="/compte/"' not in visitor
    assert 'href="/inscription/"' not in member
    assert 'href="/compte/"' in member


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(
    render: Render, valley: Territory
) -> None:
    page = Outline(render("errors/404.html", valley))

    assert not page.all("style")
    assert all("src" in script for script in page.all("script"))
    for _name, attributes in page.elements:
        assert not {key for key in attributes if key == "style" or key.startswith("on")}
        for key in ("src", "href"):
            assert not (attributes.get(key) or "").startswith(("http", "//"))


def test_the_page_is_dressed_in_its_territorys_theme(render: Render, valley: Territory) -> None:
    services.apply_theme(territory=valley, preset="vignes")

    html = render("base.html", valley)

    assert f"/theme.{looks.look_of(valley).digest}.css" in html
    assert "theming/themes/vignes/logo.svg" in html


def test_the_frame_costs_no_query_once_the_theme_is_known(
    render: Render, valley: Territory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    render("errors/404.html", valley)

    with django_assert_num_queries(0), scoping.closed():
        render("errors/404.html", valley)


def test_the_network_site_has_the_same_bones_without_a_territory(render: Render) -> None:
    html = render("base.html", None)

    assert "data-territory" not in html
    assert ">Kikalu<" in html.replace("<span>", ">").replace("</span>", "<")
    assert "mainnav" not in html


def test_a_visitor_may_sign_in_and_a_member_may_sign_out(render: Render, valley: Territory) -> None:
    class Member(AnonymousUser):
        is_authenticated = True  # type: ignore[assignment]

    assert 'href="/connexion/"' in render("base.html", valley)
    html = render("base.html", valley, user=Member())
    assert 'href="/deconnexion/"' in html
    assert 'href="/connexion/"' not in html


def test_other_languages_are_offered_only_where_the_home_is_translated(
    render: Render, valley: Territory
) -> None:
    both = [("fr", "Français"), ("en", "English")]

    assert "hreflang" not in render("base.html", valley, languages=both[:1])
    assert '<a href="/en/" hreflang="en" lang="en">English</a>' in render(
        "base.html", valley, languages=both
    )


def test_the_rubric_of_the_page_is_marked(render: Render, valley: Territory) -> None:
    page = Outline(render("components/mainnav.html", valley, path="/agenda/bal/"))

    marked = [link for link in page.all("a") if "aria-current" in link]
    assert marked == [{"href": "/agenda/", "aria-current": "true"}]


def test_no_link_is_offered_to_what_is_not_there() -> None:
    assert not tags.served("/nulle-part/")
    assert tags.served("/admin/")


def test_the_name_is_the_heading_of_the_home_only(render: Render, valley: Territory) -> None:
    home = Outline(render("components/masthead.html", valley, home=True))
    inside = Outline(render("components/masthead.html", valley))

    assert [link["class"] for link in home.all("h1")] == ["masthead__name"]
    assert not inside.all("h1")


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_carries_its_marks_and_says_where(
    render: Render, valley: Territory, kind: str
) -> None:
    html = render(f"cards/{kind}.html", valley, card=card(kind, ends=timezone.now()))
    page = Outline(html)

    article = page.all("article")[0]
    assert (article["data-kind"], article["data-id"]) == (kind, "7")
    assert re.search(r'<h3><a href="/agenda/bal/">&lt;b&gt;Bal', html)
    assert "Givors" in html
    assert all(re.match(r"\d{4}-\d\d-\d\dT", time["datetime"] or "") for time in page.all("time"))
    assert page.all("time")
    assert not page.open


@pytest.mark.parametrize("author_kind", tags.AUTHOR_KINDS)
def test_who_speaks_is_a_shape_and_a_word(
    render: Render, valley: Territory, author_kind: str
) -> None:
    html = render(
        "cards/post.html", valley, card=card("post", author_kind=author_kind, author_name="Ana")
    )

    assert f'href="#k-{author_kind}"' in html
    assert str(tags.AUTHOR_KINDS[author_kind]) in html
    assert f'id="k-{author_kind}"' in render("components/symbols.html", valley)


class Sample(forms.Form):
    email = forms.EmailField(help_text="Never shown.")
    towns = forms.MultipleChoiceField(
        choices=[("1", "Un"), ("2", "Deux")], widget=forms.CheckboxSelectMultiple
    )
    charter = forms.BooleanField()


def test_each_field_is_tied_to_its_label_its_hint_and_its_error(
    render: Render, valley: Territory
) -> None:
    form = Sample({"email": "lucie@orange"})

    for field in form:
        page = Outline(render("components/form_field.html", valley, field=field))
        ids = {attributes.get("id") for _name, attributes in page.elements}
        described = [a["aria-describedby"] for _n, a in page.elements if "aria-describedby" in a]
        assert described
        assert {name for names in described for name in (names or "").split()} <= ids
        assert all(label["for"] in ids for label in page.all("label"))
    assert 'value="lucie@orange"' in render(
        "components/form_field.html", valley, field=form["email"]
    )


def test_the_errors_of_a_form_are_listed_with_links_to_their_fields(
    render: Render, valley: Territory
) -> None:
    html = render("components/form_errors.html", valley, form=Sample({}))

    assert 'role="alert"' in html
    assert 'href="#id_email"' in html
    assert render("components/form_errors.html", valley, form=Sample()).strip() == ""


def test_pages_of_a_list_are_numbered_and_keep_the_search(
    render: Render, valley: Territory
) -> None:
    page_obj = Pages(range(500), 10).page(2)

    html = render("components/pagination.html", valley, path="/x/?q=pont&page=2", page_obj=page_obj)

    assert "?q=pont&amp;page=3" in html
    assert 'aria-current="page"' in html
    assert "page=50" in html
    assert "page=25" not in html, "those far away are left out"


@pytest.mark.parametrize("name", ["500", "503", "errors/500", "errors/503", "errors/unknown_host"])
def test_what_is_shown_when_all_is_down_needs_nothing(
    name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        html = render_to_string(f"{name}.html")

    assert "<h1>" in html
    assert not Outline(html).open


def test_a_missing_page_says_so_in_the_territorys_own_frame(
    client: Client, valley: Territory, plateau: Territory
) -> None:
    answer = client.get("/nulle-part/", headers={"host": "vallee.localhost"})

    html = answer.content.decode()
    assert answer.status_code == 404
    assert 'data-territory="vallee"' in html
    assert "La Vallée" in html
    assert "Plateau" not in html
    assert "nulle-part" not in html


@pytest.mark.parametrize("status", ["400", "403", "404", "410"])
def test_each_refusal_says_what_is_possible_instead(
    render: Render, valley: Territory, status: str
) -> None:
    page = Outline(render(f"errors/{status}.html", valley))

    assert len(page.all("h1")) == 1
    assert any(link.get("class") == "button" for link in page.all("a"))


def test_a_reason_given_is_shown_safely(render: Render, valley: Territory) -> None:
    html = render("errors/403.html", valley, sentence="Le vote est clos <b>")

    assert "Le vote est clos &lt;b&gt;" in html
