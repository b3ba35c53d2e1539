"""Three territories in flower, everybody signed in everywhere, and what an answer may show."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from time import time
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import translation

from members.models import Membership, User
from site_core.kernel import hosts, scoping, territories
from site_core.kernel.models import Territory
from tests.factories import make_user
from tests.tenancy.canaries import NETWORK, Book, Network, Reader, Word
from tests.tenancy.garden import Garden

from .actors import ACTORS, HOSTS, Actor, Standing
from .addresses import ADDRESSES
from .belongings import Belongings, watching
from .table import Address, is_thing

URLCONFS = {NETWORK: "site_core.urls_network"}
SHOWS_PICTURES = {
    "theme_editor:edit",
    "theme_editor:preview",
    "wagtail_serve",
    "wagtailimages:index",
    "wagtailimages:edit",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:chosen",
}
# As allauth keeps it; nobody is asked for the password again before tomorrow.
JUST_SIGNED_IN = {"method": "password", "at": time() + 24 * 3600, "reauthenticated": True}
SPREADSHEET = "officedocument"


@dataclass(frozen=True)
class Answer:
    """What came back, and what it did."""

    status: int
    text: str  # headers and body
    mails: str
    changed: tuple[str, ...]  # rows of the territory that was guarded
    fault: str


class NotThere(LookupError):
    """The territory has no such thing: the address is not asked there."""


@dataclass
class World:
    """The territories and people of the matrix."""

    book: Book
    gardens: dict[str, Garden]
    people: dict[str, User] = field(default_factory=dict)
    cookies: dict[tuple[str, str], str] = field(default_factory=dict)
    untouched: dict[str, Belongings] = field(default_factory=dict)
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def url(self, address: Address, letter: str | dict[str, str], *, on: str) -> str:
        """The address of a thing of a territory, as it is written on a host; NotThere.

        Instead of one letter, there may be one for each value.
        """
        mixed = letter if isinstance(letter, dict) else dict.fromkeys(address.values, letter)
        letter = letter if isinstance(letter, str) else on
        values = {name: self.thing(v, mixed[name]) for name, v in address.values.items()}
        args = [self.thing(value, letter) for value in address.args]
        query = {name: self.thing(value, letter) for name, value in address.query.items()}
        if address.path:
            path = f"/{address.path}"
        else:
            with translation.override(settings.LANGUAGE_CODE):
                urlconf = URLCONFS.get(on, settings.ROOT_URLCONF)
                path = reverse(address.name, urlconf, args=args or None, kwargs=values or None)
        return (
            path + "?" * bool(query) + "&".join(f"{name}={value}" for name, value in query.items())
        )

    def thing(self, value: Any, letter: str) -> Any:
        """What a value of the table stands for in a territory."""
        if not is_thing(value):
            return value
        for garden in (self.gardens[letter], *([self.gardens["b"]] if letter == NETWORK else [])):
            if value[1:] in garden.things:
                return garden.things[value[1:]]
        raise NotThere(value)

    def has(self, address: Address, letter: str) -> bool:
        """Whether a territory has the things that an address is about."""
        try:
            self.url(address, letter, on=letter)
        except NotThere:
            return False
        return True

    def ask(
        self,
        actor: Actor,
        host: str,
        url: str,
        data: dict[str, Any] | None = None,
        *,
        hostname: str | None = None,
        cookie_of: str = "",
        guarded: str = "",
    ) -> Answer:
        """One request: a GET, or a POST of `data`. Nothing that it writes stays.

        `guarded` is the letter of the territory whose rows are compared with what they were.
        """
        self.enter(actor, cookie_of or host)
        headers = {"host": HOSTS[host] if hostname is None else hostname}
        mail.outbox.clear()
        with undone() as written:
            response: Any = (
                self.client.get(url, headers=headers)
                if data is None
                else self.client.post(url, data, headers=headers)
            )
            text = text_of(response)
            changed = self.untouched[guarded].changes(written) if guarded and written else []
        return Answer(
            status=response.status_code,
            text=text,
            mails="\n".join(map(content_of, mail.outbox)),
            changed=tuple(changed),
            fault=repr(response.exc_info[1]) if response.exc_info else "",
        )

    def shown(self, answer: Answer, actor: Actor, host: str) -> list[Word]:
        """The words of an answer that this person should not have seen on this host."""
        return [word for word in self.book.found_in(answer.text) if not self.may(actor, host, word)]

    def mailed(self, answer: Answer, host: str) -> list[Word]:
        """The words of the mails that are of another place than the host that sent them."""
        return [word for word in self.book.found_in(answer.mails) if host not in word.homes]

    def may(self, actor: Actor, host: str, word: Word) -> bool:
        """Whether this person may see this word on this host."""
        if word.owner == actor.name:
            return True
        if host == NETWORK:
            return word.network <= actor.may_read_of_network()
        return host in word.homes and word.reader <= actor.may_read(host)

    def look_around(self) -> None:
        """Visit what shows pictures, once and for good: their copies are made when first shown.

        Then remember what belongs to each territory.
        """
        for letter, person in (("a", "referent of A"), ("b", "referent of B")):
            for address in ADDRESSES:
                if address.name in SHOWS_PICTURES and self.has(address, letter):
                    self.enter(ACTORS[person], letter)
                    url = self.url(address, letter, on=letter)
                    self.client.get(url, headers={"host": HOSTS[letter]})
        self.untouched = {
            letter: Belongings(garden.territory, garden.people)
            for letter, garden in self.gardens.items()
            if letter != NETWORK
        }

    def enter(self, actor: Actor, host: str) -> None:
        """Take the cookies of this person on this host, and no others."""
        cookie = self.cookies.get((actor.name, host))
        self.client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: cookie} if cookie else {})


@contextmanager
def undone() -> Iterator[set[str]]:
    """Undo what is written meanwhile, and forget what was remembered of it.

    Yields the names of the tables written to. What waits for the end of the transaction is done.
    """
    with transaction.atomic(), watching() as written:
        with TestCase.captureOnCommitCallbacks(execute=True):
            yield written
        transaction.set_rollback(True)
    if written:
        cache.clear()
        hosts.forget()


def text_of(response: Any) -> str:
    """The headers and the body, unzipped when it is a workbook."""
    body = b"".join(response) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    cookies = response.cookies.output()
    if SPREADSHEET in response.headers.get("Content-Type", ""):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return f"{headers}\n{cookies}\n{body.decode('utf-8', 'replace')}"


def content_of(sent: Any) -> str:
    """A mail without the address of whom it is for, which is their own."""
    copy = sent.message()
    del copy["To"]
    return str(copy)


def people_of(book: Book, places: dict[str, Territory]) -> dict[str, User]:
    """An account for each actor, with the roles that the table gives them."""
    people: dict[str, User] = {}
    for actor in ACTORS.values():
        if actor.name == "visitor":
            continue
        roles = actor.roles or ("a:referent" if actor.name.startswith("deactivated") else "")
        homes = "".join(role[0] for role in roles.split()) or NETWORK
        own = {"owner": actor.name, "network": Network.OPERATOR}
        name = book.word(f"account name of the {actor.name}", Reader.STAFF, homes, **own)
        address = book.word(f"address of the {actor.name}", Reader.NOBODY, homes, **own)
        user = make_user(
            f"{address}@exemple.test",
            name,
            is_superuser=actor.runs_all,
            is_staff=actor.runs_all,
        )
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        for letter, role in (held.split(":") for held in roles.split()):
            if role == Standing.MEMBER:
                shown = book.word(f"shown name of the {actor.name}", Reader.STAFF, letter, **own)
                with scoping.scope(places[letter]):
                    Membership.objects.create(
                        territory=places[letter], user=user, display_name=shown
                    )
            else:
                territories.appoint(territory=places[letter], user=user, role=role)
        people[actor.name] = user
    return people


def sign_in(people: dict[str, User]) -> dict[tuple[str, str], str]:
    """The cookie of a session of each person on each host; then one of them is deactivated."""
    cookies = {}
    for name, user in people.items():
        for letter, hostname in HOSTS.items():
            client = Client(headers={"host": hostname})
            client.force_login(user)
            session = client.session
            session["_host"] = hostname
            session[AUTHENTICATION_METHODS_SESSION_KEY] = [JUST_SIGNED_IN]
            session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
            session.save()
            cookies[name, letter] = client.cookies[settings.SESSION_COOKIE_NAME].value
    deactivated = people["deactivated referent of A"]
    User.objects.filter(pk=deactivated.pk).update(is_active=False)
    return cookies
