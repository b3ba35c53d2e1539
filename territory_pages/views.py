"""The search of a territory."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import InvalidPage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from site_core.kernel.models import Territory

from .search.choices import TOPIC, TOWN, facets_of
from .search.facets import SHOWN, Choice, Facet
from .search.finding import MOST_PAGES, MOST_WORDS, Question, Search
from .search.periods import periods_now
from .search.words import WORD, Word, looked_for, stem_of

FOLLOWED = {TOWN: "town", TOPIC: "topic"}  # as `members.following` names them
LONGEST_QUOTED = 80  # letters of what was typed that a sentence repeats
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another search, with how many answers are there when that is known."""

    label: Any
    url: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Help:
    """What may be done when nothing answers."""

    meant: Link | None
    alone: list[Link]
    unfiltered: Link | None
    kinds: list[Link]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What answers `?q=`, narrowed by `commune quartier theme type quand`, a page at a time.

    A value that no filter has here, or a page that is not there, is said in a sentence, with 404;
    everything else that was asked still counts.
    """
    territory: Territory = request.territory  # type: ignore[attr-defined]
    language = get_language() or ""
    text = " ".join(request.GET.get("q", "").split())
    when = periods_now()
    facets = facets_of(when)
    chosen, faults = chosen_in(request, facets)
    words = looked_for(text, language, MOST_WORDS + 1)
    question = Question(words[:MOST_WORDS], language, chosen)
    found = Search(territory, question, when)
    answers = found.answers()
    status = 404 if faults else 200
    try:
        page = answers.page(request.GET.get("page") or 1)
    except InvalidPage:
        page, status = answers.page(1), 404
        faults.append(_("There is no such page of answers. Here is the first one."))
    asked: Pairs = [("q", text)] if text else []
    asked += [(name, choice.value) for name, choices in chosen.items() for choice in choices]
    offers = [offered(facet, found) for facet in facets]
    context = {
        "q": text,
        "title": title_of(text if words else "", found.count),
        "results": found.results(page),
        "page_obj": page,
        "facets": offers,
        "refinable": any(offer["first"] for offer in offers),
        "tags": [
            Link(choice.label, link_to(pair for pair in asked if pair != (name, choice.value)))
            for name, choices in chosen.items()
            for choice in choices
        ],
        "followable": [
            Link(choice.label, f"{reverse('members_follow')}?what={FOLLOWED[name]}-{choice.value}")
            for name, choices in chosen.items()
            for choice in choices
            if name in FOLLOWED
        ],
        "faults": faults,
        "notices": notices(text, words, answers),
        "help": None if found.count else help_with(found, text),
    }
    return render(request, "pages/territory_pages/search.html", context, status=status)


def chosen_in(
    request: HttpRequest, facets: list[Facet]
) -> tuple[dict[str, list[Choice]], list[str]]:
    """What the address chooses in each facet, and a sentence for each value that is unknown."""
    chosen: dict[str, list[Choice]] = {}
    faults = []
    for facet in facets:
        chosen[facet.name] = []
        for value in dict.fromkeys(request.GET.getlist(facet.name)):
            choice = facet.named(value)
            if choice:
                chosen[facet.name].append(choice)
            elif value:
                faults.append(
                    _("“%(value)s” is not to be chosen under “%(facet)s”: it was left out.")
                    % {"value": value[:LONGEST_QUOTED], "facet": facet.legend}
                )
    return chosen, faults


def title_of(text: str, count: int) -> str:
    """How many answers there are, in words."""
    if text:
        quoted = {"count": count, "q": text[:LONGEST_QUOTED]}
        if not count:
            return _("No answer for “%(q)s”") % quoted
        return (
            ngettext("%(count)s answer for “%(q)s”", "%(count)s answers for “%(q)s”", count)
            % quoted
        )
    if not count:
        return _("Nothing here")
    return ngettext("%(count)s publication", "%(count)s publications", count) % {"count": count}


def notices(text: str, words: list[Word], answers: Any) -> list[str]:
    """What a person should know of how the answers were found."""
    said = []
    if text and not words:
        quoted = {"q": text[:LONGEST_QUOTED]}
        if WORD.search(text):
            said.append(_("“%(q)s” is in every text: nothing was looked for.") % quoted)
        else:
            said.append(_("“%(q)s” has no letter and no digit: nothing was looked for.") % quoted)
    if len(words) > MOST_WORDS:
        said.append(_("Only the first %(most)s words were looked for.") % {"most": MOST_WORDS})
    shown = MOST_PAGES * answers.per_page
    if answers.count > shown:
        said.append(
            _("Only the first %(shown)s answers are shown. Narrow the search to see the others.")
            % {"shown": shown}
        )
    return said


def offered(facet: Facet, found: Search) -> dict[str, Any]:
    """A facet as it is drawn: the first choices in sight, the most fruitful first."""
    chosen = found.question.keys(facet.name)
    options = facet.options(found.counts[facet.name], chosen)
    if not facet.single:
        options.sort(key=lambda option: (not option.chosen, -option.count))
    return {"facet": facet, "first": options[:SHOWN], "rest": options[SHOWN:], "chosen": chosen}


def help_with(found: Search, text: str) -> Help:
    """Other searches that do have answers."""
    question = found.question
    known = found.alone() if question.words else []
    unfiltered = found.number_of(question.wider()) if question.is_narrowed else 0
    corrected = found.meant(known) if known and not unfiltered else []
    return Help(
        meant=said_with(corrected, question, text) if corrected else None,
        alone=[
            Link(word.form, link_to([("q", word.form)]), count)
            for word, count in known
            if count and len(known) > 1
        ],
        unfiltered=Link(text, link_to([("q", text)] if text else []), unfiltered)
        if unfiltered
        else None,
        kinds=[
            Link(kind.plural, link_to([("type", kind.slug)]), count)
            for kind, count in found.what_there_is()
        ],
    )


def said_with(words: list[Word], question: Question, text: str) -> Link:
    """The question in the person's own words, but for those that were corrected."""
    instead = dict(zip((word.stem for word in question.words), words, strict=True))

    def written(found: Any) -> str:
        stem = stem_of(found[0], question.language)
        return instead[stem].form if stem in instead and instead[stem].stem != stem else found[0]

    said = WORD.sub(written, text)
    return Link(said, link_to([("q", said)]))


def link_to(pairs: Iterable[tuple[str, str]]) -> str:
    """The address of another search, in the language being spoken."""
    query = urlencode(list(pairs))
    return reverse("territory_pages:search") + (f"?{query}" if query else "")
