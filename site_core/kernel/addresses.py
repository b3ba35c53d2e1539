"""Addresses of pages, worked out from rows already loaded: no query, however many there are."""

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page

from .models.territory import Territory


def page_path(page: Page, home: Page) -> str:
    """The path of a page on its territory's host.

    `home` is the home page that it stands under, with its locale loaded. ValueError when the page
    stands elsewhere: an address must never be made up from another territory's page.
    """
    if not page.url_path.startswith(home.url_path):
        raise ValueError(f"{page.url_path} does not stand under {home.url_path}.")
    below: str = page.url_path[len(home.url_path) :]
    return home_path(home.locale.language_code) + below


def home_path(language: str) -> str:
    """Where the home page in a language answers: `/` for the default one, else `/<code>/`."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def home_in(territory: Territory, language: str | None = None) -> Page | None:
    """The home page in a language (the one being spoken when not given); None when not written."""
    language = language or get_language() or settings.LANGUAGE_CODE
    for home in territory.homes:
        if home.locale.language_code == language:
            return home
    return None
