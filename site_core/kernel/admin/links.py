"""Links that the text editor stores: to pages and documents in scope, never to what is elsewhere.

A number typed by hand would otherwise tell the address of another territory's draft to whoever
typed it, and the title of the text that links there to the other territory.
"""

from typing import Any

from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    PageLinkElementHandler,
)
from wagtail.documents.rich_text.contentstate import (
    DocumentLinkElementHandler,
    document_link_entity,
)
from wagtail.models import Page

from .. import places, territories
from ..models.media import KikaluDocument
from ..page_links import as_key


def is_page_in_scope(number: Any) -> bool:
    """Whether there is a page of this number that the scope covers."""
    path = Page.objects.filter(pk=as_key(str(number))).values_list("path", flat=True).first()
    return path is not None and places.in_scope(path)


def is_document_in_scope(number: Any) -> bool:
    """Whether the territory in scope has a document of this number."""
    if territories.current_or_none() is None:
        return False
    return bool(KikaluDocument.objects.filter(pk=as_key(str(number))).exists())


class PageLinks(PageLinkElementHandler):
    """What the editor is told of a stored link to a page."""

    def get_attribute_data(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """As Wagtail's; of a page out of scope, what it tells of one that was deleted."""
        if not is_page_in_scope(attrs["id"]):
            return {"id": as_key(attrs["id"]), "url": None, "parentId": None}
        told: dict[str, Any] = super().get_attribute_data(attrs)
        return told


def store_page_link(props: dict[str, Any]) -> Any:
    """As Wagtail's; a link to a page out of scope is stored as plain words."""
    if props.get("id") is not None and not is_page_in_scope(props["id"]):
        return props["children"]
    return link_entity(props)


def store_document_link(props: dict[str, Any]) -> Any:
    """The same for documents."""
    if not is_document_in_scope(props.get("id")):
        return props["children"]
    return document_link_entity(props)


def register(features: Any) -> None:
    """Put these rules in the place of Wagtail's."""
    features.register_converter_rule(
        "contentstate",
        "link",
        {
            "from_database_format": {
                "a[href]": ExternalLinkElementHandler("LINK"),
                'a[linktype="page"]': PageLinks("LINK"),
            },
            "to_database_format": {"entity_decorators": {"LINK": store_page_link}},
        },
    )
    features.register_converter_rule(
        "contentstate",
        "document-link",
        {
            "from_database_format": {
                'a[linktype="document"]': DocumentLinkElementHandler("DOCUMENT")
            },
            "to_database_format": {"entity_decorators": {"DOCUMENT": store_document_link}},
        },
    )
