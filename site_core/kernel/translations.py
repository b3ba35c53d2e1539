"""A page in the languages that its territory speaks."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from . import addresses
from .models.page_rows import PLAIN_PAGES
from .models.territory import Territory


class Spoken(NamedTuple):
    """Where a page, or failing it the home, is in one language."""

    code: str
    name: str
    path: str
    url: str  # absolute, for search engines; empty when the page itself is not in this language


def of(page: Page, territory: Territory, request: HttpRequest) -> list[Spoken]:
    """The territory's languages, each with this page's address in it or the home's.

    Empty where only one language is spoken. One query, none for the home. An alias counts for
    nothing: it is the same text under another address.
    """
    if len(territory.languages) == 1:
        return []
    paths = {
        home.locale.language_code: addresses.page_path(found, home)
        for found in _versions(page, territory)
        if (home := territory.home_of(found))
    }
    return [
        Spoken(
            code,
            name,
            paths.get(code, addresses.home_path(code)),
            request.build_absolute_uri(paths[code]) if code in paths else "",
        )
        for code, name in settings.LANGUAGES
        if code in territory.languages
    ]


def of_view(request: HttpRequest, territory: Territory) -> list[Spoken]:
    """The languages of a view that answers under each home; empty where there is only one."""
    if len(territory.languages) == 1:
        return []
    below = request.get_full_path().removeprefix(addresses.home_path(get_language() or ""))
    paths = {code: addresses.home_path(code) + below for code in territory.languages}
    return [
        Spoken(code, name, paths[code], request.build_absolute_uri(paths[code]))
        for code, name in settings.LANGUAGES
        if code in paths
    ]


def _versions(page: Page, territory: Territory) -> list[Page]:
    if page in territory.homes:
        return [home for home in territory.homes if home.live]
    versions = PLAIN_PAGES.in_territory(territory).visible()
    return list(versions.filter(translation_key=page.translation_key, alias_of=None))
