"""As many more texts as a scale asks for: plausible, drawn from a seed, to fill lists and maps."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from . import script

# How many more posts and events a territory gets; a fifth as many polls and groups.
SCALES = {"demo": 0, "small": 20, "large": 500, "huge": 5_000}
THINGS = (
    "la fontaine",
    "le vieux lavoir",
    "la cour de l’école",
    "le marché",
    "le chemin des jardins",
    "l’arrêt de bus",
    "la bibliothèque",
    "le stade",
    "la place",
    "le pont",
)
NEWS = (
    "Ce qui a changé depuis un an autour de {thing}, à {town}",
    "À {town}, {thing} rassemble de nouveau",
    "Trois idées pour {thing}, et une question, à {town}",
    "Ce que les anciens racontent sur {thing}, à {town}",
    "Un samedi à {town}, avec ceux qui soignent {thing}",
)
GATHERINGS = (
    "Chantier ouvert : {thing} de {town}",
    "Visite guidée : {thing} de {town}",
    "Réunion des voisins : {thing} de {town}",
)
OUTDOORS = ("Pique-nique partagé devant {thing}, à {town}", *GATHERINGS)
FINE_MONTHS = range(4, 11)  # from April to October one eats outside
HOLIDAYS = ((12, 20), (1, 3))  # nobody gathers from the one to the other
AFTERWARDS = timedelta(weeks=3)
# How French writes two words that meet.
MEETINGS = (
    (re.compile(r"\b([Dd])e [Ll]e "), r"\1u "),
    (re.compile(r"\b([Dd])e [Ll]es "), r"\1es "),
    (re.compile(r"(?<!\w)à [Ll]e "), "au "),
    (re.compile(r"(?<!\w)à [Ll]es "), "aux "),
    (re.compile(r"\b([Dd])e (?=[AEÉÈIOUY])"), r"\1’"),
)
QUESTIONS = (
    "Que faire autour de {thing}, à {town} ?",
    "Faut-il éclairer {thing} la nuit, à {town} ?",
)
BODY = (
    "Nous étions une douzaine, avec des gants et un thermos. Il en faudrait le double pour finir "
    "avant l’hiver.",
    "Ceux qui ne peuvent pas porter peuvent trier, compter ou raconter : tout sert.",
    "La suite sera écrite ici, avec les dates et les noms de ceux qui ont dit oui.",
)
CIRCLES = (
    "Ensemble pour {thing}, à {town}",
    "Ceux qui aiment {thing}, à {town}",
    "Demain {thing}, à {town}",
)
KINDS = ("association", "collective", "school", "shop")
REPLIES = (
    "Je viendrai, avec deux paires de gants.",
    "Merci de l’avoir écrit. Mon père en parlait souvent.",
    "Pas tout à fait d’accord, mais je serai là pour le dire.",
    "À quelle heure, et faut-il réserver ?",
    "J’ai des photos de 1978, je les apporte.",
)
TOPICS = ("culture", "vie-associative", "environnement", "transports-et-rues", "sport")


class Extra:
    """Draws the same texts for the same seed and territory, however many were drawn before."""

    def __init__(self, scale: str, seed: int, slug: str) -> None:
        """`scale` is one of SCALES."""
        self.count = SCALES[scale]
        self.seed = f"{seed} {slug}"

    def drawn(self, kind: str, towns: Iterable[str]) -> Iterator[tuple[Random, dict[str, Any]]]:
        """For each text a source of chance of its own, and where it is set."""
        codes = sorted(towns)
        for number in range(self.count):
            draw = Random(f"{self.seed} {kind} {number}")  # noqa: S311
            yield draw, {"town": draw.choice(codes), "topics": (draw.choice(TOPICS),)}

    def posts(self, towns: Mapping[str, Any]) -> Iterator[script.Post]:
        """More posts, of the last two years."""
        for draw, where in self.drawn("post", towns):
            yield script.Post(
                title=self.title(draw, NEWS, towns, where["town"]),
                introduction=draw.choice(BODY),
                body=tuple(draw.sample(BODY, 2)),
                days=draw.randint(1, 700),
                comments=tuple(self.replies(draw)),
                **where,
            )

    def replies(self, draw: Random) -> Iterator[script.Comment]:
        """What is said below a post: nothing, or a few words."""
        for said in draw.sample(REPLIES, draw.choice((0, 0, 1, 2))):
            yield script.Comment(self.owner(draw.randrange(script.INHABITANTS)), said)

    def groups(self, towns: Mapping[str, Any]) -> Iterator[script.Group]:
        """More groups, as many as polls."""
        for number, (draw, where) in enumerate(self.drawn("group", towns)):
            if number % 5 == 0:
                yield script.Group(
                    title=self.title(draw, CIRCLES, towns, where["town"]),
                    introduction=draw.choice(BODY),
                    kind=draw.choice(KINDS),
                    owner=self.owner(number),
                    **where,
                )

    def events(self, towns: Mapping[str, Any]) -> Iterator[script.Event]:
        """More events, of the coming year."""
        today = timezone.localdate()
        for draw, where in self.drawn("event", towns):
            day = gathering_day(today + timedelta(days=draw.randint(1, 365)))
            models = OUTDOORS if day.month in FINE_MONTHS else GATHERINGS
            yield script.Event(
                title=self.title(draw, models, towns, where["town"]),
                introduction=draw.choice(BODY),
                days=(day - today).days,
                at=f"{draw.randint(9, 20):02}:{draw.choice(('00', '30'))}",
                **where,
            )

    def polls(self, towns: Mapping[str, Any]) -> Iterator[script.Poll]:
        """More polls, one in five as many as there are events; half of them closed."""
        for number, (draw, where) in enumerate(self.drawn("poll", towns)):
            if number % 5 == 0:
                opens = -draw.randint(1, 200)
                closes = draw.randint(7, 60) if number % 2 else opens // 2 - 1
                yield script.Poll(
                    title=self.title(draw, QUESTIONS, towns, where["town"]),
                    introduction=draw.choice(BODY),
                    options=("Oui", "Non", "Plus tard"),
                    opens=opens - 60,
                    closes=closes,
                    **where,
                )

    def owner(self, number: int) -> str:
        """Who writes the text of this number."""
        return f"habitant{number % script.INHABITANTS + 1}"

    def title(
        self, draw: Random, models: tuple[str, ...], towns: Mapping[str, Any], code: str
    ) -> str:
        """A title about something of a town."""
        said = draw.choice(models).format(thing=draw.choice(THINGS), town=towns[code].name)
        return contracted(said[0].upper() + said[1:])


def contracted(said: str) -> str:
    """The same with « du », « des », « au », « aux » and « d’ » where French asks for them."""
    for words, written in MEETINGS:
        said = words.sub(written, said)
    return said


def gathering_day(day: date) -> date:
    """This day, or one after the end-of-year holidays."""
    if (day.month, day.day) >= HOLIDAYS[0] or (day.month, day.day) <= HOLIDAYS[1]:
        return day + AFTERWARDS
    return day
