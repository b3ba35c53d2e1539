"""Panels of the page editor that are ours."""

from typing import Any

from wagtailgeowidget.panels import LeafletPanel

from .point_field import PointField


class PointPanel(LeafletPanel):
    """A map to click on, or two numbers to type."""

    def widget_overrides(self) -> dict[str, Any]:
        """Our own field instead of the one that calls other sites."""
        return {self.field_name: PointField()}
