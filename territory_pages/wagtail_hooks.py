"""What the pages of a territory change in Wagtail."""

from typing import Any

from wagtail import hooks

from site_core.kernel.page_links import TerritoryPageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def link_inside(features: Any) -> None:
    """Links between pages stay inside the territory."""
    features.register_link_type(TerritoryPageLinkHandler)
