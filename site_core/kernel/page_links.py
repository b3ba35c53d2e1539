"""Links from a text to a page: only to what a visitor of the same territory may read."""

from typing import Any

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.rich_text.pages import PageLinkHandler

from . import addresses, territories
from .models.page_rows import PLAIN_PAGES

LONGEST_KEY = 18  # digits of the largest key of a page


class TerritoryPageLinkHandler(PageLinkHandler):
    """Writes addresses of the territory in scope; elsewhere the words stay, without a link.

    A page that is a draft, kept for some or another territory's would tell its title by its
    address. A page translated in the language being spoken is linked in that language.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """The opening tag of each link; one query for all."""
        keys = [as_key(attrs.get("id", "")) for attrs in attrs_list]
        paths = paths_of(set(keys))
        return [f'<a href="{escape(paths[key])}">' if key in paths else "<a>" for key in keys]


def as_key(text: str) -> int:
    """The key of a page as our editor wrote it; 0, which is no page's, for anything else."""
    written = text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
    return int(text) if written else 0


def paths_of(keys: set[int]) -> dict[int, str]:
    """The addresses, on the host of the territory in scope, of those pages a visitor may read."""
    territory = territories.current_or_none()
    if territory is None:
        return {}
    asked = PLAIN_PAGES.filter(pk__in=keys)
    readable = PLAIN_PAGES.in_territory(territory).visible().select_related("locale")
    rows = list(readable.filter(translation_key__in=asked.values("translation_key")))
    spoken = {
        page.translation_key: page for page in rows if page.locale.language_code == get_language()
    }
    return {
        page.pk: addresses.page_path(version, home)
        for page in rows
        if page.pk in keys
        and (version := spoken.get(page.translation_key, page))
        and (home := territory.home_of(version))
    }
