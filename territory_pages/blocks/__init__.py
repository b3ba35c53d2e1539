"""All the blocks that a page of the territory may be made of."""

from typing import Any

from site_core.kernel.blocks import TextStreamBlock
from site_core.kernel.blocks.files import FilesBlock, VideoBlock
from site_core.kernel.blocks.notes import AccordionBlock, CalloutBlock
from site_core.kernel.blocks.pictures import GalleryBlock
from site_core.kernel.blocks.tables import TableBlock

from .events import EventListBlock
from .places import PlaceBlock
from .polls import PollBlock

MOST_LISTS = 5  # of events, in one text


class PageStreamBlock(TextStreamBlock):
    """A text, and what the territory has to show: pictures, documents, places, polls, events."""

    callout = CalloutBlock()
    accordion = AccordionBlock()
    table = TableBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    files = FilesBlock()
    place = PlaceBlock()
    poll = PollBlock()
    events = EventListBlock()

    class Meta:
        block_counts: dict[str, Any] = {"events": {"max_num": MOST_LISTS}}
