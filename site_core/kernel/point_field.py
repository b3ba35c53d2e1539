"""The field that sets a point: the territory's communes on a plain ground, and no other site.

wagtailgeowidget 9.1 loads Leaflet from unpkg.com and tiles from OpenStreetMap. Here Leaflet comes
with the project, and tiles only from the address in `KIKALU_BASEMAP_URL`, when there is one.
Without JavaScript what remains is a field for the latitude and the longitude.
"""

import json
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter
from wagtailgeowidget.widgets import LeafletField

from . import territories
from .models.territory import Town
from .points import typed_point

FRANCE = (46.6, 2.5, 5)  # latitude and longitude in degrees, zoom level
NEAR, FAR = 15, 11  # zoom levels for a point already set, for a lone commune


class PointField(LeafletField):
    """Latitude and longitude in a text field, with a map above it."""

    input_type = "text"

    def format_value(self, value: Any) -> str:
        """The point as a person types it."""
        return typed_point(str(value or ""))

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """What the script needs, in one attribute; one query for the communes."""
        attrs: dict[str, Any] = forms.Widget.build_attrs(self, base_attrs, extra_attrs)
        attrs["inputmode"] = "text"
        attrs["autocomplete"] = "off"
        attrs["placeholder"] = _("for example 45.61890, 4.67120")
        attrs["data-controller"] = "point-field"
        attrs["data-point-field-options-value"] = json.dumps(self.options())
        return attrs

    def options(self) -> dict[str, Any]:
        """The ground of the map, and the words around it."""
        towns = towns_with_points()
        url = settings.BASEMAP_URL
        return {
            "towns": towns,
            "start": start(towns),
            "near": NEAR,
            "tiles": url,
            "attribution": urlsplit(url).hostname or "",
            "translations": {
                "unreadable": _("Write a latitude and a longitude, as in 45.6189, 4.6712."),
                "map": _("Map: click to set the point, or type it in the field below."),
                "remove": _("Remove the point"),
                "nearer": _("Zoom in"),
                "farther": _("Zoom out"),
            },
        }

    @cached_property
    def media(self) -> forms.Media:
        """Everything from our own host."""
        return forms.Media(
            css={"all": ("kernel/vendor/leaflet/leaflet.css", "kernel/point-field.css")},
            js=("kernel/vendor/leaflet/leaflet.js", "kernel/point-field.js"),
        )

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The field, then the place of the map."""
        field = forms.TextInput.render(self, name, value, attrs, renderer)
        return format_html('{}<div class="point-field" id="{}_map"></div>', field, attrs["id"])


# Not wagtailgeowidget's adapter, which names the tiles of another site in every form.
register(WidgetAdapter(), PointField)


def towns_with_points() -> list[dict[str, Any]]:
    """The communes of the territory in scope whose coordinates are known."""
    if territories.current_or_none() is None:
        return []
    rows = Town.objects.exclude(latitude=None).exclude(longitude=None)
    return list(rows.values("pk", "name", "latitude", "longitude"))


def start(towns: list[dict[str, Any]]) -> tuple[float, float, int]:
    """Where the map opens when no point is set: among the communes, else on the whole country."""
    if not towns:
        return FRANCE
    count = len(towns)
    latitude = sum(town["latitude"] for town in towns) / count
    longitude = sum(town["longitude"] for town in towns) / count
    return latitude, longitude, FAR
