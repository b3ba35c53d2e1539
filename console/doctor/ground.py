"""Whose territory each home page is, for all of them in two queries."""

from typing import Any

from django.db.models.functions import Substr
from wagtail.models import Page

from site_core.kernel.models import Territory
from site_core.kernel.territories import HOME_DEPTH, HOME_PATH_LENGTH


def territory_of_homes() -> dict[str, int]:
    """The territory's key by the path of each of its homes, in every language."""
    by_translation = dict(
        Territory.objects.order_by().values_list("site__root_page__translation_key", "pk")
    )
    homes = Page.objects.order_by().filter(depth=HOME_DEPTH).values_list("path", "translation_key")
    return {path: by_translation[key] for path, key in homes if key in by_translation}


def home_path(path: str = "path") -> Any:
    """The expression that gives the path of the home above a page."""
    return Substr(path, 1, HOME_PATH_LENGTH)
