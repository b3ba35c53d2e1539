"""The home screen of Wagtail's admin, in the order of the work: what waits comes first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Max, Q, prefetch_related_objects
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState
from wagtail.models.pages import get_default_page_content_type

from .. import moderation, places, policies, scoping
from ..models import Located
from ..models.moderation import APPROVE, RETURN
from ..models.territory import Role, Territory

SHOWN = 50
SHOWN_ELSEWHERE = 5
RECENT = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """One text that waits for a decision, ready to be drawn."""

    page: Page
    step: TaskState
    author: str
    place: str
    since: datetime


def waiting(steps: Iterable[TaskState]) -> list[Waiting]:
    """The texts of these review steps; the number of queries does not depend on how many."""
    steps = list(steps)
    numbers = [int(step.workflow_state.object_id) for step in steps]
    pages = {
        page.pk: page
        for page in Page.objects.filter(pk__in=numbers).select_related("owner").specific()
    }
    located = [page for page in pages.values() if isinstance(page, Located)]
    for model in {type(page) for page in located}:
        prefetch_related_objects([p for p in located if type(p) is model], "town", "district")
    found = []
    for step in steps:
        page = pages.get(int(step.workflow_state.object_id))
        if page is not None:
            author = step.workflow_state.requested_by or page.owner
            found.append(
                Waiting(
                    page=page,
                    step=step,
                    author=author.get_full_name() if author else "",
                    place=page.place if isinstance(page, Located) else "",
                    since=step.started_at,
                )
            )
    return found


class AwaitingDecisionPanel(Component):
    """What a referent has to decide here, oldest first, with the means to do it."""

    name = "awaiting_decision"
    order = 10
    template_name = "wagtailadmin/home/awaiting_decision.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The oldest texts, and how many there are."""
        request = parent_context["request"]
        task = moderation.review_step()
        steps = (
            policies.waiting_for(request.user, [request.territory], task).select_related(
                "workflow_state__requested_by"
            )
            if task
            else TaskState.objects.none()
        )
        return {
            "items": waiting(steps[:SHOWN]),
            "total": steps.count(),
            "approve": APPROVE,
            "send_back": RETURN,
            "csrf_token": parent_context["csrf_token"],
            "request": request,
        }


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A territory where texts wait for the same person."""

    territory: Territory
    total: int
    items: list[Page]


class ElsewherePanel(Component):
    """What waits for a referent in their other territories; one acts there, not here."""

    name = "elsewhere"
    order = 20
    template_name = "wagtailadmin/home/elsewhere.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Each other territory with its count and its oldest titles."""
        request = parent_context["request"]
        return {"places": elsewhere(request.user, request.territory), "request": request}


def elsewhere(user: Any, here: Territory) -> list[Elsewhere]:
    """The other territories of a referent, in a constant number of queries."""
    others = [
        place for place in policies.territories_of(user, Role.REFERENT) if place.pk != here.pk
    ]
    task = moderation.review_step()
    if not others or task is None:
        return []
    with scoping.several(others):
        steps = list(
            policies.waiting_for(user, others, task).values_list(
                "workflow_state__object_id", flat=True
            )
        )
        pages = Page.objects.in_bulk([int(number) for number in steps])
        homes = places.homes_of(others)
    in_order = [pages[int(number)] for number in steps if int(number) in pages]
    found = []
    for place, roots in homes.items():
        texts = [
            page for page in in_order if any(page.path.startswith(home.path) for home in roots)
        ]
        found.append(Elsewhere(place, len(texts), texts[:SHOWN_ELSEWHERE]))
    return sorted(found, key=lambda place: (-place.total, place.territory.name))


class OwnTextsPanel(Component):
    """Where one's own texts are: with the referents, or sent back with a reason."""

    name = "own_texts"
    order = 30
    template_name = "wagtailadmin/home/own_texts.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Returned texts first."""
        request = parent_context["request"]
        here = Page.objects.filter(places.under(home.path for home in request.territory.homes))
        own = here.filter(owner=request.user)
        states = (
            WorkflowState.objects.active()
            .filter(base_content_type=get_default_page_content_type(), object_id__in=keys(here))
            .filter(Q(requested_by=request.user) | Q(object_id__in=keys(own)))
            .select_related("current_task_state__finished_by")
            .order_by("-status", "-created_at")[:SHOWN]
        )
        pages = Page.objects.in_bulk([int(state.object_id) for state in states])
        return {
            "items": [
                {
                    "page": pages[int(state.object_id)],
                    "returned": state.status == WorkflowState.STATUS_NEEDS_CHANGES,
                    "step": state.current_task_state,
                    "since": state.created_at,
                }
                for state in states
                if int(state.object_id) in pages
            ]
        }


class RecentEditsPanel(Component):
    """The pages of this territory that the person changed last."""

    name = "recent_edits"
    order = 40
    template_name = "wagtailadmin/home/recent.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The latest first."""
        user = parent_context["request"].user
        homes = places.homes_in_scope() or []
        edits = list(
            PageLogEntry.objects.filter(
                user=user,
                action="wagtail.edit",
                page__in=Page.objects.filter(places.under(home.path for home in homes)),
            )
            .values("page_id")
            .annotate(latest=Max("timestamp"))
            .order_by("-latest")[:RECENT]
        )
        pages = Page.objects.in_bulk([edit["page_id"] for edit in edits])
        return {"items": [(pages[edit["page_id"]], edit["latest"]) for edit in edits]}


def keys(pages: Any) -> Any:
    """The numbers of pages as a review's rows keep them: as text."""
    return pages.annotate(key=Cast("pk", CharField())).values("key")


def panels_for(request: HttpRequest) -> list[Component]:
    """What the home screen of this person shows on this host."""
    territory: Territory | None = request.territory  # type: ignore[attr-defined]
    if territory is None:
        return [RecentEditsPanel()]
    own = [OwnTextsPanel(), RecentEditsPanel()]
    if not policies.is_referent(request.user, territory):
        return own
    return [AwaitingDecisionPanel(), ElsewherePanel(), *own]
