"""Texts of pages, as the database keeps them."""

import json
import uuid
from collections.abc import Callable, Iterable
from typing import Any

Say = Callable[[str], str]
MORNANT = "SRID=4326;POINT(4.67120 45.61890)"


def block(kind: str, value: Any) -> dict[str, Any]:
    """One block."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def items(values: Iterable[Any]) -> list[dict[str, Any]]:
    """The items of a list inside a block."""
    return [block("item", value) for value in values]


def told(image: Any, words: str) -> dict[str, Any]:
    """A picture and its alternative text."""
    return {"image": image, "decorative": False, "alt_text": words}


def table(say: Say, rows: int = 1) -> dict[str, Any]:
    """Two columns with their headings."""
    return {
        "caption": say("caption of the table"),
        "columns": [
            {"type": "words", "heading": say("first heading")},
            {"type": "words", "heading": say("second heading")},
        ],
        "rows": [{"values": [say("name of a row"), say("cell")]} for _row in range(rows)],
    }


def words_blocks(say: Say) -> list[dict[str, Any]]:
    """The blocks that are made of words alone."""
    fold = {"title": say("question"), "text": f"<p>{say('answer')}</p>"}
    callout = {"kind": "info", "title": say("callout"), "text": f"<p>{say('its text')}</p>"}
    return [
        block("callout", callout),
        block("accordion", {"title": say("accordion"), "folds": items([fold])}),
        block("table", table(say)),
        block(
            "place", {"name": say("place"), "address": say("address of a place"), "point": MORNANT}
        ),
    ]


def file_blocks(say: Say, image: int, document: int) -> list[dict[str, Any]]:
    """The blocks that show files of the territory; keys of a picture and of a document."""
    pictures = [
        {"picture": told(image, say(f"alt {number}")), "caption": say(f"caption {number}")}
        for number in (1, 2)
    ]
    video = {
        "title": say("video"),
        "address": f"https://tube.test/{say('address of a video')}",
        "duration": say("duration"),
        "poster": told(image, say("alt of a poster")),
        "transcript": f"<p>{say('transcript')}</p>",
    }
    named = {"document": document, "title": say("title of a file")}
    return [
        block("gallery", {"pictures": items(pictures)}),
        block("video", video),
        block("files", {"title": say("files"), "files": items([named])}),
    ]


def events_block(say: Say, *, topic: Any = None, town: Any = None, number: int = 4) -> Any:
    """A list of events."""
    chosen = {"topic": topic, "town": town, "number": number}
    return block("events", {"heading": say("heading of the events"), **chosen})


def stored(blocks: Iterable[dict[str, Any]]) -> str:
    """The text as a field takes it."""
    return json.dumps(list(blocks))
