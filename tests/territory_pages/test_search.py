"""The search of a territory: what is found, narrowed, counted, suggested, and never shown."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import Blog
from site_core.kernel import scoping, territories
from site_core.kernel.listing import PER_PAGE
from site_core.kernel.models import District, Territory, Topic, Town
from territory_pages.search import finding
from territory_pages.services import translate_home
from tests.factories import (
    make_blog,
    make_event,
    make_group,
    make_image,
    make_member,
    make_poll,
    make_post,
    make_standard_page,
    make_text,
)
from tests.measure import queries
from tests.territory_pages.test_lists import towns

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[..., Client]
KINDS: dict[str, Callable[..., Any]] = {
    "billet": make_post,
    "blog": make_blog,
    "evenement": make_event,
    "groupe": make_group,
    "texte": make_text,
    "page": make_standard_page,
    "sondage": make_poll,
}
each_kind = pytest.mark.parametrize("slug", KINDS)


@pytest.fixture
def ask(a: Territory, browse: Browse) -> Callable[..., HttpResponse]:
    """`ask("marché", commune="69141")`: a visitor's search in our territory."""

    def ask(q: str = "", place: Territory | None = None, **more: Any) -> HttpResponse:
        query = urlencode({"q": q, **more}, doseq=True)
        return browse(place or a).get(f"/recherche/?{query}")

    return ask


Ask = Callable[..., HttpResponse]


def html_of(page: HttpResponse) -> str:
    """What is read."""
    return page.content.decode()


def found(page: HttpResponse) -> list[str]:
    """The titles of the answers, in their order, without marks."""
    titles = re.findall(r'<article class="result".*?<h2><a [^>]*>(.*?)</a>', html_of(page), re.S)
    return [re.sub("</?mark>", "", title) for title in titles]


def offered(page: HttpResponse, name: str) -> dict[str, int]:
    """The choices of a facet, each with its figure."""
    pattern = rf'name="{name}" value="([^"]+)"[^>]*>.*?<span class="num">(\d+)</span>'
    return {value: int(count) for value, count in re.findall(pattern, html_of(page))}


def links(page: HttpResponse) -> list[str]:
    """The other searches that the help offers, without what follows them."""
    help_ = re.search(r'<div class="empty search-help">(.*?)</div>', html_of(page), re.S)
    return re.findall(r'<a [^>]*href="([^"]+)"', help_[1]) if help_ else []


# Words


def test_the_form_of_the_front_page_leads_to_the_search(a: Territory, browse: Browse) -> None:
    html = browse(a).get("/").content.decode()
    form = re.search(r'<form [^>]*action="/recherche/" method="get" data-action="search">', html)
    assert form
    for name in ("q", "commune", "theme"):
        assert f'name="{name}"' in html
    assert f'<option value="{towns(a)[0].code}">' in html


def test_the_title_of_the_window_names_the_place_once(a: Territory, ask: Ask) -> None:
    for q in ("", "lavoir"):
        title = ask(q).content.decode().partition("<title>")[2].partition("</title>")[0]
        assert title.endswith(f" – {a.name}")
        assert title.count(a.name) == 1


@each_kind
def test_each_kind_is_found_by_its_title(slug: str, a: Territory, ask: Ask) -> None:
    made = KINDS[slug](a, title="Le marché de Noël")
    page = ask("marches")
    assert page.status_code == 200
    assert found(page) == ["Le marché de Noël"]
    assert f'data-id="{made.pk}"' in html_of(page)
    assert '<body data-kind="search"' in html_of(page)
    assert "<mark>marché</mark>" in html_of(page)
    assert offered(page, "type") == {slug: 1}
    assert found(ask("marches", type=slug)) == ["Le marché de Noël"]


@pytest.mark.parametrize(
    "q", ["bibliotheque", "BIBLIOTHÈQUES", "  bibliothèque ", "la bibliothèque", "“bibliotheque”"]
)
def test_accents_case_and_plural_do_not_matter(q: str, a: Territory, ask: Ask) -> None:
    make_post(a, title="La bibliothèque rouvre")
    assert found(ask(q)) == ["La bibliothèque rouvre"]


