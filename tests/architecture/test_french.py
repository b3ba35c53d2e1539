"""What people read is French first: the catalogue is complete and well set, no English shows."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import messages
import pytest
import time_machine
import wagtail
import wagtail_localize
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format

from site_core.kernel import library_words, territories
from site_core.kernel.day_words import consultation_when, event_when
from site_core.kernel.models import Territory
from site_core.kernel.templatetags import moments
from territory_pages.services import translate_home
from tests.factories import (
    make_blog,
    make_event,
    make_group,
    make_member,
    make_poll,
    make_post,
    make_standard_page,
)

Browse = Callable[..., Client]
PO, MO = messages.FOLDER / "django.po", messages.FOLDER / "django.mo"
OTHERS = "site_core/kernel/library_words.py"
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 27, 9, tzinfo=PARIS)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]*>")
BADLY_SET = {
    "a straight apostrophe": re.compile(r"\w'\w"),
    "a space that may break before a double mark": re.compile(r" [:;?!»]"),
    "a double mark without its space": re.compile(r"[^\s\xa0\d/][;?!»]|«[^\xa0]"),
    "three full stops for an ellipsis": re.compile(r"\.\.\."),
    "somebody addressed as « tu »": re.compile(r"\b(tu|toi|tes|t’\w+)\b", re.IGNORECASE),
    "an English word": re.compile(
        r"\b([Ww]orkflows?|[Ss]tatus|[Ll]ogin|[Ee]-?mails?|[Mm]ails?|[Ss]lug|[Ff]eed|[Pp]osts?)\b"
    ),
}
# Words of interfaces that French does not have.
ENGLISH = re.compile(
    r"\b(the|and|of|your|you|with|this|that|from|are|was|have|has|been|read all|see|search|sign "
    r"(in|up|out)|front page|skip to|write|add to|next|previous|not found|back to|home|join|today|"
    r"tomorrow|until|closes|opens|days? left|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|january|february|march|april|june|july|august|september|october|november|december|"
    r"a\.m\.|p\.m\.|save|send|cancel|delete|remove|submit|comment by|reply|replies|members?|posts|"
    r"required|please|password|forgotten|welcome|map|groups?|topics?|district|events?|polls?|"
    r"choose|show|answer|nobody|nothing|help|account)\b",
    re.IGNORECASE,
)
A_LICENCE = "CC BY 4.0"
READ_ATTRIBUTES = {"alt", "aria-label", "content", "placeholder", "title"}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The French catalogue as it is in the tree."""
    return messages.read(PO)


