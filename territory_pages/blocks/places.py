"""Where something is, inside a text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from site_core.kernel.point_field import PointField
from site_core.kernel.points import format_point, parse_point

from ..place_map import place_map
from .supplies import supplies_for


class PointBlock(blocks.CharBlock):
    """A point set on the map of the territory, or typed: latitude, longitude."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "max_length": 80, "search_index": False})
        self.field.widget = PointField()

    def deconstruct(self) -> tuple[str, Any, Any]:
        """Migrations need not know how it is set."""
        return "wagtail.blocks.CharBlock", [], {"max_length": 80, "search_index": False}

    def clean(self, value: Any) -> str:
        """The point as it is stored; refuse what is none."""
        text = super().clean(value)
        try:
            latitude, longitude = parse_point(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        known = latitude is not None and longitude is not None
        return format_point(latitude, longitude) if known else ""  # type: ignore[arg-type]

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Nothing: a point is said in no language."""
        return []


class PlaceBlock(blocks.StructBlock):
    """A place, drawn among the communes around it and told in words."""

    name = blocks.CharBlock(max_length=120, label=_("name of the place"))
    address = blocks.TextBlock(
        max_length=300,
        label=_("address and how to get there"),
        help_text=_("In words, for those who do not see the map: street, stop, entrance."),
    )
    point = PointBlock(
        required=False,
        label=_("point on the map"),
        help_text=_("Click on the map. Left empty, the place is told in words only."),
    )

    class Meta:
        icon = "site"
        label = _("place on the map")
        group = _("Life of the place")
        template = "blocks/place.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The drawing, None when no point is set."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        try:
            latitude, longitude = parse_point(value["point"] or "")
        except ValueError:
            latitude = longitude = None
        drawing = None
        if latitude is not None and longitude is not None:
            drawing = place_map(latitude, longitude, supplies_for(parent_context).towns)
        return {**context, "drawing": drawing}
