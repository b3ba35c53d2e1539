"""Short names in addresses, made of French names."""

from django.utils.text import slugify

from site_core.kernel.geography.names import fold


def slug_of(name: str) -> str:
    """The slug of a French name: ligatures are spelled out, apostrophes separate words."""
    return slugify(fold(name) or name)
