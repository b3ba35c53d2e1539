"""What the templates of the site's frame need to know; none of these asks the database twice."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.templatetags.static import static
from django.urls import Resolver404, get_urlconf, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from site_core.kernel.content import AUTHOR_KINDS

from .. import looks, tokens

register = template.Library()

RUBRICS = (
    ("/agenda/", _("Agenda")),
    ("/blogs/", _("Blogs")),
    ("/consultations/", _("Consultations")),
    ("/groupes/", _("Groups")),
    ("/carte/", _("Map")),
)
DOORS = ("account_", "members_", "mfa_")
SIGNING_UP = "/inscription/"
WRITTEN_BY_EDITORS = "wagtail_serve"


class Rubric(NamedTuple):
    """One link of the main navigation."""

    url: str
    label: Any
    current: str  # the value of aria-current, or empty


@register.simple_tag(takes_context=True)
def theme_url(context: template.Context) -> str:
    """The address of the host's stylesheet as it is now."""
    return reverse("theming:css", args=[_look(context).digest])


@register.simple_tag(takes_context=True)
def theme_look(context: template.Context) -> looks.Look:
    """The look of the page: the host's, or the one that is tried on it."""
    return _look(context)


@register.simple_tag(takes_context=True)
def theme_logo(context: template.Context) -> str:
    """The address of the mark that the theme of the page was drawn with."""
    return static(f"theming/themes/{_look(context).preset}/logo.svg")


@register.simple_tag(takes_context=True)
def place_name(context: template.Context) -> str:
    """The name on the nameplate."""
    territory = _territory(context)
    return territory.name if territory else looks.NETWORK_NAME


@register.simple_tag
def home_address() -> str:
    """The home page in the language of this page."""
    language = get_language()
    return "/" if language in {None, settings.LANGUAGE_CODE} else f"/{language}/"


@register.simple_tag(takes_context=True)
def rubrics(context: template.Context) -> list[Rubric]:
    """The main navigation, with the place of this page in it."""
    request = context.get("request")
    path = request.path if request else ""
    home = home_address()
    sections = [(in_language(url, home), label) for url, label in RUBRICS if answers(url)]
    entries = [(home, _("Front page")), *sections]
    return [Rubric(url, label, _current(path, url, home)) for url, label in entries]


@register.simple_tag(takes_context=True)
def way_back(context: template.Context) -> str:
    """What leads back here, or on to where one was going, from the doors; empty from the home."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if request is None or match is None:
        return ""
    wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_missing = match.view_name == WRITTEN_BY_EDITORS and "page" not in context
    is_door = match.view_name.startswith(DOORS)
    if not (is_missing or is_door or request.path == home_address()):
        wanted = request.get_full_path()
    return f"?{urlencode({REDIRECT_FIELD_NAME: wanted})}" if wanted else ""


@register.filter
def served(path: str) -> bool:
    """Whether a view answers this address, so that no page offers what is not there.

    Templates write addresses as they are at `/`, whatever the language of their page.
    """
    return _is_view(path, settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def first_step(context: template.Context, steps: Sequence[tuple[str, Any]]) -> tuple[str, Any]:
    """The first of these addresses, each with its verb, that is answered; else the last one.

    Nobody who has an account is told to sign up.
    """
    user = getattr(context.get("request"), "user", None)
    known = user is not None and user.is_authenticated
    offered = (step for step in steps if served(step[0]) and not (known and step[0] == SIGNING_UP))
    return next(offered, steps[-1])


@register.filter
def nameplate_lines(name: str) -> list[str]:
    """The parts of a name between which its nameplate may break."""
    return tokens.nameplate_lines(name)


@register.filter
def author_kind_label(kind: str) -> Any:
    """The word beside the shape."""
    return AUTHOR_KINDS.get(kind, "")


def answers(path: str) -> bool:
    """Whether a section has a page of the tree or a view; `/carte/` can only be a view."""
    return path != "/carte/" or served(path)


def in_language(path: str, home: str) -> str:
    """The address of a section below the home of the language being spoken.

    A view that speaks only the default language keeps its one address.
    """
    there = home + path.removeprefix("/")
    language = get_language() or settings.LANGUAGE_CODE
    return path if served(path) and not _is_view(there, language) else there


def _is_view(path: str, language: str) -> bool:
    urlconf = get_urlconf() or settings.ROOT_URLCONF
    return _view_name(path, urlconf, language) not in {"", WRITTEN_BY_EDITORS}


@lru_cache(maxsize=256)
def _view_name(path: str, urlconf: str, language: str) -> str:
    try:
        with override(language):
            return resolve(path, urlconf).view_name
    except Resolver404:
        return ""


def _current(path: str, url: str, home: str) -> str:
    if path == url:
        return "page"
    return "true" if url != home and path.startswith(url) else ""


def _territory(context: template.Context) -> Any:
    return getattr(context.get("request"), "territory", None)


def _look(context: template.Context) -> looks.Look:
    request = context.get("request")
    if request is None:
        return looks.look_of(None)
    if not hasattr(request, "theme_look"):
        request.theme_look = looks.look_of(_territory(context))
    look: looks.Look = request.theme_look
    return look
