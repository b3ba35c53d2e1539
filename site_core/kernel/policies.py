"""Who may do what in a territory: each right answers about one object and about a list."""

from typing import Any

from django.db.models import Q
from django.db.models.functions import Cast
from django.db import models as django_models
from wagtail.models import Page, PagePermissionTester, TaskState

from . import territories
from .models.territory import Role, Territory, TerritoryRole


def roles_of(user: Any, territory: Territory) -> frozenset[str]:
    """The roles a person holds in a territory; one query a person and request."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    known: dict[int, set[str]] | None = getattr(user, "_territory_roles", None)
    if known is None:
        known = {}
        rows = TerritoryRole.all_rows.filter(user=user).values_list("territory_id", "role")
        for territory_id, role in rows:
            known.setdefault(territory_id, set()).add(role)
        user._territory_roles = known
    return frozenset(known.get(territory.pk, ()))


def territories_of(user: Any) -> django_models.QuerySet[Territory]:
    """The territories in which a person holds a role."""
    rows = TerritoryRole.all_rows.filter(user=user)
    return Territory.objects.filter(pk__in=rows.values("territory_id")).select_related("site")


def is_operator(user: Any) -> bool:
    """Whether this person runs the whole deployment."""
    return bool(user.is_active and user.is_superuser)


def is_referent(user: Any, territory: Territory) -> bool:
    """Whether this person moderates this territory."""
    return is_operator(user) or Role.REFERENT in roles_of(user, territory)


def may_enter_admin(user: Any, territory: Territory | None) -> bool:
    """Whether the admin of this host opens: a role here; on the network site, the operator."""
    if territory is None:
        return is_operator(user)
    return is_operator(user) or bool(roles_of(user, territory))


def may_review(user: Any, page: Any) -> bool:
    """Whether this person is one of those who review the page's territory."""
    territory = territories.territory_of_path(page.path)
    return territory is not None and is_referent(user, territory)


def may_decide(user: Any, page: Any) -> bool:
    """Whether this person may approve or send back: a reviewer, never an author of the text."""
    return may_review(user, page) and not is_author(user, page)


def is_author(user: Any, page: Any) -> bool:
    """Whether this person owns the page or submitted the text under review."""
    state = page.current_workflow_state
    return user.pk in {page.owner_id, state.requested_by_id if state else None} - {None}


def waiting_for(user: Any, territory: Territory, task: Any) -> Any:
    """The task states of a territory that wait for this person's decision."""
    where = Q(pk__in=())
    for home in territory.homes:
        where |= Q(path__gte=home.path, path__lt=Page._inc_path(home.path))
    pages = Page.objects.filter(where).annotate(key=Cast("pk", django_models.CharField()))
    return TaskState.objects.filter(
        task=task,
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__object_id__in=pages.values("key"),
    ).exclude(workflow_state__requested_by=user)


class TerritoryPagePermissionTester(PagePermissionTester):
    """Wagtail's rights on a page, and ours: an author never publishes their own text."""

    def can_publish(self) -> bool:
        """Publishing at once is for reviewers of somebody else's text."""
        return bool(super().can_publish() and not self._own_text())

    def can_publish_subpage(self) -> bool:
        """A new page is its author's own text: it is submitted, not published."""
        return bool(super().can_publish_subpage() and is_operator(self.user))

    def _own_text(self) -> bool:
        return not is_operator(self.user) and is_author(self.user, self.page)
