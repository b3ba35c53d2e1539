"""Makes the copies of the pictures of a published page before anybody asks for them.

An AVIF copy takes about a second to write: no reader should wait for twenty of them.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django_tasks import task
from wagtail.fields import StreamField
from wagtail.models import Page

from . import scoping, territories
from .events import page_written
from .metadata import SHARED_PICTURE
from .models.media import KikaluImage
from .pictures import CARD_RENDITIONS, LEAD_RENDITIONS, TEXT_RENDITIONS, pictures_of_texts

PICTURED = frozenset({"gallery", "picture", "video"})  # blocks that draw pictures


@receiver(page_written)
def follow_pictures(page: Any, update_fields: Any, **_kwargs: Any) -> None:
    """A page that is published with pictures has their copies made once it is committed."""
    if update_fields is None and page.live and has_pictures(page):
        territory = territories.territory_of_path(page.path)
        if territory is not None:
            transaction.on_commit(partial(make_copies.enqueue, territory.pk, page.pk))


@task()
def make_copies(territory_id: int, page_id: int) -> None:
    """Write the copies that are missing; done again, it changes nothing."""
    with scoping.scope(territory_id):
        found = Page.objects.filter(pk=page_id, live=True).first()
        page = found and found.specific
        if page is None:
            return
        if picture := getattr(page, "picture", None):
            picture.get_renditions(*CARD_RENDITIONS, *LEAD_RENDITIONS, SHARED_PICTURE)
        for picture in pictures_of_texts(keys_in(page)).values():
            picture.get_renditions(*TEXT_RENDITIONS)


def texts_of(page: Any) -> Iterator[tuple[StreamField, Any]]:
    """The texts of a page, each with its field."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            yield field, getattr(page, field.name)


def has_pictures(page: Any) -> bool:
    """Whether there is anything to copy; no query."""
    if getattr(page, "picture_id", None):
        return True
    return any(raw["type"] in PICTURED for _field, text in texts_of(page) for raw in text.raw_data)


def keys_in(page: Any) -> set[int]:
    """The keys of the pictures in the texts of a page."""
    return {
        int(key)
        for field, text in texts_of(page)
        for model, key, _model_path, _content_path in field.extract_references(text)
        if issubclass(model, KikaluImage)
    }