def test_every_word_must_be_there_and_texts_count_too(a: Territory, ask: Ask) -> None:
    body = [("text", "<p>On y trouve un <b>piano</b> accordé.</p>")]
    make_post(a, title="La salle des fêtes", introduction="Ouverte le samedi", body=body)
    make_post(a, title="La salle de sport")
    assert found(ask("salle piano samedi")) == ["La salle des fêtes"]
    assert found(ask("salle tennis")) == []
    assert "trouve un <mark>piano</mark> accordé" in html_of(ask("piano"))


def test_what_a_title_says_comes_first_then_the_newest(a: Territory, ask: Ask) -> None:
    now = timezone.now()
    make_post(a, title="Ancien marché", first_published_at=now - timedelta(days=9))
    make_post(a, title="Nouveau marché", first_published_at=now - timedelta(days=1))
    make_post(a, title="Autre chose", introduction="Le marché", first_published_at=now)
    assert found(ask("marché")) == ["Nouveau marché", "Ancien marché", "Autre chose"]


def test_the_answers_of_a_poll_are_searched(a: Territory, ask: Ask) -> None:
    make_poll(a, title="Où planter ?", options=("Au verger", "Au square"))
    assert found(ask("verger")) == ["Où planter ?"]


@pytest.mark.parametrize(
    "q", ["saint laurent d'agny", "Saint-Laurent-d’Agny", "st laurent agny", "SAINT LAURENT D AGNY"]
)
def test_a_place_is_found_with_or_without_hyphens(q: str, a: Territory, ask: Ask) -> None:
    town = next(town for town in towns(a) if town.name == "Saint-Laurent-d’Agny")
    make_event(a, title="Bal", town=town)
    make_event(a, title="Loto", town=towns(a)[0])
    assert found(ask(q)) == ["Bal"]


def test_a_topic_and_a_district_are_found_by_their_names(a: Territory, ask: Ask) -> None:
    with territories.enter(a):
        district = District.objects.create(town=towns(a)[0], name="La Pavière")
        topic = Topic.objects.get(slug="culture")
    make_post(a, title="Un billet", town=towns(a)[0], district=district, topics=[topic])
    assert found(ask("paviere")) == ["Un billet"]
    assert found(ask("culture")) == ["Un billet"]


# Narrowing


def test_filters_combine_and_their_figures_are_true(a: Territory, ask: Ask) -> None:
    here, there = towns(a)[:2]
    with territories.enter(a):
        culture, sport = (Topic.objects.get(slug=slug) for slug in ("culture", "sport"))
        hamlet = District.objects.create(town=here, name="Le Rosséon")
    make_post(a, title="Fête un", town=here, topics=[culture])
    make_post(a, title="Fête deux", town=there, topics=[culture, sport])
    make_event(a, title="Fête trois", town=here, district=hamlet)
    page = ask("fête")
    assert offered(page, "type") == {"billet": 2, "evenement": 1}
    assert offered(page, "commune") == {here.code: 2, there.code: 1}
    assert offered(page, "quartier") == {hamlet.slug: 1}
    assert offered(page, "theme") == {"culture": 2, "sport": 1}
    narrowed = ask("fête", commune=here.code, type="billet")
    assert found(narrowed) == ["Fête un"]
    assert offered(narrowed, "type") == {"billet": 1, "evenement": 1}
    assert offered(narrowed, "commune") == {here.code: 1, there.code: 1}
    assert offered(narrowed, "theme") == {"culture": 1}
    assert set(found(ask("fête", commune=[here.code, there.code], type="billet"))) == {
        "Fête un",
        "Fête deux",
    }
    assert found(ask("fête", quartier="le-rosseon")) == ["Fête trois"]
    assert found(ask("fête", theme="sport")) == ["Fête deux"]
    assert found(ask(theme="sport", type="post")) == ["Fête deux"]
    assert found(ask("fête", theme="sport", quartier="le-rosseon")) == []


