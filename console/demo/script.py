"""What a demo territory is made of, as data; dates are days from the day it is written.

`owner` and `author` are the accounts of contract.md without their territory: `habitante`,
`habitant2`, `association`… Towns are INSEE codes, topics the slugs of the default ones, districts
names of the town, pictures names of `drawings.DRAWINGS`, each used once in a place.
"""

from dataclasses import dataclass, field

DOMAIN = "demo.kikalu.test"
PASSWORD = "kikalu-demo-2026"  # noqa: S105 - printed by the demo, refused in production
OPERATOR = ("operateur", "Opérateur de démonstration")
TWO_PLACES_REFERENT = ("referente.deux", "Solange Vernay")
TWO_PLACES = ("grandlyon", "mornantais")
INHABITANTS = 40
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)

REFERENT, EDITOR, BLOGGER, NEIGHBOUR = "referent", "redacteur", "habitante", "voisin"
ASSOCIATION, COMMUNE = "association", "commune"
ELECTED, AGENT = "elected", "agent"


@dataclass(frozen=True)
class Comment:
    """What somebody says under a post, and what is answered."""

    author: str
    text: str
    answers: tuple["Comment", ...] = ()


@dataclass(frozen=True)
class Text:
    """What every kind of text has."""

    title: str
    introduction: str
    town: str = ""
    district: str = ""
    topics: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    picture: str = ""


@dataclass(frozen=True)
class Post(Text):
    """A post of `days` ago."""

    days: int = 0
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True)
class Blog(Text):
    """A blog and its posts."""

    owner: str = BLOGGER
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True)
class Event(Text):
    """An event in `days` days, at `at` on the clocks of the place, for `hours` hours.

    With a `weekday` (0 is Monday) it waits for the next one.
    """

    days: int = 1
    weekday: int | None = None
    at: str = "18:00"
    hours: float = 2
    venue: str = ""
    organiser: str = ""
    price: str = ""
    access: str = ""
    status: str = "confirmed"
    owner: str = ASSOCIATION


@dataclass(frozen=True)
class Poll(Text):
    """A poll that opens and closes so many days from now; one that is closed stays closed.

    `ballots` says how many choose each option, drawn when it is empty. What was decided comes
    `answered` days after the closing; `decision` is one of `Poll.Decision`.
    """

    options: tuple[str, ...] = ()
    opens: int = -7
    closes: int = 14
    owner: str = COMMUNE
    ballots: tuple[int, ...] = ()
    outcome: str = ""
    decision: str = ""
    answered: int = 10

    @property
    def key(self) -> str:
        """What the demo remembers it by, before its number: one that closed may not move on."""
        return "poll" if self.closes > 0 else "closed-poll"


@dataclass(frozen=True)
class CollectiveText(Text):
    """What the people of a group wrote together, `days` ago."""

    writers: str = ""
    days: int = 0
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True)
class Group(Text):
    """A group; `kind` is one of `CitizenGroup.Kind`."""

    kind: str = "association"
    contact: str = ""
    owner: str = ASSOCIATION
    texts: tuple[CollectiveText, ...] = ()


@dataclass(frozen=True)
class Place:
    """A demo territory and everything in it.

    `capacities` says which accounts write for others: `Capacity` and title by account.
    """

    slug: str
    code: str
    name: str
    motto: str
    theme: str
    welcome: str
    people: dict[str, str]
    blogs: tuple[Blog, ...]
    events: tuple[Event, ...]
    polls: tuple[Poll, ...]
    groups: tuple[Group, ...]
    waiting: Text
    capacities: dict[str, tuple[str, str]] = field(default_factory=dict)
    districts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    welcome_in_english: str = ""

    @property
    def hostname(self) -> str:
        """Where it answers."""
        return f"{self.slug}.localhost"

    def email(self, handle: str) -> str:
        """The address of one of its accounts."""
        return f"{handle}.{self.slug}@{DOMAIN}"
