"""Wagtail's page screens, where the review asks for more than Wagtail does."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import WorkflowState

from .. import policies
from ..models.moderation import APPROVE, RETURN, AlreadyDecided

REVISION = "revision"
OWN_WORDS = gettext_lazy(
    "You changed this text: somebody else reads it before everybody does. Submit it for review, or "
    "publish it as its author left it."
)
CHANGED = gettext_lazy("This text has changed since you opened it. Read it again.")


class ReviewedEditView(EditView):
    """The editor: a decision taken in it is whole, and a refusal says why."""

    page: Any

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the author of a returned text what to change, above the text."""
        state = self.workflow_state
        if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            step = state.current_task_state
            messages.warning(
                request,
                _("This text was sent back by %(person)s: %(reason)s")
                % {"person": step.finished_by or "—", "reason": step.comment},
            )
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def publish_action(self) -> HttpResponse:
        """Publish somebody else's words; one's own wait for another reviewer, and are kept."""
        if self.has_content_changes and policies.needs_another_reader(self.page):
            return self.refused(OWN_WORDS)
        response: HttpResponse = super().publish_action()
        return response

    def refused(self, *sentences: Any) -> HttpResponse:
        """The editor again, with what was typed and why it goes no further."""
        for sentence in sentences:
            messages.error(self.request, sentence)
        self.has_unsaved_changes = True
        self.errors_debug = ""
        screen: HttpResponse = self.render_to_response(self.get_context_data())
        return screen

    def perform_workflow_action(self) -> HttpResponse:
        """Save and decide, or neither; a missing reason is asked for and nothing is lost."""
        try:
            data = json.loads(self.request.POST.get("workflow-action-extra-data") or "{}")
            comment = data.get("comment", "")
        except (json.JSONDecodeError, AttributeError):
            comment = ""
        try:
            with transaction.atomic():
                task_state = self.page.current_workflow_task_state
                self.page = self.form.save(commit=not self.page.live)
                self.subscription.save()
                if self.has_content_changes:
                    self.page.save_revision(
                        user=self.request.user,
                        log_action=True,
                        previous_revision=self.previous_revision if self.is_reverting else None,
                    )
                if task_state is None:
                    raise AlreadyDecided(_("This text is no longer under review."))
                if self.is_out_of_date:
                    raise ValidationError(str(CHANGED))
                task_state.task.specific.on_action(
                    task_state, self.request.user, self.workflow_action, comment=str(comment)
                )
        except ValidationError as error:
            return self.refused(*error.messages)
        tell_outcome(self.request, self.workflow_action, self.page)
        answer: HttpResponse = (
            self.run_hook("after_edit_page", self.request, self.page) or self.redirect_away()
        )
        return answer


class ReviewedActionView(WorkflowActionView):
    """A decision taken from the home screen, with or without scripts."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide on the text that was shown; say what is missing otherwise."""
        shown = request.POST.get(REVISION)
        if shown and shown != str(self.object.latest_revision_id):
            messages.error(request, CHANGED)
            return redirect(self.redirect_url)
        form = self.form_class(request.POST)
        is_scripted = request.headers.get("x-requested-with") == "XMLHttpRequest"
        if not form.is_valid() and not is_scripted:
            for sentence in form.errors["comment"]:
                messages.error(request, sentence)
            return redirect(self.redirect_url)
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(request, sentence)
            return redirect(self.redirect_url)
        if form.is_valid():
            tell_outcome(request, self.action_name, self.object)
        return response


class ReviewedPageViewSet(PageViewSet):
    """The screens of every page."""

    edit_view_class = ReviewedEditView
    workflow_action_view_class = ReviewedActionView


def tell_outcome(request: HttpRequest, action: str, page: Any) -> None:
    """What the decision did, in one sentence."""
    sentences = {
        APPROVE: _("“%s” is approved and published."),
        RETURN: _("“%s” is sent back to its author, who receives your reason."),
    }
    waits = action == APPROVE and page.scheduled_revision is not None
    sentence = _("“%s” is approved; it will be published at the hour its author chose.")
    messages.success(request, (sentence if waits else sentences[action]) % page.draft_title)


def last_word_on_publication(request: HttpRequest, page: Any) -> None:
    """Whatever the screen allowed, nobody publishes what they may not; raises PermissionDenied."""
    rights = page.permissions_for_user(request.user)
    is_ours = isinstance(rights, policies.TerritoryPagePermissionTester)
    if not (rights.may_publish() if is_ours else rights.can_publish()):
        raise PermissionDenied