@time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=False)  # a Wednesday
def test_when_is_told_on_the_clocks_of_the_place(a: Territory, ask: Ask) -> None:
    now = timezone.now()

    def event(title: str, **when: float) -> None:
        make_event(a, title=title, starts_at=now + timedelta(**when))

    event("Salon hier", days=-1)
    event("Salon ce soir", hours=6)
    event("Salon dimanche soir", days=4, hours=10)  # Sunday at 23:00 in Paris
    event("Salon lundi", days=4, hours=12)
    event("Salon en décembre", days=10)
    make_post(a, title="Salon de lecture", first_published_at=now - timedelta(days=2))
    make_poll(a, title="Salon ?", opens_at=now - timedelta(days=40), closes_at=now)
    make_group(a, title="Salon d’avant", first_published_at=now - timedelta(days=400))
    make_standard_page(a, title="Le salon, notice légale", first_published_at=now)
    assert found(ask("salon", quand="aujourdhui")) == ["Salon ce soir", "Salon ?"]
    assert set(found(ask("salon", quand="cette-semaine"))) == {
        "Salon hier",
        "Salon ce soir",
        "Salon dimanche soir",
        "Salon de lecture",
        "Salon ?",
    }
    assert found(ask(quand="a-venir")) == [
        "Salon ce soir",
        "Salon dimanche soir",
        "Salon lundi",
        "Salon en décembre",
    ]
    assert found(ask(quand="passes", q="salon")) == ["Salon hier", "Salon ?"]
    figures = offered(ask("salon"), "quand")
    assert figures == {
        "aujourdhui": 2,
        "cette-semaine": 5,
        "ce-mois": 6,
        "a-venir": 4,
        "passes": 2,
    }
    for slug, figure in figures.items():
        assert len(found(ask("salon", quand=slug))) == figure
    assert len(found(ask("salon"))) == 9


def test_what_was_chosen_can_be_taken_back_one_by_one(a: Territory, ask: Ask) -> None:
    town = towns(a)[0]
    make_post(a, title="Fête", town=town)
    html = html_of(ask("fête", commune=town.code, type="billet"))
    assert f'href="/recherche/?q=f%C3%AAte&amp;commune={town.code}"' in html
    assert 'href="/recherche/?q=f%C3%AAte&amp;type=billet"' in html
    assert re.search(rf'name="commune" value="{town.code}" form="asked" checked', html)
    assert 'name="q" type="search" autocomplete="off" maxlength="200" value="fête"' in html


@pytest.mark.parametrize("name", ["commune", "quartier", "theme", "type", "quand"])
def test_an_unknown_choice_is_said_and_nothing_typed_is_lost(
    name: str, a: Territory, ask: Ask
) -> None:
    make_post(a, title="Fête <b>")
    page = ask("fête", **{name: "<nulle part>"})
    html = html_of(page)
    assert page.status_code == 404
    assert 'role="alert"' in html
    assert "&lt;nulle part&gt;" in html
    assert "<nulle part>" not in html
    assert 'value="fête"' in html
    assert found(page) == ["Fête &lt;b&gt;"]


def test_choices_left_empty_are_none(a: Territory, ask: Ask) -> None:
    make_post(a, title="Fête")
    empty = dict.fromkeys(("commune", "quartier", "theme", "type", "quand", "page"), "")
    assert found(ask("fête", **empty)) == ["Fête"]


def test_without_words_everything_is_there_the_newest_first(a: Territory, ask: Ask) -> None:
    blog = make_blog(a, title="Un blog", first_published_at=timezone.now() - timedelta(days=3))
    make_post(a, title="Un billet", blog=blog, first_published_at=timezone.now())
    page = ask(type=["billet", "blog"])
    assert found(page) == ["Un billet", "Un blog"]
    assert offered(page, "type")["page"] == 6  # those that a territory opens with
    common = ask("le la les", type="billet")
    assert found(common) == ["Un billet"]
    assert common.context["notices"]


