"""What specimens of the gallery are made of: a drawn village, invented cards."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from site_core.kernel.content import Card

WHEN = datetime(2026, 12, 5, 13, 30, tzinfo=UTC)
NOWHERE = "#contenu"
ALT = "Un village parmi les cerisiers, au soleil couchant"
LONG = "Un titre bien plus long que les autres, pour voir où se coupe l’intercommunalité"


@dataclass(frozen=True)
class ExampleCopy:
    """A copy of the example picture, as Wagtail's tags draw one."""

    url: str
    width: int
    height: int

    def img_tag(self, attributes: dict[str, Any]) -> SafeString:
        """The element, with the attributes of the tag."""
        own = {"src": self.url, "width": self.width, "height": self.height, "alt": ALT}
        return mark_safe(f"<img{flatatt(own | attributes)}>")  # noqa: S308 - flatatt escapes


class ExamplePicture:
    """A drawn village in the place of a picture of a territory."""

    credit = "Dessin : l’atelier du village"
    default_alt_text = ALT

    def get_rendition(self, spec: Any) -> ExampleCopy:
        """The one copy there is of this encoding."""
        text = getattr(spec, "spec", spec)
        encoding = next((one for one in ("avif", "webp") if one in text), "jpg")
        return ExampleCopy(static(f"theming/gallery/village.{encoding}"), 720, 450)

    def get_renditions(self, *specs: Any) -> dict[str, ExampleCopy]:
        """The same for each of several."""
        return {getattr(spec, "spec", spec): self.get_rendition(spec) for spec in specs}


PICTURE = {"picture": ExamplePicture(), "picture_alt": ALT}


@dataclass(frozen=True)
class Specimen:
    """A template, and what it is drawn with."""

    template: str
    context: dict[str, Any]
    inside: str = ""  # the class of the element around it
    listed: str = ""  # the class of the list that it is an item of


@dataclass(frozen=True)
class Shelf:
    """Specimens that belong together."""

    slug: str
    title: Any
    specimens: tuple[Specimen, ...]


def card(kind: str, **facts: Any) -> Card:
    """An invented card."""
    common: dict[str, Any] = {"id": 1, "url": NOWHERE, "place": "Le Bourg, Saint-Ouen-les-Eaux"}
    return Card(kind=kind, **{**common, **facts})


def post(**facts: Any) -> Card:
    """The card of a post."""
    common = {
        "title": "La passerelle est rouverte, et le banc aussi",
        "summary": "On y repasse depuis samedi. J’y ai croisé la moitié du village, et un héron.",
        "author_name": "Jeanne Dupré",
        "author_kind": "inhabitant",
        "when": WHEN,
    }
    return card("post", **{**common, **facts})


def event(**facts: Any) -> Card:
    """The card of an event."""
    common = {"title": "Bal du lavoir", "when": WHEN, "calendar_url": NOWHERE}
    return card("event", **{**common, **facts})


def poll(**facts: Any) -> Card:
    """The card of a poll."""
    common = {
        "title": "Où mettre le banc du chemin vert ?",
        "summary": "Il y en aura un. Choisissons ensemble le premier endroit.",
        "ends": WHEN,
        "when_label": "encore 3 jours",
    }
    return card("poll", **{**common, **facts})
