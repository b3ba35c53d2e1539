"""Writes a page of the territory with a block of each kind, as an editor would."""

from typing import Any

from django.core.files.base import ContentFile
from django.utils.html import format_html

from consultations.models import Poll
from members.models import User
from site_core.kernel.models import KikaluDocument, KikaluImage, Territory, Topic, Town
from site_core.kernel.points import format_point
from territory_pages.models import HomePage, StandardPage

from .pages import PAGES, Folder, WholePage

Blocks = list[tuple[str, Any]]
FEWEST, MOST = 2, 3  # pictures of the gallery


def write_page(territory: Territory, home: HomePage, editor: User) -> StandardPage:
    """The page of this territory, published; its pictures are those that the demo has uploaded."""
    words = PAGES[territory.slug]
    page = StandardPage(
        title=words.title,
        introduction=words.introduction,
        body=blocks(territory, words, editor),
        locale=home.locale,
        owner=editor,
        live=False,
        show_in_menus=True,
    )
    home.add_child(instance=page)
    page.save_revision(user=editor).publish()
    page.refresh_from_db()
    return page


def blocks(territory: Territory, words: WholePage, editor: User) -> Blocks:
    """Its text, block by block."""
    kind, title, text = words.callout
    caption, headings, rows = words.table
    heading, folds = words.questions
    event_heading, slug = words.events
    table = {
        "caption": caption,
        "columns": [{"type": "words", "heading": each} for each in headings],
        "rows": [{"values": list(row)} for row in rows],
    }
    answers = [{"title": asked, "text": paragraph(said)} for asked, said in folds]
    files = [
        {"document": document(territory, folder, editor), "title": ""} for folder in words.files
    ]
    return [
        ("text", paragraph(words.opening)),
        ("callout", {"kind": kind, "title": title, "text": paragraph(text)}),
        ("table", table),
        *pictures(words),
        ("callout", {"kind": "done", "title": words.done[0], "text": paragraph(words.done[1])}),
        ("accordion", {"title": heading, "folds": answers}),
        ("files", {"title": "À télécharger", "files": files}),
        ("place", place(words)),
        *polls(territory),
        (
            "events",
            {
                "heading": event_heading,
                "topic": Topic.objects.filter(slug=slug).first(),
                "town": None,
                "number": 3,
            },
        ),
    ]


def pictures(words: WholePage) -> Blocks:
    """A gallery where the place has pictures enough, then the video."""
    found = list(KikaluImage.objects.order_by("title", "pk")[:MOST])
    title, address, duration, transcript = words.video
    video = {
        "title": title,
        "address": address,
        "duration": duration,
        "poster": told(found[0]) if found else None,
        "transcript": paragraph(transcript),
    }
    if len(found) < FEWEST:
        return [("video", video)]
    shown = [{"picture": told(image), "caption": image.title} for image in found]
    return [("gallery", {"pictures": shown}), ("video", video)]


def told(image: KikaluImage) -> KikaluImage:
    """The picture with the words of its own description."""
    image.contextual_alt_text, image.decorative = image.description, False
    return image


def polls(territory: Territory) -> Blocks:
    """The poll that closes last: the front page shows the first one as its ballot."""
    latest = Poll.objects.in_territory(territory).live().order_by("-closes_at", "pk")
    return [("poll", poll) for poll in latest[:1]]


def place(words: WholePage) -> dict[str, str]:
    """Where it is, a few hundred metres from the middle of its commune."""
    name, address = words.place
    town = Town.objects.get(code=words.town)
    point = ""
    if town.latitude is not None and town.longitude is not None:
        north, east = words.steps
        point = format_point(town.latitude + north, town.longitude + east)
    return {"name": name, "address": address, "point": point}


def document(territory: Territory, folder: Folder, editor: User) -> KikaluDocument:
    """A small file, in the territory's collection."""
    kept = KikaluDocument(
        territory=territory,
        title=folder.title,
        file=ContentFile(folder.content.encode(), folder.filename),
        collection=territory.collection,
        uploaded_by_user=editor,
    )
    kept.save()
    return kept


def paragraph(text: str) -> str:
    """Rich text of one paragraph."""
    return format_html("<p>{}</p>", text)
