"""How French sets titles, whether programs put them together or people typed them."""

import re

from django import template
from django.utils.translation import get_language

register = template.Library()
KEPT = "\u00a0"  # a space where no line ends
JOINED = "\u2060"  # nothing, where no line ends
UNITS = "h|min|minutes?|heures?|jours?|mois|ans?|m|km|kg|g|l|t|euros?"
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
SET = (
    (APOSTROPHE, "’"),
    (re.compile(r"(?<=[\w)»”]):(?=\s)"), f"{KEPT}:"),
    (re.compile(r" (?=[:;?!»])"), KEPT),
    (re.compile(r"(?<=«) "), KEPT),
    (re.compile(rf"(?<=\d) (?=(?:{UNITS})\b|[€%]|\d{{3}}\b)"), KEPT),
    (re.compile(r"(?<=\d[ \u00a0]h) (?=\d)"), KEPT),
    (re.compile(r"-t-(?=(?:il|elle|on)s?\b)"), f"-{JOINED}t-{JOINED}"),
)


@register.filter
def well_set(text: object) -> str:
    """A title with the apostrophes and spaces of French; a sign stays on the line of its word."""
    said = str(text)
    if (get_language() or "").startswith("fr"):
        for found, kept in SET:
            said = found.sub(kept, said)
    return said


@register.filter
def within(words: object) -> str:
    """Words that could begin a sentence, inside one: French begins days with a small letter."""
    said = str(words)
    if (get_language() or "").startswith("fr"):
        said = said[:1].lower() + said[1:]
    return said
