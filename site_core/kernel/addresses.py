"""Addresses of hosts and pages, worked out from rows already loaded: no query."""

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.translation import get_language
from wagtail.models import Page

from .models.territory import Territory

DEFAULT_PORTS = {"http": "80", "https": "443"}


def page_path(page: Page, home: Page) -> str:
    """The path of a page on its territory's host.

    `home` is the home page that it stands under, with its locale loaded. ValueError when the page
    stands elsewhere: an address must never be made up from another territory's page.
    """
    if not page.url_path.startswith(home.url_path):
        raise ValueError(f"{page.url_path} does not stand under {home.url_path}.")
    below: str = page.url_path[len(home.url_path) :]
    return home_path(home.locale.language_code) + below


def path_in(territory: Territory, page: Page) -> str:
    """The path of a page that stands under one of the territory's homes; ValueError elsewhere."""
    home = territory.home_of(page)
    if home is None:
        raise ValueError(f"{page.url_path} does not stand in {territory}.")
    return page_path(page, home)


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


def public_url(hostname: str, request: HttpRequest | None = None) -> str:
    """What people type to reach `hostname`, without a final slash.

    Scheme and port are those of `request` when it came through a network (it names a host), else
    the settings PUBLIC_SCHEME and PUBLIC_PORT. `Site.port` never counts.
    """
    if request is not None and "HTTP_HOST" in request.META:
        scheme = str(request.scheme)
        port = split_domain_port(request._get_raw_host())[1]  # type: ignore[attr-defined]
    else:
        scheme, port = settings.PUBLIC_SCHEME, str(settings.PUBLIC_PORT)
    shown = "" if port in {"", DEFAULT_PORTS.get(scheme)} else f":{port}"
    return f"{scheme}://{hostname}{shown}"
