"""The review of texts before publication: who is asked, how it is decided, who hears of it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import get_active_log_context
from wagtail.models import (
    GroupApprovalTask,
    Page,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)
from wagtail.signals import (
    copy_for_translation_done,
    task_submitted,
    workflow_approved,
    workflow_rejected,
)

from . import mail, policies, territories
from .addresses import public_url
from .models.moderation import APPROVE, RETURN, AlreadyDecided, ReferentTask
from .models.territory import Role, Territory

SUBMITTED, APPROVED, RETURNED = "submitted", "approved", "returned"
REVIEW, REVIEW_STEP = "Relecture", "Relecture par les référents"


@transaction.atomic
def ensure_review_workflow() -> Workflow:
    """The one workflow of the deployment, on the tree's root; made at the first call.

    The root's row is locked meanwhile, so that two calls at once make one. The workflow that
    Wagtail's migrations leave there is removed: its group would review every territory.
    """
    root = Page.objects.select_for_update().get(depth=1)
    link = WorkflowPage.objects.select_related("workflow").filter(page=root).first()
    if link and link.workflow.tasks.filter(referenttask__isnull=False).exists():
        return link.workflow
    remove_shared_review(root)
    workflow = Workflow.objects.create(name=REVIEW)
    step = ReferentTask.objects.create(name=REVIEW_STEP)
    WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=0)
    WorkflowPage.objects.create(page=root, workflow=workflow)
    return workflow


def remove_shared_review(root: Page) -> None:
    """Delete Wagtail's first workflow and the groups that have rights on the whole tree."""
    GroupApprovalTask.objects.all().delete()
    Workflow.objects.filter(workflow_pages__page=root).delete()
    Group.objects.filter(page_permissions__page=root).delete()


def submit(*, page: Page, actor: Any) -> WorkflowState:
    """Ask the territory's referents to read the page's latest revision.

    Raises ValidationError when it is already under review.
    """
    state = page.current_workflow_state
    if state is None:
        workflow = page.get_workflow() or ensure_review_workflow()
        return workflow.start(page, actor)
    if state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        raise ValidationError(_("This text is already under review."))
    state.resume(actor)
    return state


def decide(*, page: Page, actor: Any, verdict: str, reason: str = "") -> None:
    """Approve the text under review, or send it back to its author with a reason.

    `verdict` is APPROVE or RETURN. Raises PermissionDenied for an author and for whoever does not
    review this territory, ValidationError without a reason, AlreadyDecided when nothing waits.
    """
    task_state = page.current_workflow_task_state
    if task_state is None:
        raise AlreadyDecided(_("A decision was already taken on “%s”.") % page.draft_title)
    task_state.task.specific.on_action(task_state, actor, verdict, comment=reason)


def approve(*, page: Page, actor: Any, comment: str = "") -> None:
    """Publish the text under review; see `decide`."""
    decide(page=page, actor=actor, verdict=APPROVE, reason=comment)


def send_back(*, page: Page, actor: Any, reason: str) -> None:
    """Return the text under review to its author; see `decide`."""
    decide(page=page, actor=actor, verdict=RETURN, reason=reason)


def review_step() -> ReferentTask | None:
    """The step that every text goes through, once a territory has been opened."""
    step: ReferentTask | None = ReferentTask.objects.filter(active=True).first()
    return step


@receiver(task_submitted)
def tell_referents(instance: TaskState, user: Any = None, **_kwargs: Any) -> None:
    """A text awaits: its territory's referents get a mail, but not those who wrote it."""
    if not isinstance(instance.task.specific, ReferentTask):
        return
    page = instance.workflow_state.content_object
    territory = territories.territory_of_path(page.path)
    if territory is None:
        return
    readers = [
        person.pk
        for person in policies.people_of(territory, Role.REFERENT)
        if not policies.is_author(person, page, instance.workflow_state)
    ]
    queue(SUBMITTED, instance, territory, readers)


@receiver(workflow_approved)
@receiver(workflow_rejected)
def tell_author(instance: WorkflowState, user: Any = None, **_kwargs: Any) -> None:
    """The decision, and its reason, go to those who wrote and submitted the text."""
    step = instance.current_task_state
    if step is None or not isinstance(step.task.specific, ReferentTask):
        return
    page = instance.content_object
    territory = territories.territory_of_path(page.path)
    if territory is None:
        return
    event = APPROVED if instance.status == WorkflowState.STATUS_APPROVED else RETURNED
    authors = {instance.requested_by_id, page.owner_id} - {None, user.pk if user else None}
    queue(event, step, territory, authors)


@receiver(copy_for_translation_done)
def give_translation_to_its_maker(target_obj: Any, **_kwargs: Any) -> None:
    """Whoever translates a page in the admin is the author of that text."""
    user = get_active_log_context().user
    if isinstance(target_obj, Page) and user is not None:
        target_obj.owner = user
        Page.objects.filter(pk=target_obj.pk).update(owner=user)


def queue(event: str, step: TaskState, territory: Territory, people: Iterable[int]) -> None:
    """Send one mail to each of these accounts, once the act is certain."""
    for person in sorted(people):
        send_review_mail.enqueue(event, territory.pk, step.pk, person)


@task()
def send_review_mail(event: str, territory_id: int, step_id: int, user_id: int) -> None:
    """Tell one person of one step of a review; nothing when the page or the account is gone."""
    territory = Territory.objects.select_related("site__root_page").get(pk=territory_id)
    step = TaskState.objects.select_related("workflow_state", "finished_by", "revision").filter(
        pk=step_id
    )
    with territories.enter(territory), translation.override(settings.LANGUAGE_CODE):
        person = get_user_model().objects.filter(pk=user_id, is_active=True).first()
        state = step.first()
        page = state.workflow_state.content_object if state else None
        if person is None or page is None:
            return
        host = public_url(territory.hostname)
        step_revision = state.revision
        context = mail.signature(territory) | {
            "territory": territory,
            "person": person,
            "title": page.draft_title,
            "author": state.workflow_state.requested_by or page.owner,
            "decided_by": state.finished_by,
            "reason": state.comment,
            "edit_url": host + reverse("wagtailadmin_pages:edit", args=[page.pk]),
            "public_url": page.full_url if page.live else "",
            "goes_live": step_revision.approved_go_live_at if step_revision else None,
        }
        EmailMessage(
            subject=" ".join(
                render_to_string(f"emails/kernel/review_{event}_subject.txt", context).split()
            ),
            body=render_to_string(f"emails/kernel/review_{event}.txt", context),
            from_email=mail.sender(territory),
            to=[person.email],
            reply_to=mail.answered_by(territory),
            headers={"Auto-Submitted": "auto-generated"},
        ).send()
