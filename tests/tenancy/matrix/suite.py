"""The isolation matrix: every kind of person, on every kind of host, at every address.

Each text of each territory holds a word that nothing else holds. Whatever is asked, no answer and
no mail shows a word to somebody who may not read it there, a status is the one of the table, and
the neighbour's rows stay as they were. See `matrix/addresses.py` for the table.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import models, transaction

from site_core.kernel import hosts
from site_core.kernel.models import Territory
from tests.factories.places import PLACES, open_places
from tests.tenancy.canaries import NETWORK, STEM, Book
from tests.tenancy.garden import plant, plant_network
from tests.tenancy.matrix import patterns
from tests.tenancy.matrix.actors import ACTORS, Actor, Standing
from tests.tenancy.matrix.addresses import ADDRESSES, Address, Codes, is_thing
from tests.tenancy.matrix.walk import addresses_met
from tests.tenancy.matrix.world import Answer, World, people_of, sign_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
NOBODY_HERE = {Standing.VISITOR, Standing.STRANGER, Standing.MEMBER}
# Who is sent where. On B's host all of A's people are strangers.
ASKED = [
    *[("a", name) for name in ACTORS],
    *[("b", name) for name in ("member of A", "editor of A", "referent of A and C")],
    ("b", "referent of B"),
    *[(NETWORK, name) for name in ("visitor", "referent of A and C", "operator")],
]
STAFF = set(Standing) - NOBODY_HERE
ABOUT_OTHERS = [
    *[(name, "b") for name in ACTORS if name != "referent of B"],
    *[(name, "c") for name in ("member of A and C", "referent of A and C")],
]
NOBODY = Actor("somebody", signs_in=False)
WITHOUT_THE_RIGHT = [
    *[("a", name) for name in ("visitor", "member of A", "editor of A", "referent of B")],
    *[(NETWORK, name) for name in ("visitor", "referent of A and C")],
]
UNKNOWN = ["nowhere.test", "127.0.0.1", "[::1]", "a.localhost.evil.test", "xn--a-1fa.localhost", ""]
SPELLINGS = ["a.localhost.", "A.LOCALHOST", "a.localhost:8000", "A.Localhost.:443"]
MOST_MET = 500
PARAMETERS = [
    "action",
    "child_of",
    "childOf",
    "chooser",
    "collection_id",
    "commune",
    "depth",
    "etat",
    "export",
    "field",
    "fields",
    "format",
    "group",
    "id",
    "layout",
    "letter",
    "limit",
    "liste",
    "locale",
    "mode",
    "next",
    "offset",
    "order",
    "ordering",
    "owner",
    "p",
    "page",
    "page_type",
    "parent",
    "parent_page",
    "q",
    "quand",
    "search",
    "search_all",
    "site",
    "tag",
    "target_pages[]",
    "town",
    "type",
    "usage_count_min",
    "user",
    "user_perms",
    "at_after",
    "at_before",
    "action_0",
]
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
# Planted where nothing shows it: yet.
UNSHOWN = frozenset()
# Columns whose texts follow a rule: codes, digests, paths, names of the code itself.
RULED = frozenset(
    [
        "accent",
        "action",
        "code",
        "color",
        "content_path",
        "contentpath",
        "department",
        "digest",
        "domain",
        "field_path",
        "file_hash",
        "filter_spec",
        "focal_point_key",
        "hostname",
        "ink",
        "key_hash",
        "model_path",
        "object_id",
        "object_pk",
        "official_code",
        "paper",
        "parent_object_id",
        "part_digests",
        "password_hash",
        "path",
        "point",
        "position",
        "postcodes",
        "prefix",
        "previous",
        "primary",
        "salt",
        "schema_version",
        "sky",
        "time_zone",
        "to_object_id",
    ]
)
# Rows that a territory does not have, or whose text nobody types.
WORDLESS = frozenset(
    [
        "account.EmailConfirmation.key",
        "auth.Group.name",
        "console.NetworkHome.introduction",
        "console.NetworkPage.introduction",
        "django_comments.CommentFlag.flag",
        "kernel.AuditPart.name",
        "kernel.Territory.name",
        "kernel.Territory.slug",
        "kernel.Town.name",
        "kernel.Town.slug",
        "members.User.password",
        "wagtail_localize.OverridableSegment.data_json",
        "wagtail_localize.StringSegment.attrs",
        "wagtailcore.APIToken.name",
        "wagtailcore.Task.name",
        "wagtailcore.Workflow.name",
        "wagtaildocs.Document.title",
        "wagtailimages.Image.description",
        "wagtailimages.Image.title",
        "wagtailusers.UserProfile.current_time_zone",
        "wagtailusers.UserProfile.dismissibles",
        "wagtailusers.UserProfile.preferred_language",
    ]
)
TEXTS = (models.CharField, models.TextField, models.JSONField)
BILINGUAL = "b"
NEIGHBOUR = {"a": "b", "b": "a", NETWORK: "b"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The three territories in flower and everybody signed in, for all tests of this module."""
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


