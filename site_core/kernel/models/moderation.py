"""The one review step of every territory: its referents decide."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Task, TaskState

from .. import policies, territories

APPROVE, RETURN = "approve", "reject"  # as Wagtail names them
DECIDED = {TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED}
LONGEST_REASON = 2_000


class AlreadyDecided(ValidationError):
    """Somebody else decided first, or the text was withdrawn."""


class ReasonForm(forms.Form):
    """Why a text is sent back: its author reads it as it is typed."""

    comment = forms.CharField(
        label=gettext_lazy("What should be changed, and why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": gettext_lazy(
                "Write why you send this text back: its author will read your reason."
            )
        },
    )


class ApprovalForm(forms.Form):
    """A word to the author with an approval, when there is one."""

    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
    )


class ReferentTask(Task):
    """Asks the referents of the page's own territory; an author never decides on their text."""

    class Meta:
        verbose_name = gettext_lazy("review by the referents")
        verbose_name_plural = gettext_lazy("reviews by the referents")

    @classmethod
    def get_description(cls) -> str:
        """What the operator reads when choosing a kind of task."""
        return _("The referents of the page's territory approve it or ask for changes.")

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """As Wagtail's; a lock left by somebody who does not review would keep reviewers out."""
        page = workflow_state.content_object
        if page.locked_by and not policies.may_review(page.locked_by, page):
            page.locked, page.locked_by, page.locked_at = False, None, None
            page.save(update_fields=["locked", "locked_by", "locked_at"])
        return super().start(workflow_state, user=user)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Referents may open what they review."""
        return policies.may_review(user, obj)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """While under review, only those who decide may change a text: what is read stays."""
        return not policies.may_decide(user, obj)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Those who decide may keep other reviewers out for a while."""
        return policies.may_decide(user, obj)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Approve, or send back with a reason; nothing for an author of the text."""
        if not policies.may_decide(user, obj):
            return []
        return [
            (RETURN, _("Send back with a reason"), True),
            (APPROVE, _("Approve and publish"), False),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """A reason is required to send a text back."""
        return ReasonForm if action == RETURN else ApprovalForm

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **data: Any) -> None:
        """Decide on the text that `task_state` is about, whatever page led to it.

        Raises PermissionDenied, ValidationError for a missing reason, and AlreadyDecided.
        """
        form = self.get_form_for_action(action_name)(data)
        if action_name not in {APPROVE, RETURN}:
            raise PermissionDenied
        if not form.is_valid():
            raise ValidationError([text for texts in form.errors.values() for text in texts])
        locked = TaskState.objects.select_for_update().select_related("workflow_state")
        task_state = locked.get(pk=task_state.pk)
        page = Page.objects.select_for_update().get(pk=task_state.workflow_state.object_id)
        if task_state.status != TaskState.STATUS_IN_PROGRESS:
            raise AlreadyDecided(_("A decision was already taken on “%s”.") % page.draft_title)
        if not policies.may_decide(user, page):
            raise PermissionDenied
        # What is decided upon is the text as it is now, a reviewer's corrections included.
        task_state.revision = page.latest_revision
        super().on_action(task_state, user, action_name, **form.cleaned_data)

    def get_task_states_user_can_moderate(self, user: Any, **_kwargs: Any) -> Any:
        """What waits for this person in the territory in scope."""
        territory = territories.current_or_none()
        if territory is None or not policies.is_referent(user, territory):
            return TaskState.objects.none()
        return policies.waiting_for(user, [territory], self)


@receiver(pre_save, sender=TaskState)
def last_word_on_decisions(instance: TaskState, **_kwargs: Any) -> None:
    """No decision is stored without somebody who answers for it, nor a refusal without a reason.

    The statement of reasons is due to the author: Regulation (EU) 2022/2065 (DSA), article 17.
    Raises PermissionDenied when the person is an author of the text, ValidationError without a
    reason. Holds for every way to decide, services and Wagtail's own methods included.
    """
    if instance.status not in DECIDED or not isinstance(instance.task.specific, ReferentTask):
        return
    if instance.status == TaskState.STATUS_REJECTED and not instance.comment.strip():
        raise ValidationError(str(ReasonForm.base_fields["comment"].error_messages["required"]))
    state = instance.workflow_state
    page = Page.objects.filter(pk=state.object_id).first()
    if instance.finished_by is None or (
        page is not None and policies.is_author(instance.finished_by, page, state)
    ):
        raise PermissionDenied(_("An author never decides on their own text."))
