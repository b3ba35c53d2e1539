"""A look is made anew when one of the territory's pictures changes: its focal point, its words."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from site_core.kernel import generations
from site_core.kernel.models import KikaluImage

from .models import generation_key


@receiver((post_save, post_delete), sender=KikaluImage)
def follow_picture(instance: KikaluImage, **_kwargs: Any) -> None:
    """Whether a theme shows it is cheaper to see at the next request than to ask now."""
    generations.bump(generation_key(instance.territory_id))
