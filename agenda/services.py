"""What can be done in the agenda app, one function an act."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from .models import Agenda


def create_section(*, home: Page) -> Agenda:
    """The section of a new territory, at `/agenda/`."""
    section = Agenda(title=_("Agenda"), slug="agenda", show_in_menus=True, locale=home.locale)
    home.add_child(instance=section)
    return section
