"""Makers of the things tests speak about; each goes through the product's own services."""

from .media import make_document, make_image
from .pages import (
    make_blog,
    make_event,
    make_group,
    make_poll,
    make_post,
    make_standard_page,
    make_text,
)
from .people import make_editor, make_member, make_operator, make_referent, make_user

__all__ = [
    "make_blog",
    "make_document",
    "make_editor",
    "make_event",
    "make_group",
    "make_image",
    "make_member",
    "make_operator",
    "make_poll",
    "make_post",
    "make_referent",
    "make_standard_page",
    "make_text",
    "make_user",
]
