"""What messaging follows: pages that are published, and what is decided of them."""

from typing import Any

from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    workflow_approved,
    workflow_rejected,
)

from site_core.kernel import territories
from site_core.kernel.content import registry

from .notifications import tell_review, tell_unpublished, tell_who_follows


@receiver(page_published)
def follow_publication(instance: Any, **_kwargs: Any) -> None:
    """Whoever follows it is told, by a worker; once, however often it is published."""
    territory = territories.territory_of_path(instance.path)
    if territory is not None and registry.of(type(instance)) in registry.news:
        tell_who_follows.enqueue(territory.pk, instance.pk)


@receiver(page_unpublished)
def follow_withdrawal(instance: Any, **_kwargs: Any) -> None:
    """Whoever wrote it is told when somebody else takes it off the site."""
    territory = territories.territory_of_path(instance.path)
    if territory is not None:
        with territories.enter(territory):
            tell_unpublished(instance, get_active_log_context().user)


@receiver(workflow_approved)
@receiver(workflow_rejected)
def follow_review(instance: WorkflowState, user: Any = None, **_kwargs: Any) -> None:
    """Whoever wrote it finds the decision on the site too; the review mails its reason."""
    page = instance.content_object
    territory = territories.territory_of_path(page.path) if isinstance(page, Page) else None
    if territory is not None:
        with territories.enter(territory):
            tell_review(instance, user)
