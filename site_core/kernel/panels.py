"""Panels of the page editor that are ours."""

from wagtailgeowidget.panels import LeafletPanel


class PointPanel(LeafletPanel):
    """A map to click on."""
