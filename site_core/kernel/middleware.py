"""What happens to every request before a view sees it, in this order."""

import re
import traceback
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest, DisallowedHost, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.datastructures import MultiValueDictKeyError
from draftjs_exporter.error import ExporterException

from . import health, hosts, policies, scoping, territories
from .admin import doors, wall
from .logs import request_context
from .models.territory import Territory

Handler = Callable[[HttpRequest], HttpResponse]
UNKNOWN_HOST = "Aucun site à cette adresse."
PLAIN = (
    "<!doctype html><html lang='fr'><meta charset='utf-8'>"
    "<meta name='viewport' content='width=device-width, initial-scale=1'>"
    "<title>{status}</title><main><h1>{status}</h1><p>{sentence}</p></main></html>"
)
LONGEST_PARAMETER = 4_000
# The operator signs in and works on a territory that is closed to everybody else.
OPEN_WHEN_SUSPENDED = (
    "/admin/",
    "/connexion/",
    "/deconnexion/",
    "/compte/securite/",
    "/compte/verifier/",
    "/theme.",
)
# What Wagtail and Django raise over a value that their widgets never send, and where they read it.
UNREADABLE = (
    ArithmeticError, AttributeError, ExporterException, LookupError, RecursionError, TypeError,
    ValidationError, ValueError,
)  # fmt: skip
READING = frozenset({"value_from_datadict", "_clean_fields", "_construct_form"})
# C0 controls except tab, line feed and carriage return; DEL; lone surrogates.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class CleanInputMiddleware:
    """Refuses what no person types (NUL, broken UTF-8, endless parameters) with a plain 400."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check the address, and the form when one was sent as fields."""
        request.id = uuid.uuid4().hex  # type: ignore[attr-defined]
        token = request_context.set({"request": request.id})  # type: ignore[attr-defined]
        try:
            if reason := self.refusal(request):
                return plain(reason, 400)
            return self.get_response(request)
        finally:
            request_context.reset(token)

    def refusal(self, request: HttpRequest) -> str:
        """The sentence that says what to change, or nothing."""
        raw = request.META.get("RAW_PATH") or request.path_info
        query = request.META.get("QUERY_STRING", "")
        if FORBIDDEN.search(request.path_info) or "\ufffd" in request.path_info:
            return "Cette adresse contient un caractère interdit. Vérifiez-la et réessayez."
        try:
            unquote_to_bytes(raw.replace("+", " ")).decode()
            unquote_to_bytes(query.replace("+", " ")).decode()
        except UnicodeDecodeError:
            return "Cette adresse contient un caractère illisible. Vérifiez-la et réessayez."
        if len(request.path_info) > LONGEST_PARAMETER or any(
            len(text) > LONGEST_PARAMETER
            for name, values in request.GET.lists()
            for text in (name, *values)
        ):
            return "Cette adresse est trop longue. Raccourcissez votre recherche et réessayez."
        fields = [*request.GET.lists()]
        if request.method == "POST" and not is_upload(request):
            fields += request.POST.lists()
        if any(FORBIDDEN.search(str(text)) for name, texts in fields for text in (name, *texts)):
            return "Un champ contient un caractère interdit. Retirez-le et réessayez."
        return ""


def is_upload(request: HttpRequest) -> bool:
    """Whether reading the form would read an uploaded file before its view can refuse it."""
    return not (request.content_type or "").startswith("application/x-www-form-urlencoded")


def plain(sentence: str, status: int) -> HttpResponse:
    """An answer that needs neither database nor template."""
    return HttpResponse(PLAIN.format(status=status, sentence=sentence), status=status)


class HealthMiddleware:
    """Answers `/sante/vivant` and `/sante/pret` on any host, before hosts are checked."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Liveness and readiness; anything else goes on."""
        if request.path_info == "/sante/vivant":
            return health.alive()
        if request.path_info == "/sante/pret":
            return health.ready()
        return self.get_response(request)