def told(actor: Actor, host: str, url: str, answer: Answer, what: object) -> str:
    """One line of a failure."""
    fault = f" {answer.fault}" if answer.fault else ""
    return f"{actor.name} on {host}: {url[:150]} → {answer.status}{fault}: {what}"


def faults(
    world: World, actor: Actor, host: str, url: str, answer: Answer, allowed: Iterable[int]
) -> list[str]:
    """What is wrong with an answer: its status, what it shows, what it sent, what it changed."""
    allowed = set(allowed)
    meant = f"not {sorted(allowed)[:5]}"
    wrong = [] if answer.status in allowed else [told(actor, host, url, answer, meant)]
    typed = world.book.found_in(url)
    shown = [word for word in world.shown(answer, actor, host) if word not in typed]
    found = [*shown, *world.mailed(answer, host), *answer.changed]
    return wrong + [told(actor, host, url, answer, what) for what in found]


def listed(wrong: list[str]) -> str:
    """All that is wrong, one line each."""
    return f"{len(wrong)} faults\n" + "\n".join(wrong)


def is_worklist(name: str, actor: Actor, line: str) -> bool:
    """Whether the home of the admin names what waits for a referent in their other territory."""
    return (
        name == "wagtailadmin_home"
        and actor.name == "referent of A and C"
        and line.endswith(("waiting standard.title of c", "the name of c"))
    )


def codes_on(address: Address, host: str) -> Codes | None:
    """What an address answers on a host."""
    if host == NETWORK:
        return address.network
    return (
        address.in_two_languages if host in BILINGUAL and address.in_two_languages else address.here
    )


def addresses_on(world: World, host: str, letter: str) -> Iterator[tuple[Address, str, Codes]]:
    """Each address of a host, about the things of a territory, with its codes."""
    for address in ADDRESSES:
        codes = codes_on(address, host)
        if codes is not None and world.has(address, letter):
            yield address, world.url(address, letter, on=host), codes


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
    for address, url, codes in addresses_on(world, host, host):
        answer = world.ask(actor, host, url, guarded=NEIGHBOUR[host])
        found = faults(world, actor, host, url, answer, {codes.of(actor.standing(host))})
        wrong += [line for line in found if not is_worklist(address.name, actor, line)]
    assert not wrong, listed(wrong)


def their_codes(address: Address, actor: Actor, letter: str, codes: Codes) -> set[int]:
    """What an address of A's host answers about another territory's things: there are none.

    Whoever has a role in that territory is led there. A list may ignore a number given to it.
    """
    standing = actor.standing("a")
    own = codes.of(standing)
    if address.theirs:
        return {address.theirs.of(standing)}
    if address.is_admin and (standing in NOBODY_HERE or own == 404):
        return {own}
    if not address.asks_for_something:
        return {own, 404}
    is_led = address.is_about_a_page and actor.standing(letter) in STAFF
    return {302} if is_led else {404, *({405} & {own})}


@pytest.mark.parametrize(("name", "letter"), ABOUT_OTHERS)
def test_what_is_another_territory_s_does_not_exist(world: World, name: str, letter: str) -> None:
    actor, wrong = ACTORS[name], []
    for address, url, codes in addresses_on(world, "a", letter):
        if not (address.asks_for_something or address.query):
            url = f"{url}?{urlencode(numbers(world, letter), doseq=True)}"  # noqa: PLW2901
        answer = world.ask(actor, "a", url, guarded=letter)
        allowed = their_codes(address, actor, letter, codes)
        found = faults(world, actor, "a", url, answer, allowed)
        wrong += [
            line
            for line in found
            if not is_way_there(answer, actor, letter, line)
            and not is_worklist(address.name, actor, line)
        ]
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
            for data in (None, numbers(world, "b")):
                answer = world.ask(actor, "a", url, data, guarded="b")
                found = faults(world, actor, "a", url, answer, {302, 404, 405})
                wrong += [line for line in found if not is_way_there(answer, actor, "b", line)]
                if answer.status == 302 and not address.is_about_a_page:
                    wrong.append(told(actor, "a", url, answer, "not led anywhere"))
    assert not wrong, listed(wrong)


def mixed_addresses(world: World) -> Iterator[tuple[Address, str, Codes]]:
    """Addresses that name two things: one of ours, one of theirs."""
    for address in ADDRESSES:
        things = [name for name, value in address.values.items() if is_thing(value)]
        if address.here is None or len(things) < 2 or not world.has(address, "b"):
            continue
        for ours in things:
            values = {
                name: world.thing(value, "a" if name == ours else "b")
                for name, value in address.values.items()
            }
            mixed = replace(address, values=values)
            yield mixed, world.url(mixed, "a", on="a"), address.here


