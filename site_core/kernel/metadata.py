"""What a page tells to programs: search engines, social networks, readers (https://schema.org).

Everything comes from the page and from what its template already has: no query but the one for the
copy of its picture.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe

from . import addresses
from .models.territory import Territory

SHARED_PICTURE = "fill-1200x630|format-jpeg|jpegquality-76"
WIDTH, HEIGHT = 1200, 630  # pixels, the shape that social networks show
LOCALES = {"fr": "fr_FR", "en": "en_GB"}  # as Open Graph writes languages
# As django.utils.html.json_script does: nothing in a text may close the element it stands in.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture at a whole address, its size in pixels, and what it shows."""

    url: str
    width: int = WIDTH
    height: int = HEIGHT
    alt: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """One page, as programs are told of it; addresses are whole."""

    site_name: str
    start: str  # the address of the host, without a final slash
    url: str
    title: str
    description: str
    language: str
    picture: Picture | None
    is_article: bool
    graph: list[dict[str, Any]]

    @property
    def locale(self) -> str:
        """The language, as Open Graph writes it."""
        return LOCALES.get(self.language, self.language)

    @property
    def script(self) -> SafeString:
        """The graph as JSON-LD, safe inside an element `script`.

        Browsers do not run an element of this type: the content policy has no say in it.
        """
        told = {"@context": "https://schema.org", "@graph": self.graph}
        text = json.dumps(told, ensure_ascii=False)
        return mark_safe(text.translate(ESCAPES))  # noqa: S308 - escaped on this line


def about(page: Any, request: HttpRequest, context: Mapping[str, Any]) -> About:
    """What there is to tell of a page that is drawn with this context."""
    territory: Territory = request.territory  # type: ignore[attr-defined]
    home = territory.home_of(page)
    language = home.locale.language_code if home else settings.LANGUAGE_CODE
    start = addresses.public_url(territory.hostname, request)
    url = start + canonical_path(context)
    title = page.seo_title or page.title
    description = summary(page) or f"{title}, {territory.name}"
    picture = picture_of(page, start)
    entity: dict[str, Any] = page.structured_data(context)
    site = {"@id": f"{start}/#site"}
    publisher = {"@id": f"{start}/#publisher"}
    web_page = {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": title,
        "description": description,
        "inLanguage": language,
        "isPartOf": site,
        **dates(page),
    }
    graph: list[dict[str, Any]] = [
        {"@type": "WebSite", **site, "url": f"{start}/", "name": territory.name}
        | {"publisher": publisher},
        {"@type": "Organization", **publisher, "url": f"{start}/", "name": territory.name},
        web_page,
    ]
    if home is None or page.pk != home.pk:
        steps = [(addresses.home_path(language), territory.name), *context.get("breadcrumbs", ())]
        graph.append(trail([*steps, (context.get("address", ""), page.title)], start))
    if entity:
        common = {"url": url, "description": summary(page), "mainEntityOfPage": {"@id": url}}
        if picture:
            common["image"] = picture.url
        graph.append({key: value for key, value in (common | entity).items() if value})
    return About(
        site_name=territory.name,
        start=start,
        url=url,
        title=title,
        description=description,
        language=language,
        picture=picture,
        is_article=entity.get("@type") == "BlogPosting",
        graph=graph,
    )


def canonical_path(context: Mapping[str, Any]) -> str:
    """The path of what is shown: of a list, with the view and the page that were asked for."""
    asked = list(context.get("kept", ()))
    listing = context.get("listing")
    if listing and listing.page.number > 1:
        asked.append(("page", listing.page.number))
    path = iri_to_uri(context.get("address", ""))
    return f"{path}?{urlencode(asked)}" if asked else path


def summary(page: Any) -> str:
    """What the page says of itself in a sentence or two; empty when it says nothing."""
    for name in ("search_description", "introduction", "description"):
        if text := getattr(page, name, ""):
            return " ".join(text.split())
    return ""


def picture_of(page: Any, start: str) -> Picture | None:
    """Its lead picture in the shape that social networks show; one query at most."""
    if not getattr(page, "picture", None):
        return None
    copy = page.picture.get_rendition(SHARED_PICTURE)
    return Picture(whole(start, copy.url), copy.width, copy.height, page.alt)


def whole(start: str, address: str) -> str:
    """An address with its host; one that names another host, of a store of files, as it is."""
    return start + address if address.startswith("/") else address


def dates(page: Any) -> dict[str, str]:
    """When a page was first and last published."""
    found = {"datePublished": page.first_published_at, "dateModified": page.last_published_at}
    return {name: local(moment) for name, moment in found.items() if moment}


def local(moment: datetime) -> str:
    """A moment on the clocks of the place, as ISO 8601."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def trail(steps: list[tuple[str, str]], start: str) -> dict[str, Any]:
    """The way down to a page, itself included: (path, title) of each step."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": title,
                "item": start + iri_to_uri(path),
            }
            for number, (path, title) in enumerate(steps, 1)
        ],
    }
