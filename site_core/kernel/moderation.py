"""The review of texts before publication."""

from django.utils.translation import gettext as _
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from .models.moderation import ReferentTask


def ensure_review_workflow() -> Workflow:
    """The one workflow of the deployment, on the tree's root; made at the first call.

    The caller holds the lock of the tree's root (`ground.prepare`), so two calls make one.
    """
    root = Page.objects.get(depth=1)
    link = WorkflowPage.objects.select_related("workflow").filter(page=root).first()
    if link:
        return link.workflow
    workflow = Workflow.objects.create(name=_("Review"))
    task = ReferentTask.objects.create(name=_("Review by the referents"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=root, workflow=workflow)
    return workflow
