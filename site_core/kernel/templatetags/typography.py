"""How French sets what programs put together."""

import re

from django import template
from django.utils.translation import get_language

register = template.Library()
GLUED = re.compile(r"(?<=[\w)»”]):(?=\s)")


@register.filter
def well_set(text: object) -> str:
    """A title that was put together with a colon, with the space that French puts before it."""
    said = str(text)
    return GLUED.sub("\u00a0:", said) if (get_language() or "").startswith("fr") else said