# Pages


def test_answers_come_in_numbered_pages(a: Territory, ask: Ask) -> None:
    blog = make_blog(a)
    for number in range(PER_PAGE + 1):
        make_post(a, title=f"Fête numéro {number}", blog=blog)
    first, second = ask("fête"), ask("fête", page=2)
    assert len(found(first)) == PER_PAGE
    assert len(found(second)) == 1
    assert not set(found(first)) & set(found(second))
    assert 'rel="next" href="?q=f%C3%AAte&amp;page=2"' in html_of(first)
    assert first.context["page_obj"].paginator.count == PER_PAGE + 1


@pytest.mark.parametrize("page", ["0", "-1", "2", "101", "un", "1.5", "9" * 40, "²"])
def test_a_page_that_is_not_there_is_said(page: str, a: Territory, ask: Ask) -> None:
    make_post(a, title="Fête")
    answer = ask("fête", page=page)
    assert answer.status_code == 404
    assert 'role="alert"' in html_of(answer)
    assert found(answer) == ["Fête"]


def test_there_are_at_most_a_hundred_pages(
    a: Territory, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert finding.MOST_PAGES == 100
    monkeypatch.setattr(finding, "MOST_PAGES", 2)
    monkeypatch.setattr(finding, "PER_PAGE", 1)
    monkeypatch.setattr("territory_pages.views.MOST_PAGES", 2)
    for number in range(3):
        make_group(a, title=f"Fête {number}")
    assert ask("fête", page=2).status_code == 200
    assert ask("fête", page=3).status_code == 404
    page = ask("fête")
    assert page.context["page_obj"].paginator.count == 3
    assert page.context["notices"]


# When nothing answers


def test_a_misspelt_word_is_answered_with_a_suggestion(a: Territory, ask: Ask) -> None:
    make_post(a, title="La bibliothèque rouvre")
    page = ask("la bibliotéque")
    assert found(page) == []
    assert links(page)[0] == "/recherche/?q=la+biblioth%C3%A8que"
    assert "la bibliothèque" in html_of(page)
    assert found(ask("la bibliothèque")) == ["La bibliothèque rouvre"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mediateque", "médiathèque"),
        ("kermese", "kermesse"),
        ("pisicne", "piscine"),
        ("biblio", "bibliothèque"),
        ("assosiation", "association"),
    ],
)
def test_likely_slips_are_understood(typed: str, meant: str, a: Territory, ask: Ask) -> None:
    for word in ("médiathèque", "kermesse", "piscine", "bibliothèque", "association", "pistache"):
        make_group(a, title=f"Notre {word}")
    assert f"q={urlencode({'': meant})[1:]}" in links(ask(typed))[0]


def test_nothing_far_fetched_is_suggested(a: Territory, ask: Ask) -> None:
    make_post(a, title="La bibliothèque")
    for typed in ("zzzz", "bq", "b", "pharmacie", "123456789"):
        assert all("type=" in link for link in links(ask(typed)))


def test_a_suggestion_comes_from_what_a_visitor_may_read_here(
    a: Territory, b: Territory, ask: Ask
) -> None:
    make_post(b, title="La bibliothèque")
    make_post(a, title="La bibliothèque", live=False)
    kept = make_post(a, title="La bibliothèque")
    PageViewRestriction.objects.create(page=kept, restriction_type="login")
    html = html_of(ask("bibliotéque"))
    assert "bibliothèque" not in html
    assert "q=biblioth" not in html
    assert "bibliothèque" in html_of(ask("bibliotéque", place=b))


def test_words_that_are_never_together_are_told_one_by_one(a: Territory, ask: Ask) -> None:
    make_post(a, title="Le marché")
    make_post(a, title="Le piano")
    page = ask("marché piano")
    assert found(page) == []
    assert links(page)[:2] == ["/recherche/?q=march%C3%A9", "/recherche/?q=piano"]


