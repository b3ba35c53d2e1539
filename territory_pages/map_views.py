"""The map: what is written here, where it is about, and the same in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import conditional_page, require_safe

from site_core.kernel import translations
from site_core.kernel.addresses import public_url
from site_core.kernel.content import ContentKind, MapPoint, registry
from site_core.kernel.listing import chosen_town
from site_core.kernel.models import Territory, Town

from .map import towns_map

IN_A_TOWN = 8  # items of one commune before one chooses it


@dataclass(frozen=True, slots=True)
class Shown:
    """What the map shows: all the points of the kinds on it, and those that were asked for."""

    kinds: list[ContentKind]
    kind: ContentKind | None
    towns: list[Town]
    town: Town | None
    counts: Counter[str]
    points: list[MapPoint]

    @property
    def drawn(self) -> list[MapPoint]:
        """Those that stand on the ground; the others are in the list alone."""
        return [point for point in self.points if point.is_drawn]

    @property
    def undrawn(self) -> int:
        """How many are in the list alone."""
        return len(self.points) - len(self.drawn)

    def query(self, **other: str) -> str:
        """What was asked for, or something else instead, as an address says it."""
        asked = {
            "type": self.kind.slug if self.kind else "",
            "commune": self.town.code if self.town else "",
        } | other
        given = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(given)}" if given else ""


@dataclass(frozen=True, slots=True)
class Place:
    """A commune of the list, and what there is in it."""

    name: str
    url: str
    items: list[tuple[ContentKind, MapPoint]] = field(default_factory=list)
    total: int = 0

    @property
    def hidden(self) -> int:
        """How many are not in the list until one chooses the commune."""
        return self.total - len(self.items)


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The map, and its list for those who do not see it or cannot use it."""
    territory: Territory = request.territory  # type: ignore[attr-defined]
    shown = what_is_asked(request)
    path = reverse("territory_pages:map")
    by_town = Counter(point.town.pk for point in shown.points if point.town)
    context = {
        "address": path,
        "translations": translations.of_view(request, territory),
        "shown": shown,
        "tabs": [
            (kind, f"{path}{shown.query(type=kind.slug)}", shown.counts[kind.name])
            for kind in shown.kinds
        ],
        "all_url": path + shown.query(type=""),
        "total": shown.counts.total(),
        "kept": [("type", shown.kind.slug)] if shown.kind else [],
        "listing": SimpleNamespace(towns=shown.towns, town=shown.town),
        "places": places(shown, path),
        "drawing": towns_map(by_town, f"{path}?"),
        "atlas": atlas(shown, reverse("territory_pages:points") + shown.query()),
    }
    return render(request, "pages/territory_pages/map.html", context)


@require_safe
@conditional_page
def points(request: HttpRequest) -> HttpResponse:
    """The same points as GeoJSON (RFC 7946), whole addresses in them."""
    territory: Territory = request.territory  # type: ignore[attr-defined]
    start = public_url(territory.hostname, request)
    shown = what_is_asked(request)
    found = [feature(shown, point, start) for point in shown.drawn]
    return JsonResponse(
        {"type": "FeatureCollection", "features": found},
        content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False},
    )


def what_is_asked(request: HttpRequest) -> Shown:
    """The points of `?type=` and `?commune=`; Http404 for one that is not known here.

    One query for the communes and one for each kind, whatever is asked.
    """
    territory: Territory = request.territory  # type: ignore[attr-defined]
    kinds = [kind for kind in registry if kind.points]
    towns = list(Town.objects.all())
    town = chosen_town(request.GET.get("commune", ""), towns)
    kind = chosen_kind(request.GET.get("type", ""), kinds)
    every = [point for each in kinds if each.points for point in each.points(territory)]
    near = [point for point in every if town is None or point.town == town]
    asked = [point for point in near if kind is None or point.kind == kind.name]
    return Shown(kinds, kind, towns, town, Counter(point.kind for point in near), asked)


def chosen_kind(slug: str, kinds: Iterable[ContentKind]) -> ContentKind | None:
    """The kind of this name, or None when no name is given; Http404 when it is unknown."""
    if not slug:
        return None
    for kind in kinds:
        if kind.slug == slug:
            return kind
    raise Http404


def places(shown: Shown, path: str) -> list[Place]:
    """The communes with something in them, by name; what has none comes last."""
    by_kind = {kind.name: kind for kind in shown.kinds}
    most = None if shown.town else IN_A_TOWN
    by_town: dict[Town | None, list[MapPoint]] = {}
    for point in shown.points:
        by_town.setdefault(point.town, []).append(point)
    order = [town for town in shown.towns if town in by_town]
    found = [
        Place(
            name=town.name,
            url=path + shown.query(commune=town.code),
            items=[(by_kind[point.kind], point) for point in by_town[town][:most]],
            total=len(by_town[town]),
        )
        for town in order
    ]
    if elsewhere := by_town.get(None):
        items = [(by_kind[point.kind], point) for point in elsewhere]
        name = pgettext("on the map, without a commune", "Elsewhere")
        found.append(Place(name=name, url="", items=items, total=len(items)))
    return found


def feature(shown: Shown, point: MapPoint, start: str) -> dict[str, Any]:
    """One point as GeoJSON writes it: longitude first."""
    labels = {kind.name: str(kind.label) for kind in shown.kinds}
    return {
        "type": "Feature",
        "id": f"{point.kind}-{point.id}",
        "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]},
        "properties": {
            "kind": point.kind,
            "label": labels[point.kind],
            "title": point.title,
            "url": start + iri_to_uri(point.url),
            "place": point.place,
            "when": point.when_label,
            "precision": "point" if point.is_exact else "commune",
        },
    }


def atlas(shown: Shown, source: str) -> dict[str, Any]:
    """What the script of the map needs: where the points are, the ground, the words.

    `whole` asks for all the communes in the frame.
    """
    return {
        "source": source,
        "whole": shown.town is None,
        "tiles": settings.BASEMAP_URL,
        "towns": [
            {
                "name": town.name,
                "at": [town.latitude, town.longitude],
                "population": town.population or 0,
            }
            for town in shown.towns
            if town.latitude is not None and town.longitude is not None
        ],
        "kinds": {
            kind.name: {"label": str(kind.label), "plural": str(kind.plural)}
            for kind in shown.kinds
        },
        "words": {
            "map": _("Map: arrow keys to move, plus and minus to come nearer or go away."),
            "nearer": _("Come nearer"),
            "farther": _("Go away"),
            "close": _("Close"),
            "several": _("%(count)s publications"),
            "whole": _("in the commune, without a precise place"),
            "failed": _("The map could not be loaded. The list below holds all of it."),
        },
    }