def translations(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Each string of the sources with each form of its French."""
    for message in catalog:
        if message.id:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from ((messages.sort_key(message)[0], string) for string in strings)


def test_the_catalogue_is_complete_certain_and_compiled() -> None:
    assert messages.check(PO, MO) == []


@pytest.mark.parametrize("fault", BADLY_SET)
def test_the_french_of_the_catalogue_is_well_set(catalog: Catalog, fault: str) -> None:
    found = [
        french
        for _source, french in translations(catalog)
        if BADLY_SET[fault].search(PLACEHOLDER.sub("x", french))
    ]
    assert found == []


def test_a_word_of_the_glossary_is_said_as_the_glossary_says(catalog: Catalog) -> None:
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$",
        (messages.ROOT / "docs/glossary.md").read_text(),
        re.MULTILINE,
    )
    pairs = [
        (code.lower(), french)
        for codes, words in rows
        if codes.count(", ") == words.count(", ")
        for code, french in zip(codes.split(", "), words.split(", "), strict=True)
    ]
    found = {word: catalog.get(word) for word, _french in pairs}
    said = {
        word: message.string[0] if isinstance(message.string, tuple) else message.string
        for word, message in found.items()
        if message
    }
    assert len(said) > 5
    assert [
        f"{word}: {said[word]}"
        for word, french in pairs
        if said.get(word, "").casefold() not in french.casefold()
    ] == []


def test_what_we_say_otherwise_than_a_library_is_still_its_own_sentence(catalog: Catalog) -> None:
    assert library_words.SENTENCES
    theirs = set()
    for package in (wagtail, wagtail_localize):
        for path in Path(package.__file__).parent.rglob("fr/LC_MESSAGES/django.mo"):
            with path.open("rb") as file:
                theirs |= {messages.sort_key(message) for message in read_mo(file)}
    ours = {messages.sort_key(message) for message in catalog if OTHERS in dict(message.locations)}
    assert len(ours) == len(library_words.SENTENCES)
    assert ours <= theirs


def at(day: int, hour: int = 18, minute: int = 30, month: int = 11) -> datetime:
    """A moment on the clocks of Paris, kept in UTC as in the database."""
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS).astimezone(UTC)


@pytest.mark.parametrize(
    ("starts", "ends", "all_day", "words"),
    [
        (at(27), None, False, "Aujourd’hui, 18\xa0h\xa030"),
        (at(28, 20, 0), None, False, "Demain, 20\xa0h"),
        (at(30, 9, 5), None, False, "Lundi 30 novembre, 9\xa0h\xa005"),
        (at(1, month=12), None, True, "Mardi 1er décembre"),
        (at(28), at(1, month=12), True, "Du samedi 28 novembre au mardi 1er décembre"),
        (at(20), at(29), False, "Jusqu’au dimanche 29 novembre"),
        (datetime(2027, 1, 1, 12, tzinfo=UTC), None, True, "Vendredi 1er janvier 2027"),
    ],
)
def test_an_event_says_in_french_when_it_is(
    starts: datetime, ends: datetime | None, all_day: bool, words: str
) -> None:
    assert event_when(starts, ends, all_day=all_day, now=NOW, zone=PARIS) == words


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        (at(1, month=12), at(9, month=12), "ouvre le mardi 1er décembre"),
        (at(1), at(30), "encore 3 jours"),
        (at(1), at(28), "encore 1 jour"),
        (at(1), at(27), "dernier jour, jusqu’à 18\xa0h\xa030"),
        (at(1), at(28, 0, 0), "dernier jour, jusqu’à minuit"),
        (at(1), at(26), "a pris fin le jeudi 26 novembre"),
    ],
)
def test_a_consultation_says_in_french_where_it_stands(
    opens: datetime, closes: datetime, words: str
) -> None:
    assert consultation_when(opens, closes, now=NOW, zone=PARIS) == words


def test_the_nameplate_says_the_first_of_a_month_in_french() -> None:
    with time_machine.travel(at(1, month=12), tick=False):
        assert moments.today() == "mardi 1er décembre"


def test_days_and_hours_are_written_as_french_people_write_them() -> None:
    first = at(1, 0, 5, month=12)
    assert moments.day(first) == "1er décembre 2026"
    assert moments.full_day(first) == "mardi 1er décembre 2026"
    assert moments.hour(first) == "0\xa0h\xa005"
    assert date_format(at(27), "DATETIME_FORMAT") == "27 novembre 2026 à 17\xa0h\xa030"
    with translation.override("en"):
        assert moments.full_day(first) == "Tuesday 1 December 2026"
        assert moments.hour(first) == "12:05 a.m."


class Reader(HTMLParser):
    """The words of a page in its own language, and where its links lead."""

    SILENT = {"script", "style", "svg", "template"}
    VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}

    def __init__(self, language: str) -> None:
        """`language`: that of the page; what says to be in another one is left out."""
        super().__init__()
        self.language = language
        self.hidden: list[bool] = []
        self.words: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what is read aloud, and the links."""
        given = dict(attrs)
        hidden = any(self.hidden[-1:]) or tag in self.SILENT
        hidden = hidden or given.get("lang", self.language) != self.language
        if tag not in self.VOID:
            self.hidden.append(hidden)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        technical = tag == "meta" and given.get("name") != "description"
        if not hidden and not technical:
            read = (given[name] for name in READ_ATTRIBUTES & given.keys())
            self.words += [text for text in read if text]

    def handle_endtag(self, tag: str) -> None:
        """Leave the element."""
        if tag not in self.VOID and self.hidden:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        """A text."""
        if not any(self.hidden[-1:]) and data.strip():
            self.words.append(" ".join(data.split()))


def crawl(client: Client, start: str, language: str = "fr") -> dict[str, list[str]]:
    """The words of every page of a host that links lead to, by address."""
    read: dict[str, list[str]] = {}
    to_read = [start]
    while to_read:
        path = to_read.pop().partition("#")[0]
        if path in read or not path.startswith("/") or path.startswith(("/admin/", "/media/")):
            continue
        if language != "fr" and not path.startswith(f"/{language}/"):
            continue
        page = client.get(path)
        if not page.headers.get("Content-Type", "").startswith("text/html"):
            continue
        html = page.content.decode()
        if page.status_code == 302:
            to_read.append(page.headers["Location"])
        read[path] = []
        if f'<html lang="{language}"' in html:
            reader = Reader(language)
            reader.feed(html)
            read[path] = reader.words
            to_read += reader.links
    return read


def english_in(pages: dict[str, list[str]], catalog: Catalog) -> dict[str, str]:
    """The texts with English in them, and where they were read."""
    french = {string for _source, string in translations(catalog)}
    ours = {source for source, _string in translations(catalog)} - french
    return {
        text: path
        for path, texts in pages.items()
        for text in texts
        if text in ours or ENGLISH.search(text.replace(A_LICENCE, ""))
    }


@pytest.fixture
def lively(a: Territory) -> Territory:
    """Our territory with one thing of each kind, in French."""
    with territories.enter(a):
        blog = make_blog(a, title="Le carnet de Jeanne")
        make_post(a, title="La neige est là", blog=blog)
        make_event(a, title="Le bal du samedi", venue="Salle des fêtes", status="cancelled")
        make_event(a, title="Le marché", starts_at=at(28), ends_at=at(29))
        make_poll(a, title="Faut-il replanter la haie ?")
        make_poll(a, title="Où mettre le banc ?", opens_at=at(1), closes_at=at(2))
        make_group(a, title="Les amis du four")
        make_standard_page(a, title="Nos règles")
    return a


@pytest.mark.django_db
def test_no_english_shows_on_the_public_pages_of_a_territory(
    lively: Territory, browse: Browse, catalog: Catalog
) -> None:
    pages = crawl(browse(lively), "/")
    assert {"/", "/agenda/", "/blogs/", "/consultations/", "/groupes/", "/connexion/"} <= set(pages)
    assert sum(map(len, pages.values())) > 500
    assert english_in(pages, catalog) == {}


@pytest.mark.django_db
def test_no_english_shows_to_a_member(lively: Territory, browse: Browse, catalog: Catalog) -> None:
    client = browse(lively, make_member(lively, name="Jeanne Dupré"))
    pages = crawl(client, "/compte/")
    assert pages["/compte/"]
    assert english_in(pages, catalog) == {}


@pytest.mark.django_db
def test_no_english_shows_on_the_network_site(
    places: dict[str, Territory], browse: Browse, catalog: Catalog
) -> None:
    pages = crawl(browse(), "/")
    assert pages["/territoires/"]
    assert english_in(pages, catalog) == {}


@pytest.mark.django_db
def test_no_french_shows_in_the_frame_of_an_english_page(
    a: Territory,
    browse: Browse,
    catalog: Catalog,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        translate_home(territory=a, language="en")
    pages = crawl(browse(a), "/en/", "en")
    assert {"/en/", "/en/agenda/", "/en/blogs/"} <= set(pages)
    ours = {source for source, _string in translations(catalog)}
    french = {string for _source, string in translations(catalog)} - ours
    assert {text for texts in pages.values() for text in texts} & french == set()


def test_the_languages_of_the_catalogue_are_those_of_the_site() -> None:
    assert settings.LANGUAGE_CODE == "fr"
    assert {path.name for path in (messages.ROOT / "locale").iterdir()} == {"fr"}
