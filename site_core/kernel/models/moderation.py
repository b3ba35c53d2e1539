"""The one review step of every territory: its referents decide."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from .. import policies, territories


class ReferentTask(Task):
    """Asks the referents of the page's own territory; an author never decides on their text."""

    class Meta:
        verbose_name = _("review by the referents")
        verbose_name_plural = _("reviews by the referents")

    @classmethod
    def get_description(cls) -> str:
        """What the operator reads when choosing a kind of task."""
        return _("The referents of the page's territory approve it or ask for changes.")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Referents may open what they review."""
        return policies.may_review(user, obj)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """While under review, only its reviewers may change a page."""
        return not policies.may_review(user, obj)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Reviewers may lock what they review."""
        return policies.may_review(user, obj)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Approve, or send back with a reason; nothing for an author of the text."""
        if not policies.may_decide(user, obj):
            return []
        return [
            ("reject", _("Send back with a reason"), True),
            ("approve", _("Approve and publish"), False),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **_kwargs: Any) -> Any:
        """What waits for this person in the territory in scope."""
        waiting = TaskState.objects.filter(
            task=self, status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id__in=()
        )
        territory = territories.current_or_none()
        if territory is None or not policies.is_referent(user, territory):
            return waiting
        return policies.waiting_for(user, territory, self)
