"""What can be done in the blog app, one function an act."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from .models import BlogIndex


def create_section(*, home: Page) -> BlogIndex:
    """The section of a new territory, at `/blogs/`."""
    section = BlogIndex(title=_("Blogs"), slug="blogs", show_in_menus=True, locale=home.locale)
    home.add_child(instance=section)
    return section