def test_what_there_is_without_the_filters_is_told(a: Territory, ask: Ask) -> None:
    make_post(a, title="Le marché", town=towns(a)[0])
    page = ask("marché", commune=towns(a)[1].code)
    assert links(page)[0] == "/recherche/?q=march%C3%A9"
    assert links(ask(type="groupe"))[0] == "/recherche/"
    nothing = ask("introuvable")
    assert "/recherche/?type=billet" in links(nothing)
    assert "/recherche/?type=evenement" not in links(nothing)


# What is never shown


@each_kind
def test_drafts_and_private_pages_are_not_found_nor_counted(
    slug: str, a: Territory, ask: Ask
) -> None:
    make = KINDS[slug]
    make(a, title="Fête visible")
    make(a, title="Fête en brouillon", live=False)
    kept = make(a, title="Fête gardée")
    PageViewRestriction.objects.create(page=kept, restriction_type="login")
    page = ask("fête")
    assert found(page) == ["Fête visible"]
    assert offered(page, "type") == {slug: 1}
    assert page.context["page_obj"].paginator.count == 1


@each_kind
def test_the_neighbour_is_neither_found_nor_counted(
    slug: str, a: Territory, b: Territory, ask: Ask
) -> None:
    with territories.enter(b):
        topic = Topic.objects.create(name="Serin")
    fields = {} if slug == "page" else {"town": towns(b)[0], "topics": [topic]}
    KINDS[slug](b, title="Fête des canaris", owner=make_member(b, name="Colibri"), **fields)
    KINDS[slug](a, title="Fête d’ici")
    for page in (ask("fête"), ask(), ask("canaris"), ask("serin")):
        html = html_of(page)
        assert "des canaris" not in html
        assert "Colibri" not in html
        assert "value=&quot;serin" not in html
        assert not [town for town in towns(b) if f'"{town.code}"' in html]
    assert found(ask("fête")) == ["Fête d’ici"]
    assert ask("fête", commune=towns(b)[0].code).status_code == 404
    assert ask("fête", theme="serin").status_code == 404
    assert found(ask("fête", place=b)) == ["Fête des canaris"]


def test_what_no_page_shows_is_not_searched(a: Territory, ask: Ask) -> None:
    make_blog(a, title="Un blog", address="12 rue du Coquelicot")
    assert found(ask("coquelicot")) == []


def test_the_network_site_has_no_search(browse: Browse) -> None:
    assert browse().get("/recherche/?q=fête").status_code == 404


