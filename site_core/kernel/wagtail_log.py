"""What staff do in Wagtail's admin enters the audit chains, with Wagtail's own log entry.

Wagtail logs an act where it happens, most often in the transaction of the act. Recorded are the
acts: creation, publication, withdrawal, deletion, move, review, locks, privacy, files, accounts.
Left out are saved drafts of pages (a page is saved at each pause in typing, its revisions keep
them), notes in the margin, and what people change in their own account. A citizen's acts are not
staff's: an app records the few that matter by itself.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import ModelLogEntry, PageLogEntry

from . import audit, policies, scoping, territories
from .models.territory import Territory

DRAFT = "wagtail.edit"
NOTES = "wagtail.comments."
BY_THE_CLOCK = ("wagtail.publish.scheduled", "wagtail.unpublish.scheduled")


@receiver(post_save, sender=PageLogEntry)
def page_act(instance: PageLogEntry, raw: bool = False, **_kwargs: Any) -> None:
    """An act on a page enters the chain of the page's territory."""
    if raw or instance.action == DRAFT or instance.action.startswith(NOTES):
        return
    territory = territories.territory_of_path(instance.page.path)
    add(instance, territory, str(instance.page_id))


@receiver(post_save, sender=ModelLogEntry)
def model_act(instance: ModelLogEntry, raw: bool = False, **_kwargs: Any) -> None:
    """An act on a row enters the chain of its territory; on a row of no territory, the operator's.

    A scoped row can only have been written in its own territory: the one in scope.
    """
    if raw or instance.content_type is None:
        return
    model = instance.content_type.model_class()
    scoped = model is not None and scoping.is_scoped(model)
    add(instance, territories.current_or_none() if scoped else None, instance.object_id)


def add(entry: Any, territory: Territory | None, target_id: str) -> None:
    """Record a log entry, when its author is staff here or it was done by the clock."""
    user = entry.user
    kind: ContentType = entry.content_type
    is_person = kind.model_class() is get_user_model()
    is_own_account = is_person and user is not None and target_id == str(user.pk)
    if is_own_account or not (entry.action in BY_THE_CLOCK or is_staff(user, territory)):
        return
    audit.record(
        territory=territory,
        actor=user,
        action=entry.action,
        target=audit.Target(
            kind=f"{kind.app_label}.{kind.model}",
            id=target_id,
            label=entry.label[: audit.LONGEST_LABEL],
            person=int(target_id) if is_person else None,
        ),
        why=entry.data.get("comment", ""),
        log={name: value for name, value in entry.data.items() if name != "comment"},
    )


def is_staff(user: Any, territory: Territory | None) -> bool:
    """Whether what this person does here is an act of staff."""
    if user is None:
        return False
    if territory is None:
        return bool(policies.is_operator(user) or policies.territories_of(user).exists())
    return policies.is_operator(user) or bool(policies.roles_of(user, territory))
