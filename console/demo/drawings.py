"""The drawings of the demo, each told in words, and how they reach the pages they are about."""

from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import ContentFile

from console.models import DemoItem
from site_core.kernel import territories
from site_core.kernel.models import KikaluImage

from .upkeep import untouched, written_again

FOLDER = Path(__file__).with_name("pictures")
CREDIT = "Dessin : Kikalu"


@dataclass(frozen=True)
class Drawing:
    """A drawing: its title in the collection, and what it shows."""

    title: str
    shows: str


DRAWINGS: dict[str, Drawing] = {}


def illustrate(item: DemoItem, name: str) -> None:
    """Upload a drawing in the name of the owner of an item's page, and put it above the page.

    A page that somebody edited or deleted is left alone. The territory must be in scope.
    """
    page = untouched(item)
    if page is None:
        return
    drawing, file = DRAWINGS[name], f"{name}.webp"
    picture = KikaluImage(
        title=drawing.title,
        description=drawing.shows,
        credit=CREDIT,
        file=ContentFile((FOLDER / file).read_bytes(), file),
        collection=territories.here().collection,
        uploaded_by_user=page.owner,
    )
    picture.full_clean(exclude=["territory"])
    picture.save()
    page.picture = picture
    written_again(item, page)