def test_each_language_finds_its_own_pages(
    a: Territory, browse: Browse, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        home = translate_home(territory=a, language="en")
    with territories.enter(a):
        blogs = home.get_children().get(slug="blogs").specific
        blog = blogs.add_child(instance=Blog(title="Notebook"))
    make_blog(a, title="Cahiers")
    client = browse(a)
    english = client.get("/en/recherche/?q=notebooks")
    assert found(english) == ["Notebook"]
    assert f'data-id="{blog.pk}"' in html_of(english)
    assert 'action="/en/recherche/"' in html_of(client.get("/en/"))
    assert found(client.get("/recherche/?q=notebook")) == []
    assert found(client.get("/recherche/?q=cahier")) == ["Cahiers"]
    assert found(client.get("/en/recherche/?q=cahiers")) == []


# Whatever is typed


@pytest.mark.parametrize(
    "q",
    [
        "a' OR 1=1 --",
        '"',
        "fête AND NOT (marché OR *)",
        "NEAR/2 fête* ^",
        "%",
        "_",
        "\\",
        "<script>alert(1)</script>",
        "{{ 7|add:7 }} {% now 'Y' %}",
        "ﷺ İ ß ﬃ ½",
        "日本語 العربية עברית 😀",
        "e\u0301" * 300,
        "a " * 1_900,
        "x" * 3_999,
        "\t\n ",
    ],
)
def test_no_question_breaks_the_search(q: str, a: Territory, ask: Ask) -> None:
    make_post(a, title="Fête")
    page = ask(q)
    assert page.status_code == 200
    assert "<script>alert" not in html_of(page)
    assert "14" not in page.context["title"] or "7" not in q


@pytest.mark.parametrize(
    ("q", "why"),
    [
        ("%", "aucune lettre ni aucun chiffre"),
        ("*", "aucune lettre ni aucun chiffre"),
        ("😀", "aucune lettre ni aucun chiffre"),
        ("a", "dans tous les textes"),
        ("le", "dans tous les textes"),
    ],
)
def test_a_question_without_a_word_to_look_for_is_not_said_to_be_answered(
    q: str, why: str, a: Territory, ask: Ask
) -> None:
    make_post(a, title="Fête")
    page = ask(q)
    assert "réponse" not in page.context["title"]
    assert f"« {q} »" in page.context["notices"][0].replace("\xa0", " ").replace("\u202f", " ")
    assert why in html_of(page)


def test_what_surrounds_a_word_is_of_one_block(a: Territory, ask: Ask) -> None:
    body = [("text", "<p>On relit les pages.</p>"), ("text", "<p>Le bassin est vide.</p>")]
    make_post(a, title="Vacances", introduction="Huit semaines sans ordre.", body=body)
    (result,) = ask("bassin").context["results"]
    assert result.excerpt == "Le <mark>bassin</mark> est vide."


@pytest.mark.parametrize("q", ["x" * 10_000, "\x00", "fête\x00"])
def test_what_no_person_types_is_refused(q: str, ask: Ask) -> None:
    assert ask(q).status_code == 400


def test_many_words_are_cut_short_and_it_is_said(a: Territory, ask: Ask) -> None:
    make_post(a, title=" ".join(f"mot{number}" for number in range(10)))
    page = ask(" ".join(f"mot{number}" for number in range(40)))
    assert len(found(page)) == 1
    assert page.context["notices"]


def test_only_reading_is_possible_and_no_trace_is_left(a: Territory, browse: Browse) -> None:
    client = browse(a)
    assert client.post("/recherche/", {"q": "fête"}).status_code == 405
    page = client.get("/recherche/?q=fête")
    assert not page.cookies
    assert '<meta name="robots" content="noindex, follow">' in html_of(page)
    assert not re.findall(r'(?:src|href)="https?://', html_of(page))


# Cost


def furnish(territory: Territory, number: int) -> None:
    """One more of each kind, with place, topic, author and picture where it may have them."""
    with scoping.scope(territory):
        town = Town.objects.order_by("pk")[number % 3]
        topic = Topic.objects.order_by("pk")[number % 3]
    where = {"town": town, "topics": [topic], "owner": make_member(territory)}
    for slug, make in KINDS.items():
        fields = {} if slug == "page" else dict(where)
        if slug == "billet":
            fields["picture"] = make_image(territory) if number < 3 else None
            fields["blog"] = make_blog(territory)
        make(territory, title=f"Fête {number}", **fields)


def test_a_search_costs_the_same_with_one_or_many_answers(
    a: Territory, b: Territory, browse: Browse
) -> None:
    furnish(a, 0)
    town = towns(a)[0].code
    addresses = [
        "/recherche/?q=fête",
        "/recherche/",
        f"/recherche/?q=fête&commune={town}&theme=culture&quand=ce-mois",
        "/recherche/?q=fete+introuvabel",
    ]
    client = browse(a)
    one = [queries(client, address) for address in addresses]
    for number in range(1, 17):
        furnish(a, number)
        if number < 3:
            furnish(b, number)
    page = client.get("/recherche/?q=fête")
    assert page.context["page_obj"].paginator.count > 100
    for address, cost in zip(addresses, one, strict=True):
        assert queries(client, address) <= cost <= 16
