"""The front page: a section for each declared kind of content, the map, and what came of it all."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from consultations.outcomes import latest_outcomes
from site_core.kernel.addresses import home_path
from site_core.kernel.content import ContentKind, registry
from site_core.kernel.models import Territory
from site_core.kernel.models.page_rows import PLAIN_PAGES

from .map import TownsMap, towns_map

SECTIONS = {
    "events": _("Agenda"),
    "posts": _("Posts"),
    "polls": _("Consultations"),
    "map": _("Map"),
    "groups": _("Groups"),
    "outcomes": _("What people’s words changed"),
}
# Sections that are no list of cards.
TEMPLATES = {
    "map": "pages/territory_pages/map_section.html",
    "outcomes": "pages/territory_pages/outcomes_section.html",
}
CARDS = "components/card_section.html"
LIKE = {"map": "blog", "outcomes": "poll"}  # the kind that they are made of


class HomeStreamBlock(blocks.StreamBlock):
    """The sections of a front page, each at most once, in the order of the page."""

    def __init__(self, **options: Any) -> None:
        # What a referent reads of a section that has nothing to fill in.
        filled = _("Filled with what is published; says what to do while there is nothing.")
        sections = [
            (name, blocks.StaticBlock(label=label, admin_text=filled))
            for name, label in SECTIONS.items()
        ]
        super().__init__(sections, **options)

    class Meta:
        block_counts = {name: {"max_num": 1} for name in SECTIONS}


class Front(NamedTuple):
    """The rows of a front page, and the sections that only the default language can fill."""

    rows: list[list["Section"]]
    elsewhere: list["Section"]

    @property
    def own_language(self) -> str:
        """The language in which there is more, in the words of the one being spoken."""
        return str(get_language_info(settings.LANGUAGE_CODE)["name_translated"])


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the front page: `found` is what it shows, `index_url` where the rest is.

    `elsewhere` is where the territory's own language has what this one has nothing of.
    """

    name: str
    template: str
    found: Any
    index_url: str = ""
    kind: ContentKind | None = None
    elsewhere: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it shows nothing of what people wrote."""
        if isinstance(self.found, TownsMap):
            return not any(place.count for place in self.found.places)
        return not self.found

    @property
    def label(self) -> Any:
        """What it is called where it is not shown."""
        return SECTIONS[self.name]

    @property
    def is_column(self) -> bool:
        """Whether it stands beside others."""
        return self.kind is not None and not self.kind.wide


def default_sections() -> list[dict[str, Any]]:
    """Every section, in the order of the registry of kinds and of `SECTIONS`."""
    return [{"type": name, "value": None} for name in SECTIONS]


def front_of(territory: Territory, names: Iterable[str]) -> Front:
    """These sections, those that stand side by side in one row; a constant number of queries."""
    sections = list(filter(None, (section_of(territory, name) for name in dict.fromkeys(names))))
    if get_language() != settings.LANGUAGE_CODE and any(one.is_empty for one in sections):
        written = written_in_own_language(territory)
        sections = [told_elsewhere(one, written) if one.is_empty else one for one in sections]
    here = [section for section in sections if not section.elsewhere]
    rows = groupby(here, key=lambda section: section.is_column or section.name)
    elsewhere = [section for section in sections if section.elsewhere]
    return Front([list(row) for _key, row in rows], elsewhere)


def told_elsewhere(section: Section, written: set[type[Any]]) -> Section:
    """An empty section, and where its like is in the territory's own language if it is there."""
    kind = section.kind or registry.kinds[LIKE[section.name]]
    if kind.model not in written:
        return section
    spoken, own = home_path(get_language() or ""), home_path(settings.LANGUAGE_CODE)
    index = section.index_url or f"{spoken}{kind.index_path.removeprefix('/')}"
    return replace(section, elsewhere=own + index.removeprefix(spoken))


def written_in_own_language(territory: Territory) -> set[type[Any]]:
    """The kinds of pages that a visitor may read in the default language; one query."""
    read = PLAIN_PAGES.in_territory(territory, settings.LANGUAGE_CODE).visible()
    keys = set(read.order_by().values_list("content_type", flat=True).distinct())
    return {
        kind.model
        for kind in registry
        if ContentType.objects.get_for_model(kind.model, for_concrete_model=False).pk in keys
    }


def section_of(territory: Territory, name: str) -> Section | None:
    """A section and what it shows; None for a map of one place, which tells nothing."""
    start = home_path(get_language() or "")
    if name == "map":
        drawn = blogs_map(territory)
        return Section(name, TEMPLATES[name], drawn) if len(drawn.places) > 1 else None
    if name == "outcomes":
        found = list(latest_outcomes(territory))
        return Section(name, TEMPLATES[name], found, f"{start}consultations/?etat=clos")
    kind = next(kind for kind in registry if kind.section == name)
    cards = list(kind.for_cards(territory, kind.limit))
    return Section(name, CARDS, cards, start + kind.index_path.removeprefix("/"), kind)


def blogs_map(territory: Territory) -> TownsMap:
    """The communes, each with the number of its blogs and a link to them; two queries."""
    blogs = registry.kinds["blog"]
    counts = blogs.by_town(territory) if blogs.by_town else {}
    return towns_map(counts, f"{home_path(get_language() or '')}blogs/?liste=blogs&")
