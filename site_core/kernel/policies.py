"""Who may do what in a territory: each right answers about one object and about a list."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import models as django_models
from django.db.models.functions import Cast
from wagtail.models import Page, PagePermissionTester, TaskState, get_page_models
from wagtail.models.pages import get_default_page_content_type

from . import places, territories
from .models.territory import Role, Territory, TerritoryRole


class Actor(StrEnum):
    """Who somebody is in the admin of the host they ask."""

    EDITOR = Role.EDITOR.value
    REFERENT = Role.REFERENT.value
    GUEST_OPERATOR = "guest_operator"  # the operator, on the host of a territory
    OPERATOR = "operator"  # the operator, on the network site


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


def territories_of(user: Any, role: str = "") -> django_models.QuerySet[Territory]:
    """The territories in which a person holds a role, or this role."""
    rows = TerritoryRole.all_rows.filter(user=user)
    rows = rows.filter(role=role) if role else rows
    return Territory.objects.filter(pk__in=rows.values("territory_id")).select_related(
        "site__root_page"
    )


def people_of(territory: Territory, role: str = "") -> django_models.QuerySet[Any]:
    """The active accounts that hold a role, or this role, in a territory."""
    rows = TerritoryRole.all_rows.filter(territory=territory)
    rows = rows.filter(role=role) if role else rows
    return get_user_model().objects.filter(is_active=True, pk__in=rows.values("user_id"))


def left_alone_by(user: Any) -> django_models.QuerySet[Territory]:
    """The territories that nobody would moderate if this person went."""
    others = TerritoryRole.all_rows.filter(role=Role.REFERENT, user__is_active=True)
    kept = others.exclude(user=user).values("territory_id")
    return territories_of(user, Role.REFERENT).exclude(pk__in=kept)


def is_operator(user: Any) -> bool:
    """Whether this person runs the whole deployment."""
    return bool(user.is_active and user.is_superuser)


def is_referent(user: Any, territory: Territory) -> bool:
    """Whether this person moderates this territory."""
    return is_operator(user) or Role.REFERENT in roles_of(user, territory)


def actors(user: Any, territory: Territory | None) -> frozenset[Actor]:
    """Who this person is in the admin of a host; `territory` is None on the network site.

    Nobody but the operator is anybody in a territory that is suspended.
    """
    if is_operator(user):
        return frozenset({Actor.GUEST_OPERATOR if territory else Actor.OPERATOR})
    if territory is None or territory.state == Territory.State.SUSPENDED:
        return frozenset()
    return frozenset(Actor(role) for role in roles_of(user, territory))


def may_enter_admin(user: Any, territory: Territory | None) -> bool:
    """Whether the admin of this host opens: a role here; on the network site, the operator."""
    return bool(actors(user, territory))


def may_review(user: Any, page: Any) -> bool:
    """Whether this person is one of those who review the page's territory."""
    territory = territories.territory_of_path(page.path)
    return territory is not None and is_referent(user, territory)


def may_decide(user: Any, page: Any) -> bool:
    """Whether this person may approve or send back: a reviewer, never an author of the text."""
    return may_review(user, page) and not is_author(user, page)


def is_author(user: Any, page: Any, state: Any = None) -> bool:
    """Whether this person owns the page or submitted the text under review.

    `state` is the review in question, by default the one that is open.
    """
    state = state or page.current_workflow_state
    return user.pk in {page.owner_id, state.requested_by_id if state else None} - {None}


def waiting_for(user: Any, where: Iterable[Territory], task: Any) -> Any:
    """The task states of these territories that wait for this person's decision, oldest first."""
    pages = Page.objects.filter(
        places.under(home.path for homes in places.homes_of(where).values() for home in homes)
    ).exclude(owner=user)
    keys = pages.annotate(key=Cast("pk", django_models.CharField())).values("key")
    return (
        TaskState.objects.filter(
            task=task,
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__base_content_type=get_default_page_content_type(),
            workflow_state__object_id__in=keys,
        )
        .exclude(workflow_state__requested_by=user)
        .order_by("started_at", "pk")
    )


def is_expected(page: Page) -> bool:
    """Whether every territory has this page: a section, or one that the law or a menu relies on."""
    if page.depth != territories.HOME_DEPTH + 1:
        return False
    kinds: list[Any] = get_page_models()
    return any(
        page.slug == getattr(kind, "section_slug", "")
        or page.slug in getattr(kind, "lasting_slugs", ())
        for kind in kinds
    )


def needs_another_reader(page: Page) -> bool:
    """Whether what one writes on this page is published by somebody else only."""
    if page.depth == territories.HOME_DEPTH or is_expected(page):
        return False
    return territories.territory_of_path(page.path) is not None


def is_only_reader(user: Any, page: Page) -> bool:
    """Whether the page's latest version is this person's, and no decision approved it."""
    revision = page.latest_revision
    if revision is None or revision.user_id != user.pk:
        return False
    approved = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED)
    return not approved.exists()


class TerritoryPagePermissionTester(PagePermissionTester):
    """Wagtail's rights on a page, and ours: nothing out of scope, no publishing of one's own text.

    The rules about review hold in a territory; the network site has no referent.
    """

    def __init__(self, user: Any, page: Any) -> None:
        self.inside = places.in_scope(page.path)
        super().__init__(user if self.inside else AnonymousUser(), page)
        if not self.inside:
            self.permissions: set[str] = set()
        self.is_home = page.depth == territories.HOME_DEPTH
        self.stays = self.is_home or is_expected(page)

    def can_publish(self) -> bool:
        """Publishing at once is for reviewers of somebody else's words, when nobody reads them.

        Home, sections and required pages are the referents' own to keep: they also write them.
        """
        if not self.may_publish():
            return False
        return not (needs_another_reader(self.page) and is_only_reader(self.user, self.page))

    def may_publish(self) -> bool:
        """As `can_publish`, whoever wrote the latest version.

        A text under review is published by the decision, so that its author hears of it.
        """
        if not super().can_publish():
            return False
        if not self._is_reviewed():
            return True
        return not (self.page.workflow_in_progress or is_author(self.user, self.page))

    def can_publish_subpage(self) -> bool:
        """A new page is its author's own text: it is submitted, not published."""
        return bool(super().can_publish_subpage() and not self._is_reviewed())

    def can_submit_for_moderation(self) -> bool:
        """As Wagtail's, for a page that this person may write and somebody reviews."""
        return bool(self.can_edit() and self._is_reviewed() and super().can_submit_for_moderation())

    def can_set_view_restrictions(self) -> bool:
        """Pages are public; Wagtail's screen would name the groups of every territory."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """As Wagtail's, but homes, sections and required pages go with their territory only."""
        return bool(not self.stays and super().can_delete(ignore_bulk))

    def can_unpublish(self) -> bool:
        """As Wagtail's, but homes, sections and required pages close with their territory only."""
        return bool(not self.stays and super().can_unpublish())

    def can_copy(self) -> bool:
        """As Wagtail's, but there is one home a language."""
        return bool(not self.is_home and super().can_copy())

    def can_move(self) -> bool:
        """As Wagtail's, but sections and required pages keep their addresses."""
        return bool(not self.stays and super().can_move())

    def can_move_to(self, destination: Any) -> bool:
        """As Wagtail's, inside the scope."""
        return bool(
            not self.stays
            and places.in_scope(destination.path)
            and super().can_move_to(destination)
        )

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:
        """As Wagtail's, inside the scope."""
        return bool(
            places.in_scope(destination.path) and super().can_copy_to(destination, recursive)
        )

    def _is_reviewed(self) -> bool:
        return territories.territory_of_path(self.page.path) is not None
