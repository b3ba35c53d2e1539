"""No tags in the admin: there is one table of them, and it belongs to no territory.

Our pictures and documents have none. Wagtail's lists and choosers would offer the ten most used of
the whole deployment all the same, should somebody add some by hand.
"""

from typing import Any

from taggit.models import Tag
from wagtail.admin import filters
from wagtail.images.views import chooser


def none_of(_model: Any, count: int = 0) -> Any:
    """In the place of Wagtail's `popular_tags_for_model`."""
    return Tag.objects.none()


def hide() -> None:
    """Offer no tag where Wagtail offers the most used ones."""
    for module in (filters, chooser):
        module.popular_tags_for_model = none_of