@pytest.mark.parametrize(("host", "name"), WITHOUT_THE_RIGHT)
def test_nothing_that_is_sent_without_the_right_is_done(world: World, host: str, name: str) -> None:
    actor, wrong = ACTORS[name], []
    letter = "b" if host == NETWORK else host
    sent = numbers(world, letter)
    for address, url, codes in addresses_on(world, host, host):
        is_refused = codes.of(actor.standing(host)) != codes.operator
        if address.is_admin and is_refused:
            answer = world.ask(actor, host, url, sent, guarded=letter)
            allowed = codes_of_post(address, actor, host, codes)
            wrong += faults(world, actor, host, url, answer, allowed)
    assert not wrong, listed(wrong)


def codes_of_post(address: Address, actor: Actor, host: str, codes: Codes) -> set[int]:
    """What an address may answer to a form with the numbers of a territory's things."""
    own = codes.of(actor.standing(host))
    refused = own in {403, 404} or own != codes.operator
    if address.is_admin and refused:
        return {own, 405}
    if address.asks_for_something and not address.is_blind:
        return {404, 405} | ({302, 403} if address.theirs else set())
    return {200, 302, 400, 403, 404, 405, 429}


def numbers(world: World, letter: str) -> dict[str, Any]:
    """What a form would say of a territory's things, under every name that one may read."""
    things = world.gardens[letter].things
    page = things["draft_standard"]
    return {
        **dict.fromkeys(("page", "id", "parent_page", "new_parent_page", "chooser"), page),
        **dict.fromkeys(("childOf", "child_of", "parent_page_id", "owner", "object_id"), page),
        "collection": things["collection"],
        "collection_id": things["collection"],
        "town": things["town"],
        "district": things["district"],
        "commune": things["town_code"],
        "topics": [things["topic"]],
        "picture": things["image"],
        "image": things["image"],
        "document": things["document"],
        "answers": things["comment"],
        "user": things["writer"],
        "task": things["task"],
        "site": things["site"],
        "group": things["role_group"],
        "q": "Partage",
        "title": "Volé",
        "name": "Volé",
        "slug": "vole",
        "reason": "Volé",
        "body": "Volé",
        "email": "vole@exemple.test",
        "comment": "Volé",
        "description": "Volé",
        "action-publish": "1",
        "next": "/",
        "locales": things["locale"],
    }


def is_way_there(answer: Answer, actor: Actor, letter: str, line: str) -> bool:
    """Whether the other territory's host is named to lead there somebody who has a role there."""
    return answer.status == 302 and actor.standing(letter) in STAFF and "the host of" in line


@pytest.mark.parametrize("hostname", UNKNOWN)
def test_an_unknown_host_answers_nothing(world: World, hostname: str) -> None:
    wrong = []
    for name in ("visitor", "referent of A", "operator"):
        for _address, url, _codes in addresses_on(world, "a", "a"):
            answer = world.ask(ACTORS[name], "a", url, hostname=hostname)
            wrong += faults(world, NOBODY, "nowhere", url, answer, {404})
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
        found = faults(world, actor, "a", url, answer, range(200, 500))
        is_home = "wagtailadmin_home" if url == "/admin/" else ""
        wrong += [line for line in found if not is_worklist(is_home, actor, line)]
    assert not wrong, listed(wrong)


@pytest.mark.parametrize(("host", "name"), OPENERS)
@pytest.mark.parametrize("value", HOSTILE)
def test_no_parameter_breaks_an_address(world: World, host: str, name: str, value: str) -> None:
    actor, wrong = ACTORS[name], []
    query = "&".join(f"{parameter}={value}" for parameter in PARAMETERS)
    for _address, url, _codes in opened_by(world, actor, host):
        asked = f"{url.partition('?')[0]}?{query}"
        answer = world.ask(actor, host, asked)
        wrong += faults(world, actor, host, asked, answer, range(200, 500))
    assert not wrong, listed(wrong)


@pytest.mark.parametrize(("host", "name"), OPENERS)
def test_no_number_breaks_an_address(world: World, host: str, name: str) -> None:
    actor, wrong = ACTORS[name], []
    for address, url, _codes in opened_by(world, actor, host):
        things = [
            world.thing(v, host) for v in (*address.values.values(), *address.args) if is_thing(v)
        ]
        for thing, number in itertools.product(things, NUMBERS):
            asked = re.sub(rf"(?<=[/.]){re.escape(str(thing))}(?=[/.])", number, url)
            if asked != url:
                answer = world.ask(actor, host, asked)
                wrong += faults(world, actor, host, asked, answer, range(200, 500))
    assert not wrong, listed(wrong)


def opened_by(world: World, actor: Actor, host: str) -> Iterator[tuple[Address, str, Codes]]:
    """The addresses that open for somebody; of those that open for all, a visitor's are enough."""
    for address, url, codes in addresses_on(world, host, host):
        own = codes.of(actor.standing(host))
        if own in {200, 405} or (own == 302 and not address.is_admin):  # noqa: SIM102
            if actor.name == "visitor" or own != codes.visitor:
                yield address, url, codes


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
    assert not blank, f"Plant a word in tests/tenancy/garden.py: {blank}"
