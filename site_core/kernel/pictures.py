"""Pictures of many pages at once."""

from itertools import product
from typing import Any

from django.db.models import Prefetch

from .models.media import KikaluImage

# What `templates/components/picture.html` draws on a card.
CARD_RENDITIONS = tuple(
    f"format-{kind}|fill-{size}" for kind, size in product(("webp", "jpeg"), ("360x225", "720x450"))
)


def with_card_pictures(rows: Any) -> Any:
    """Pages with their pictures and the copies a card shows: two queries, however many rows."""
    pictures = KikaluImage.objects.prefetch_renditions(*CARD_RENDITIONS)
    return rows.prefetch_related(Prefetch("picture", queryset=pictures))
