"""What messaging follows: pages that are published."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from site_core.kernel import territories
from site_core.kernel.content import registry

from .notifications import tell_who_follows


@receiver(page_published)
def follow_publication(instance: Any, **_kwargs: Any) -> None:
    """Whoever follows it is told, by a worker; once, however often it is published."""
    territory = territories.territory_of_path(instance.path)
    if territory is not None and registry.of(type(instance)) in registry.news:
        tell_who_follows.enqueue(territory.pk, instance.pk)
