"""What any visitor reads, kept in memory until something changes in the territory.

The outermost middleware: a page that is known answers before the session, the database and the
templates are touched. Only what is the same for everybody is kept: a plain address without a query,
asked for without a session, answered without a cookie. Each process keeps its own pages; whether
they still hold is told by a generation that all processes read, moved on by every write to a row of
the territory (`follow_rows`). Time passes too: a page is drawn again after `PAGE_CACHE_SECONDS`,
so that « demain » and « encore 3 jours » stay true.
"""

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response, patch_vary_headers
from wagtail.models import Page
from wagtail.signals import post_page_move

from . import generations, hosts, scoping, territories
from .models.territory import Territory

Handler = Callable[[HttpRequest], HttpResponse]
Key = tuple[str, bool, str]

MOST_BYTES = 64 * 1024 * 1024  # in one process, all territories together
LARGEST = 1024 * 1024  # bytes: a longer page is not kept
PATIENCE = 10  # seconds to wait for somebody who draws the same page
# Answered for one person, or by themselves in no time.
NEVER = (
    "/admin/",
    "/compte/",
    "/connexion/",
    "/deconnexion/",
    "/inscription/",
    "/media/",
    "/sante/",
    "/static/",
)
PRIVATE = re.compile(r"\b(?:private|no-store)\b")
ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, as drawn at one generation of its territory."""

    generation: str
    until: float  # by time.monotonic()
    headers: dict[str, str]
    body: bytes
    packed: bytes  # the body, compressed

    @property
    def size(self) -> int:
        """How much memory it takes, in bytes."""
        return len(self.body) + len(self.packed)


class Shelf:
    """The pages kept by this process, those read least recently first to go."""

    def __init__(self) -> None:
        self.pages: OrderedDict[Key, Kept] = OrderedDict()
        self.bytes = 0
        self.lock = threading.Lock()

    def find(self, key: Key, generation: str) -> Kept | None:
        """The page, when it was drawn at this generation and not too long ago."""
        with self.lock:
            kept = self.pages.get(key)
            if kept is None or kept.generation != generation or kept.until < time.monotonic():
                return None
            self.pages.move_to_end(key)
            return kept

    def put(self, key: Key, kept: Kept) -> None:
        """Keep a page in place of the one before."""
        with self.lock:
            self.drop(key)
            self.pages[key] = kept
            self.bytes += kept.size
            while self.bytes > MOST_BYTES:
                self.drop(next(iter(self.pages)))

    def drop(self, key: Key) -> None:
        """Let a page go, if it is there; the lock is held."""
        if gone := self.pages.pop(key, None):
            self.bytes -= gone.size

    def clear(self) -> None:
        """Let every page go: for tests, which undo their writes without committing."""
        with self.lock:
            self.pages.clear()
            self.bytes = 0


shelf = Shelf()


class PageCacheMiddleware:
    """Answers visitors from memory; one of them at a time draws a page that is missing."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.drawing: dict[Key, threading.Event] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page as kept, else as drawn now."""
        territory = whose_page(request)
        if territory is None:
            return self.get_response(request)
        key: Key = (request.get_host().lower(), request.is_secure(), request.path_info)
        generation = current(territory)
        kept = shelf.find(key, generation)
        if kept is None and (another := self.drawing.get(key)):
            another.wait(PATIENCE)
            kept = shelf.find(key, generation)
        if kept is None:
            response, kept = self.draw(request, key, generation)
            if kept is None:
                return response
        return answer(request, kept)

    def draw(
        self, request: HttpRequest, key: Key, generation: str
    ) -> tuple[HttpResponse, Kept | None]:
        """Draw a page, while others who ask for it wait, and keep it if anybody may read it."""
        drawn = self.drawing.setdefault(key, threading.Event())
        try:
            response = self.get_response(request)
            if not is_for_everybody(request, response):
                return response, None
            kept = page_of(response, generation)
            shelf.put(key, kept)
            return response, kept
        finally:
            self.drawing.pop(key, None)
            drawn.set()


def whose_page(request: HttpRequest) -> Territory | None:
    """The territory whose page may be answered from memory; None when this request's may not."""
    if (
        not settings.PAGE_CACHE_SECONDS
        or request.method not in {"GET", "HEAD"}
        or request.META.get("QUERY_STRING")
        or request.path_info.startswith(NEVER)
        or not request.COOKIES.keys().isdisjoint({settings.SESSION_COOKIE_NAME, "messages"})
    ):
        return None
    try:
        hostname = request.get_host().rsplit(":", 1)[0].rstrip(".").lower()
    except DisallowedHost:
        return None
    host = hosts.remembered(hostname)
    territory = host.territory if host else None
    if territory is None or territory.state == Territory.State.SUSPENDED:
        return None
    return territory


def is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer holds nothing that is one person's."""
    return (
        request.method == "GET"
        and response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and not PRIVATE.search(response.headers.get("Cache-Control", ""))
        and len(response.content) <= LARGEST
    )


def page_of(response: HttpResponse, generation: str) -> Kept:
    """What is kept of an answer, which browsers may keep too if they ask before they show it."""
    digest = hashlib.sha256(response.content).hexdigest()[:20]
    response.headers.setdefault("Cache-Control", "no-cache")
    response.headers["ETag"] = f'W/"{digest}"'
    patch_vary_headers(response, ["Accept-Encoding"])
    return Kept(
        generation=generation,
        until=time.monotonic() + settings.PAGE_CACHE_SECONDS,
        headers=dict(response.headers),
        body=response.content,
        packed=gzip.compress(response.content, mtime=0),
    )


def answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    """A kept page, compressed for those who read that; nothing but 304 for those who have it."""
    known = get_conditional_response(request, etag=kept.headers["ETag"])
    if isinstance(known, HttpResponseNotModified):
        return known
    packed = ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", ""))
    response = HttpResponse(kept.packed if packed else kept.body, headers=kept.headers)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    return response


def current(territory: Territory) -> str:
    """The generation of a territory's pages."""
    return generations.current(f"pages:{territory.pk}")


def changed(territory_id: int) -> None:
    """Draw every page of this territory again, in every process, once this transaction commits."""
    generations.bump(f"pages:{territory_id}")


@receiver(scoping.rows_written)
def follow_many_rows(territories: Iterable[int], **_kwargs: Any) -> None:
    """Rows were written together, without a signal for each."""
    for territory_id in territories:
        changed(territory_id)


@receiver((post_save, post_delete))
def follow_rows(sender: type[Model], instance: Any, **_kwargs: Any) -> None:
    """A row of a territory, the territory itself or one of its pages was written."""
    if scoping.is_scoped(sender):
        changed(instance.territory_id)
    elif sender is Territory:
        changed(instance.pk)
    elif issubclass(sender, Page):
        follow_path(instance.path)


@receiver(post_page_move)
def follow_moves(parent_page_before: Page, parent_page_after: Page, **_kwargs: Any) -> None:
    """A page was moved."""
    follow_path(parent_page_before.path)
    follow_path(parent_page_after.path)


def follow_path(path: str) -> None:
    """A page at this tree path was written."""
    if territory := territories.territory_of_path(path):
        changed(territory.pk)