class TerritoryMiddleware:
    """Host to territory: unknown hosts are 404, everything below runs in the host's scope."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Open the scope, answer inside it, and keep it for streamed answers."""
        try:
            hostname = request.get_host().rsplit(":", 1)[0].rstrip(".").lower()
        except DisallowedHost:
            return plain(UNKNOWN_HOST, 404)
        host = hosts.find(hostname)
        if host is None:
            return plain(UNKNOWN_HOST, 404)
        if host.territory and is_closed(request, host.territory):
            return closed_for_now(host.territory)
        request._wagtail_site = host.site  # type: ignore[attr-defined]
        request.territory = host.territory  # type: ignore[attr-defined]
        request.hostname = hostname  # type: ignore[attr-defined]
        if host.territory is None:
            request.urlconf = "site_core.urls_network"
            opened = scoping.closed()
        else:
            opened = territories.enter(host.territory)
        with opened:
            response = self.get_response(request)
            if response.streaming:
                scope = scoping.snapshot()
                response.streaming_content = scoping.stream_in_scope(  # type: ignore[attr-defined]
                    response.streaming_content,  # type: ignore[attr-defined]
                    scope,
                )
        return response


def is_closed(request: HttpRequest, territory: Territory) -> bool:
    """Whether the territory is suspended and the address is not one the operator needs."""
    suspended = territory.state == Territory.State.SUSPENDED
    return suspended and not request.path_info.startswith(OPEN_WHEN_SUSPENDED)


def closed_for_now(territory: Territory) -> HttpResponse:
    """What everybody reads on the host of a suspended territory: why it is closed."""
    page = render_to_string("errors/503.html", {"sentence": territory.suspension_reason})
    return HttpResponse(
        page, status=503, headers={"Retry-After": "3600", "Cache-Control": "no-store"}
    )


class HostSessionMiddleware(SessionMiddleware):
    """A session belongs to the host it was opened on: elsewhere its cookie opens nothing."""

    def process_request(self, request: HttpRequest) -> None:
        """Start an empty session when the cookie comes from another host."""
        super().process_request(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            session: Any = request.session
            if session.get("_host") != request.hostname:  # type: ignore[attr-defined]
                request.session = self.SessionStore()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Write the host into a session that is about to be saved."""
        session: Any = getattr(request, "session", None)
        if session is not None and session.modified and not session.is_empty():
            session["_host"] = request.hostname  # type: ignore[attr-defined]
        return super().process_response(request, response)


class LanguageMiddleware:
    """The address alone chooses the language: French at `/`, others where the home is translated.

    Raises Http404 for a language that the territory does not speak.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the language for this request only."""
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        territory: Territory | None = request.territory  # type: ignore[attr-defined]
        spoken = territory.languages if territory else [settings.LANGUAGE_CODE]
        with translation.override(language):
            request.LANGUAGE_CODE = language
            if language != settings.LANGUAGE_CODE and language not in spoken:
                raise Http404
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


class AdminWallMiddleware:
    """Before Wagtail's admin: a role here is needed, and what is elsewhere is not here."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let in those who hold a role on this host."""
        if is_admin(request) and request.user.is_authenticated:
            territory: Territory | None = request.territory  # type: ignore[attr-defined]
            leaving = request.path_info.startswith(doors.ENTRANCES)
            if not leaving and not policies.may_enter_admin(request.user, territory):
                return render(request, "errors/403.html", status=403)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Check the door and every row that the address names, before the view loads any."""
        match = request.resolver_match
        if match and match.view_name in doors.CLOSED_OUTSIDE:
            raise Http404
        return wall.refuse_or_lead(request, view, kwargs) if is_admin(request) else None


class AdminTransactionMiddleware:
    """What is sent to Wagtail's admin is one transaction: an act and its record, or neither.

    Some of Wagtail's views save first and log afterwards (decision 0004). It comes last, when the
    doors have been passed.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do around the view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Run the view of a form in a transaction; what it raises undoes all of it."""
        if is_admin(request) and request.method == "POST":
            try:
                response: HttpResponse = transaction.atomic(view)(request, *args, **kwargs)
            except MultiValueDictKeyError as error:
                raise BadRequest(f"The form lacks {error}.") from error
            except UNREADABLE as error:
                if not broke_reading_the_form(error):
                    raise
                raise BadRequest(f"The form cannot be read: {error!r}.") from error
            return response
        return None


def broke_reading_the_form(error: BaseException) -> bool:
    """Whether something gave way while a form was read: what no screen of ours sends."""
    steps = (step for step, _line in traceback.walk_tb(error.__traceback__))
    return any(step.f_code.co_name in READING for step in steps)


def is_admin(request: HttpRequest) -> bool:
    """Whether the address is one of the admin's."""
    return request.path_info.startswith("/admin/")
