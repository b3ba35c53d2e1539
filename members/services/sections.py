"""The part of a new territory's tree that this app fills."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from ..models import GroupIndex


def create_section(*, home: Page) -> GroupIndex:
    """The section of a new territory, at `/groupes/`."""
    section = GroupIndex(title=_("Groups"), slug="groupes", show_in_menus=True, locale=home.locale)
    home.add_child(instance=section)
    return section
