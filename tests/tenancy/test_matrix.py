"""The isolation matrix: every kind of person, on every kind of host, at every address.

Each text of each territory holds a word that nothing else holds. Whatever is asked, no answer and
no mail shows a word to somebody who may not read it there, a status is the one of the table, and
the neighbour's rows stay as they were. See `matrix/addresses.py` for the table, `matrix/rules.py`
for what it leaves unsaid.
"""

import itertools
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import models, transaction

from site_core.kernel import hosts
from site_core.kernel.models import Territory
from tests.factories.places import PLACES, open_places
from tests.tenancy.canaries import NETWORK, STEM, Book
from tests.tenancy.matrix import patterns
from tests.tenancy.matrix.actors import ACTORS, Actor
from tests.tenancy.matrix.rules import (
    NEIGHBOUR,
    UNBROKEN,
    addresses_on,
    codes_of_post,
    codes_of_theirs,
    faults,
    is_refused,
    listed,
    mixed_addresses,
    numbers,
    opened_by,
)
from tests.tenancy.matrix.table import is_thing
from tests.tenancy.matrix.unplanted import RULED, UNSHOWN, WORDLESS
from tests.tenancy.matrix.walk import addresses_met
from tests.tenancy.matrix.world import World, people_of, sign_in
from tests.tenancy.planting import plant, plant_network

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("matrix"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
# Who is sent where. On B's host all of A's people are strangers.
ASKED = [
    *[("a", name) for name in ACTORS],
    *[("b", name) for name in ("member of A", "editor of A", "referent of A and C")],
    ("b", "referent of B"),
    *[(NETWORK, name) for name in ("visitor", "referent of A and C", "operator")],
]
ABOUT_OTHERS = [
    *[(name, "b") for name in ACTORS if name != "referent of B"],
    *[(name, "c") for name in ("member of A and C", "referent of A and C")],
]
WITHOUT_THE_RIGHT = [
    *[("a", name) for name in ("visitor", "member of A", "editor of A", "referent of B")],
    *[(NETWORK, name) for name in ("visitor", "referent of A and C")],
]
SOMEBODY = Actor("somebody", signs_in=False)
UNKNOWN = ["nowhere.test", "127.0.0.1", "[::1]", "a.localhost.evil.test", "xn--a-1fa.localhost", ""]
SPELLINGS = ["a.localhost.", "A.LOCALHOST", "a.localhost:8000", "A.Localhost.:443"]
MOST_MET = 500
PARAMETERS = """
    action action_0 affichage at_after at_before child_of childOf chooser collection_id commune
    depth etat export field fields format group habillage id layout letter limit liste locale
    mode next offset order ordering owner p page page_type parent parent_page q quand search
    search_all site tag target_pages[] town type usage_count_min user user_perms
"""
OPENERS = [("a", "visitor"), ("a", "referent of A"), (NETWORK, "operator")]
HOSTILE = ["abc", "9" * 20, "-1", "", "%27%22%3C%C3%A9%F0%9F%98%80"]
NUMBERS = ["0", "9" * 40, "x"]
REFUSED = [
    "/?q=%00",
    "/admin/pages/search/?q=%00",
    "/?q=%FF",
    "/%00/",
    f"/blogs/?page={'9' * 10_000}",
]
TEXTS = (models.CharField, models.TextField, models.JSONField)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The three territories in flower and everybody signed in, for all tests of this module."""
    cache.clear()  # of the looks that other tests gave to these territories
    with django_db_blocker.unblock(), transaction.atomic():
        open_places()
        found = Territory.objects.select_related("site__root_page", "collection")
        at_host = {place.site.hostname: place for place in found}
        places = {hostname[0]: at_host[hostname] for hostname in PLACES}
        book = Book()
        people = people_of(book, places)
        gardens = {
            "a": plant(book, places["a"], "a"),
            "b": plant(book, places["b"], "b", english=True),
            "c": plant(book, places["c"], "c", small=True),
            NETWORK: plant_network(book),
        }
        hosts.forget()
        world = World(book, gardens, people, sign_in(people))
        world.look_around()
        yield world
        transaction.set_rollback(True)
    hosts.forget()


def test_every_pattern_is_in_the_table() -> None:
    for urlconf in ("site_core.urls", "site_core.urls_network"):
        listed_here = patterns.in_table(urlconf, patterns.of(urlconf))
        known = patterns.patterns(urlconf)
        missing = {route for pattern, route in known.items() if pattern not in listed_here}
        assert not missing, f"Say in matrix/addresses.py who may open {sorted(missing)}"
        assert not listed_here - known.keys(), "These patterns of the table no longer exist"


@pytest.mark.parametrize(("host", "name"), ASKED)
def test_everybody_gets_what_the_table_says_of_their_own_territory(
    world: World, host: str, name: str
) -> None:
    actor, wrong = ACTORS[name], []
    for _address, url, codes in addresses_on(world, host, host):
        answer = world.ask(actor, host, url, guarded=NEIGHBOUR[host])
        wrong += faults(world, actor, host, url, answer, {codes.of(actor.standing(host))})
    assert not wrong, listed(wrong)


@pytest.mark.parametrize(("name", "letter"), ABOUT_OTHERS)
def test_what_is_another_territory_s_does_not_exist(world: World, name: str, letter: str) -> None:
    actor, wrong = ACTORS[name], []
    query = urlencode(numbers(world, letter), doseq=True)
    for address, url, codes in addresses_on(world, "a", letter):
        asked = url if address.asks_for_something or address.query else f"{url}?{query}"
        answer = world.ask(actor, "a", asked, guarded=letter)
        allowed = codes_of_theirs(address, actor, letter, codes)
        wrong += faults(world, actor, "a", asked, answer, allowed)
    assert not wrong, listed(wrong)


@pytest.mark.parametrize(("name", "letter"), ABOUT_OTHERS)
def test_nothing_that_is_sent_reaches_another_territory(
    world: World, name: str, letter: str
) -> None:
    actor, sent, wrong = ACTORS[name], numbers(world, letter), []
    for address, url, codes in addresses_on(world, "a", letter):
        answer = world.ask(actor, "a", url, sent, guarded=letter)
        wrong += faults(world, actor, "a", url, answer, codes_of_post(address, actor, "a", codes))
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("name", ["editor of A", "referent of A", "operator"])
def test_what_is_ours_and_what_is_theirs_do_not_mix(world: World, name: str) -> None:
    """Our page with their version, their page with our step: neither opens, neither is changed."""
    actor, wrong = ACTORS[name], []
    for address, url, codes in mixed_addresses(world):
        if codes.of(actor.standing("a")) != 404:
            allowed = {302, 404, 405} if address.is_about_a_page else {404, 405}
            for data in (None, numbers(world, "b")):
                answer = world.ask(actor, "a", url, data, guarded="b")
                wrong += faults(world, actor, "a", url, answer, allowed)
    assert not wrong, listed(wrong)


@pytest.mark.parametrize(("host", "name"), WITHOUT_THE_RIGHT)
def test_nothing_that_is_sent_without_the_right_is_done(world: World, host: str, name: str) -> None:
    actor, wrong = ACTORS[name], []
    letter = NEIGHBOUR[host] if host == NETWORK else host
    sent = numbers(world, letter)
    for address, url, codes in addresses_on(world, host, host):
        if address.is_admin and is_refused(actor, host, codes):
            answer = world.ask(actor, host, url, sent, guarded=letter)
            allowed = codes_of_post(address, actor, host, codes)
            wrong += faults(world, actor, host, url, answer, allowed)
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("hostname", UNKNOWN)
def test_an_unknown_host_answers_nothing(world: World, hostname: str) -> None:
    wrong = []
    for name in ("visitor", "referent of A", "operator"):
        for _address, url, _codes in addresses_on(world, "a", "a"):
            answer = world.ask(ACTORS[name], "a", url, hostname=hostname)
            wrong += faults(world, SOMEBODY, "nowhere", url, answer, {404})
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("name", ["visitor", "referent of A"])
def test_a_host_is_the_same_however_it_is_written(world: World, name: str) -> None:
    actor, wrong = ACTORS[name], []
    spellings = itertools.cycle(SPELLINGS)
    for _address, url, codes in addresses_on(world, "a", "a"):
        answer = world.ask(actor, "a", url, hostname=next(spellings), guarded="b")
        wrong += faults(world, actor, "a", url, answer, {codes.of(actor.standing("a"))})
    assert not wrong, listed(wrong)


@pytest.mark.parametrize(("host", "other"), [("a", "b"), ("b", NETWORK), (NETWORK, "a")])
def test_the_cookie_of_another_host_opens_nothing(world: World, host: str, other: str) -> None:
    operator, visitor, wrong = ACTORS["operator"], ACTORS["visitor"], []
    for _address, url, codes in addresses_on(world, host, host):
        answer = world.ask(operator, host, url, cookie_of=other, guarded=NEIGHBOUR[host])
        wrong += faults(world, visitor, host, url, answer, {codes.visitor})
    assert not wrong, listed(wrong)


@pytest.fixture(scope="module")
def met(world: World) -> list[str]:
    """What the referent of B meets on B, two steps from every address that names a thing."""
    start = ["/", "/admin/", *(url for _address, url, _codes in addresses_on(world, "b", "b"))]
    return addresses_met(world, ACTORS["referent of B"], "b", start, depth=2, most=MOST_MET)


@pytest.mark.parametrize(
    "name",
    ["visitor", "member of A", "editor of A", "referent of A", "referent of A and C"],
)
def test_what_the_neighbour_s_referent_meets_leads_nowhere_here(
    world: World, met: list[str], name: str
) -> None:
    actor, wrong = ACTORS[name], []
    for url in met:
        answer = world.ask(actor, "a", url, guarded="b")
        wrong += faults(world, actor, "a", url, answer, UNBROKEN)
    assert not wrong, listed(wrong)


@pytest.mark.parametrize(("host", "name"), OPENERS)
@pytest.mark.parametrize("value", HOSTILE)
def test_no_parameter_breaks_an_address(world: World, host: str, name: str, value: str) -> None:
    actor, wrong = ACTORS[name], []
    query = "&".join(f"{parameter}={value}" for parameter in PARAMETERS.split())
    for _address, url in opened_by(world, actor, host):
        asked = f"{url.partition('?')[0]}?{query}"
        answer = world.ask(actor, host, asked)
        wrong += faults(world, actor, host, asked, answer, UNBROKEN)
    assert not wrong, listed(wrong)


@pytest.mark.parametrize(("host", "name"), OPENERS)
def test_no_number_breaks_an_address(world: World, host: str, name: str) -> None:
    actor, wrong = ACTORS[name], []
    for address, url in opened_by(world, actor, host):
        values = filter(is_thing, (*address.values.values(), *address.args))
        for value, number in itertools.product(values, NUMBERS):
            thing = re.escape(str(world.thing(value, host)))
            asked = re.sub(rf"(?<=[/.]){thing}(?=[/.])", number, url)
            if asked != url:
                answer = world.ask(actor, host, asked)
                wrong += faults(world, actor, host, asked, answer, UNBROKEN)
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("url", REFUSED)
def test_what_nobody_types_is_refused_at_every_door(world: World, url: str) -> None:
    for name, host in (("visitor", "a"), ("referent of A", "a"), ("operator", NETWORK)):
        assert world.ask(ACTORS[name], host, url).status in {400, 414}


@pytest.mark.parametrize("name", ["visitor", "member of B", "referent of B"])
def test_everybody_reads_what_is_theirs_to_read(world: World, name: str) -> None:
    """The control: what the other tests look for can be found."""
    actor, seen = ACTORS[name], set()
    for _address, url, _codes in addresses_on(world, "b", "b"):
        seen |= world.book.found_in(world.ask(actor, "b", url).text)
    missing = {
        word.written_in
        for word in world.book.words.values()
        if "b" in word.homes and word.reader <= actor.may_read("b") and not word.owner
    } - {word.written_in for word in seen}
    assert not missing - UNSHOWN, listed(sorted(missing - UNSHOWN))


def test_every_text_of_a_territory_holds_a_word(world: World) -> None:
    """A new kind of row, or a new text in one, is planted too."""
    blank = []
    for model, rows in world.untouched["b"].rows.items():
        for column in model._meta.local_concrete_fields:
            name = f"{model._meta.label}.{column.name}"
            is_free = column.name not in RULED and name not in WORDLESS and not column.choices
            if isinstance(column, TEXTS) and is_free:
                values = [str(row[column.attname]) for row in rows.values()]
                if not any(STEM in value for value in values):
                    blank.append(name)
    assert not blank, f"Plant a word in tests/tenancy/planting.py: {blank}"
