"""The section of a territory that holds its consultations."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from ..models import ConsultationIndex


def create_section(*, home: Page) -> ConsultationIndex:
    """The section of a new territory, at `/consultations/`."""
    section = ConsultationIndex(
        title=_("Consultations"), slug="consultations", show_in_menus=True, locale=home.locale
    )
    home.add_child(instance=section)
    return section
