"""Finds the published pages of a territory that answer a question."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, Sum
from django.utils.safestring import SafeString

from site_core.kernel.content import Card, ContentKind, registry
from site_core.kernel.listing import PER_PAGE, Pages, cards_of
from site_core.kernel.models import Territory

from . import suggestions
from .choices import DISTRICT, TOPIC, TOWN, TYPE, WHEN
from .facets import Choice, Key, counted
from .models import SearchEntry
from .periods import PAST, Period
from .words import Word, excerpt, looked_for, marked

MOST_PAGES = 100
MOST_WORDS = 10
MOST_CORRECTED = 2  # words of one question for which something else is suggested


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: words, in a language, and what was chosen in each facet."""

    words: list[Word]
    language: str
    chosen: Mapping[str, list[Choice]] = field(default_factory=dict)

    @property
    def stems(self) -> set[str]:
        """What the words are compared by."""
        return {word.stem for word in self.words}

    def keys(self, name: str) -> list[Any]:
        """What was chosen in a facet, as the database says it."""
        return [choice.key for choice in self.chosen.get(name, ())]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen."""
        return any(self.chosen.values())

    def wider(self, words: list[Word] | None = None) -> "Question":
        """The same words, or these, with nothing chosen."""
        return Question(self.words if words is None else words, self.language)


@dataclass(frozen=True, slots=True)
class Result:
    """One answer as it is shown: the words that were found are marked."""

    kind: ContentKind
    card: Card
    title: SafeString
    summary: SafeString
    excerpt: SafeString
    topic: str


class Answers(Pages):
    """The answers in their order, by pages of which there are 100 at most."""

    @cached_property
    def num_pages(self) -> int:
        """How many pages can be asked for."""
        return min(int(super().num_pages), MOST_PAGES)


class Search:
    """One question put to one territory, which is in scope. Each property asks once."""

    def __init__(self, territory: Territory, question: Question, when: list[Period]) -> None:
        self.territory = territory
        self.question = question
        self.when = {period.slug: period for period in when}
        self.entries = SearchEntry.objects.shown(territory, question.language)

    @cached_property
    def _counted(self) -> tuple[dict[str, Counter[Key]], int]:
        flags = {
            f"in_{number}": ExpressionWrapper(during(period), BooleanField())
            for number, period in enumerate(self.when.values())
        }
        rows = self.narrowed(self.matching(self.question), {TOPIC}).annotate(**flags).order_by()
        groups = rows.values_list("kind", "town", "district", *flags).annotate(Count("pk"))
        chosen = {name: self.question.keys(name) for name in (TYPE, TOWN, DISTRICT, WHEN)}
        alike = [
            (
                {
                    TYPE: [kind],
                    TOWN: [town],
                    DISTRICT: [district],
                    WHEN: [slug for slug, is_in in zip(self.when, inside, strict=True) if is_in],
                },
                number,
            )
            for kind, town, district, *inside, number in groups
        ]
        return counted(alike, chosen)

    @property
    def count(self) -> int:
        """How many answers there are."""
        return self._counted[1]

    @cached_property
    def counts(self) -> dict[str, Counter[Key]]:
        """How many answers each choice of each facet leaves."""
        rows = self.narrowed(self.matching(self.question), {TYPE, TOWN, DISTRICT, WHEN})
        topics = rows.order_by().values_list("topics").annotate(Count("pk"))
        return {**self._counted[0], TOPIC: Counter(dict(topics))}

    def answers(self) -> Answers:
        """The answers: those most about the words first, then the newest; without words, by date.

        Without words, what is to come is told in the order in which it happens.
        """
        rows = self.narrowed(self.entries, {TYPE, TOWN, DISTRICT, TOPIC, WHEN})
        if stems := self.question.stems:
            rows = rows.holding(self.territory, stems)
            rows = rows.annotate(score=Sum("words__weight"), found=Count("words"))
            rows = rows.filter(found=len(stems)).order_by("-score", "-starts_at", "-pk")
        elif self.question.keys(WHEN) not in ([], [PAST]):
            rows = rows.order_by("starts_at", "pk")
        else:
            rows = rows.order_by("-starts_at", "-pk")
        return Answers(rows.values_list("pk", "kind", "page_id"), PER_PAGE, self.count)

    def results(self, page: Page) -> list[Result]:  # type: ignore[type-arg]
        """The answers of one page as they are shown: three queries, then each kind's own."""
        found = list(page.object_list)
        rows = SearchEntry.objects.only("text").prefetch_related("topics")
        entries = rows.in_bulk([pk for pk, _kind, _page in found])
        cards = cards_of(self.territory, [(name, page_id) for _pk, name, page_id in found])
        return [
            self.result(*cards[page_id], entries[pk])
            for pk, _kind, page_id in found
            if page_id in cards and pk in entries
        ]

    def result(self, kind: ContentKind, card: Card, entry: SearchEntry) -> Result:
        """One answer; what stands around the words is shown when the summary has none of them."""
        stems, language = self.question.stems, self.question.language
        summary = marked(card.summary, stems, language)
        around = "" if "<mark>" in summary else excerpt(entry.text, stems, language)
        return Result(
            kind,
            card,
            marked(card.title, stems, language),
            summary,
            marked(around, stems, language),
            next((topic.name for topic in entry.topics.all()), ""),
        )

    def matching(self, question: Question) -> Any:
        """The entries that hold every word."""
        entries = self.entries
        for stem in sorted(question.stems):
            entries = entries.holding(self.territory, [stem])
        return entries

    def narrowed(self, entries: Any, names: Collection[str]) -> Any:
        """The entries that fit what was chosen in these facets."""
        keys = {name: self.question.keys(name) for name in names if self.question.keys(name)}
        for name, column in ((TYPE, "kind"), (TOWN, "town"), (DISTRICT, "district")):
            if name in keys:
                entries = entries.filter(**{f"{column}__in": keys[name]})
        if TOPIC in keys:
            about = SearchEntry.objects.filter(topics__in=keys[TOPIC])
            entries = entries.filter(pk__in=about.values("pk"))
        if WHEN in keys:
            where = Q(pk__in=())
            for slug in keys[WHEN]:
                where |= during(self.when[slug])
            entries = entries.filter(where)
        return entries

    # When nothing answers

    def alone(self) -> list[tuple[Word, int]]:
        """How many pages hold each word by itself, whatever was chosen; one query."""
        found = self.entries.holding(self.territory, self.question.stems).order_by()
        counts = dict(found.values_list("words__stem").annotate(Count("pk")))
        return [(word, counts.get(word.stem, 0)) for word in self.question.words]

    def meant(self, known: Iterable[tuple[Word, int]]) -> list[Word]:
        """The question with other words for those that nothing holds; nothing when none helps."""
        words, corrected = [], 0
        for word, count in known:
            form = ""
            if not count and corrected < MOST_CORRECTED:
                form = suggestions.meant(word, self.territory, self.entries)
                corrected += 1
            words.append(looked_for(form, self.question.language, 1)[0] if form else word)
        if words == self.question.words or not self.number_of(self.question.wider(words)):
            return []
        return words

    def number_of(self, question: Question) -> int:
        """How many pages hold the words of another question, whatever was chosen."""
        return int(self.matching(question).count())

    def what_there_is(self) -> list[tuple[ContentKind, int]]:
        """How many pages of each kind a visitor may read here; one query."""
        counts = dict(self.entries.order_by().values_list("kind").annotate(Count("pk")))
        return [(kind, counts[kind.name]) for kind in registry if counts.get(kind.name)]


def during(period: Period) -> Q:
    """The condition of what happens, or is published, in a period."""
    timed = [kind.name for kind in registry if kind.span]
    if period.start is None:
        return Q(kind__in=timed, ends_at__lte=period.end)
    if period.end is None:
        return Q(kind__in=timed, starts_at__gte=period.start)
    dated = [kind.name for kind in registry if kind.dated]
    return Q(kind__in=dated, starts_at__lt=period.end, ends_at__gt=period.start)
