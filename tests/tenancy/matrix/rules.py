"""What an answer must be: the status of the table, nothing shown, nothing sent, nothing changed."""

from collections.abc import Iterable, Iterator
from typing import Any

from tests.tenancy.canaries import NETWORK

from .actors import Actor, Standing
from .addresses import ADDRESSES
from .table import Address, Codes, is_thing
from .world import Answer, World

NOBODY_HERE = {Standing.VISITOR, Standing.STRANGER, Standing.MEMBER}
STAFF = set(Standing) - NOBODY_HERE
BILINGUAL = "b"  # the letters of the territories with two languages
NEIGHBOUR = {"a": "b", "b": "a", NETWORK: "b"}
UNBROKEN = range(200, 500)


def codes_on(address: Address, host: str) -> Codes | None:
    """What an address answers on a host."""
    if host == NETWORK:
        return address.network
    return (host in BILINGUAL and address.in_two_languages) or address.here


def addresses_on(world: World, host: str, letter: str) -> Iterator[tuple[Address, str, Codes]]:
    """Each address of a host, about the things of a territory, with its codes."""
    for address in ADDRESSES:
        codes = codes_on(address, host)
        if codes is not None and world.has(address, letter):
            yield address, world.url(address, letter, on=host), codes


def opened_by(world: World, actor: Actor, host: str) -> Iterator[tuple[Address, str]]:
    """The addresses that open for somebody; of those that open for all, a visitor's are enough."""
    for address, url, codes in addresses_on(world, host, host):
        own = codes.of(actor.standing(host))
        opens = own in {200, 405} or (own == 302 and not address.is_admin)
        if opens and (actor.name == "visitor" or own != codes.visitor):
            yield address, url


def mixed_addresses(world: World) -> Iterator[tuple[Address, str, Codes]]:
    """Addresses of A's host that name several things, one of them A's and the others B's."""
    for address in ADDRESSES:
        things = [name for name, value in address.values.items() if is_thing(value)]
        if address.here is None or len(things) < 2:
            continue
        if world.has(address, "a") and world.has(address, "b"):
            for ours in things:
                letters = {name: "a" if name == ours else "b" for name in address.values}
                url = world.url(address, letters, on="a")
                # The step of review is one for all territories: with it, nothing is mixed.
                if url not in {world.url(address, letter, on="a") for letter in "ab"}:
                    yield address, url, address.here


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
        "body-count": "0",
    }


def codes_of_theirs(address: Address, actor: Actor, letter: str, codes: Codes) -> set[int]:
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


def codes_of_post(address: Address, actor: Actor, host: str, codes: Codes) -> set[int]:
    """What an address may answer to a form with the numbers of another territory's things."""
    own = codes.of(actor.standing(host))
    if address.is_admin and is_refused(actor, host, codes):
        return {own, 405}
    if address.asks_for_something and not address.is_blind:
        return {404, 405} | ({302, 403} if address.theirs else set())
    return {200, 302, 400, 403, 404, 405, 429}


def is_refused(actor: Actor, host: str, codes: Codes) -> bool:
    """Whether somebody is stopped at the door of the admin, before any thing is looked at."""
    own = codes.of(actor.standing(host))
    return own in {403, 404} or (own == 302 and actor.standing(host) is Standing.VISITOR)


def faults(
    world: World, actor: Actor, host: str, url: str, answer: Answer, allowed: Iterable[int]
) -> list[str]:
    """What is wrong with an answer, one line each: its status, words, mails, rows it changed.

    What the person typed in the address themselves is not a leak, nor is what `is_meant`.
    """
    wrong = []
    if answer.status not in allowed:
        wrong.append(f"not {sorted(allowed)[:5]} {answer.fault}")
    typed = world.book.found_in(url)
    told = {*world.shown(answer, actor, host), *world.mailed(answer, host)} - typed
    wrong += [str(word) for word in told if not is_meant(actor, url, answer, str(word))]
    wrong += answer.changed
    return [f"{actor.name} on {host}: {url[:150]} → {answer.status}: {what}" for what in wrong]


def is_meant(actor: Actor, url: str, answer: Answer, word: str) -> bool:
    """Whether a person with a role in another territory is told of it on purpose.

    The home of the admin names the texts that wait there; the way there names its host; the list of
    former addresses names, to the operator, the pages that they lead to.
    """
    if actor.runs_all and url.startswith("/admin/redirects/"):
        return word.startswith("later version.title")
    if actor.name == "referent of A and C" and url.partition("?")[0] == "/admin/":
        return word in {"waiting standard.title of c", "the name of c"}
    if answer.status == 302 and word.startswith("the host of"):
        return actor.standing(word[-1]) in STAFF
    return False


def listed(wrong: list[str]) -> str:
    """All that is wrong, one line each."""
    return f"{len(wrong)} faults\n" + "\n".join(wrong)
