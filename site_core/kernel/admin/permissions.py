"""Wagtail's permission policies, confined to the scope: what lists show and what rights answer.

Wagtail asks them from its views, choosers, menus and forms. Rights on pages come from the groups
that a role carries; rights on files and on a territory's own lists come from the role itself.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
)
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from .. import places, policies, scoping, territories
from ..models.media import KikaluDocument, KikaluImage
from ..models.territory import District, Role, Territory, Town
from ..models.topics import Topic
from ..policies import Actor

EXPLORING = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})
MANAGERS = frozenset({Actor.REFERENT, Actor.GUEST_OPERATOR})
STAFF = MANAGERS | {Actor.EDITOR}
Rights = dict[str, frozenset[Actor]]
FILES: Rights = {"add": STAFF, "choose": STAFF, "change": MANAGERS, "delete": MANAGERS}
KEPT_LISTS: Rights = {"add": MANAGERS, "change": MANAGERS, "delete": MANAGERS, "view": STAFF}
READ_LISTS: Rights = {"view": STAFF}


def actors_here(user: Any) -> frozenset[Actor]:
    """Who somebody is in the territory in scope; nobody when there is not exactly one."""
    territory = territories.current_or_none()
    return policies.actors(user, territory) if territory else frozenset()


class TerritoryPagePermissionPolicy(PagePermissionPolicy):
    """Rights on the pages under the homes in scope, and on no others, operator included."""

    def __init__(self) -> None:
        super().__init__(Page)

    def get_cached_permissions_for_user(self, user: Any) -> list[GroupPagePermission]:
        """The rights of a person's groups on pages in scope; read once a scope and request."""
        remembered = getattr(user, "_page_rights_by_scope", None)
        if remembered is None:
            remembered = user._page_rights_by_scope = {}
        scope = scoping.snapshot()
        if scope not in remembered:
            remembered[scope] = [
                right
                for right in self.get_all_permissions_for_user(user)
                if places.in_scope(right.page.path)
            ]
        return list(remembered[scope])

    def _base_queryset_for_user(self, user: Any) -> Any:
        pages = super()._base_queryset_for_user(user)
        return pages if pages is None else self._in_scope(pages)

    def _in_scope(self, pages: Any) -> Any:
        homes = places.homes_in_scope()
        return pages if homes is None else pages.filter(places.under(home.path for home in homes))

    def users_with_any_permission(
        self, actions: Iterable[str], include_superusers: bool = True
    ) -> Any:
        """Of those Wagtail would name, the people of the territory in scope."""
        people = super().users_with_any_permission(actions, include_superusers)
        return people.filter(people_here())

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        """As Wagtail's, for a page in scope."""
        return bool(
            places.in_scope(instance.path)
            and super().user_has_any_permission_for_instance(user, actions, instance)
        )

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Any, include_superusers: bool = True
    ) -> Any:
        """As Wagtail's, for a page in scope."""
        if not places.in_scope(instance.path):
            return get_user_model().objects.none()
        return super().users_with_any_permission_for_instance(actions, instance, include_superusers)

    def instances_with_direct_explore_permission(self, user: Any) -> list[Page]:
        """The homes where a person's rights begin."""
        if user.is_superuser:
            return list(places.homes_in_scope() or ())
        codenames = self._get_permission_codenames(EXPLORING)
        rights = self.get_cached_permissions_for_user(user)
        pages = {right.page for right in rights if right.permission.codename in codenames}
        return sorted(pages, key=lambda page: page.path)

    def explorable_root_instance(self, user: Any) -> Page | None:
        """The home; the tree's root above the homes of several languages; None without a right."""
        if scoping.snapshot() is scoping.EVERYWHERE:
            return Page.objects.filter(depth=1).first()
        home, *others = [*self.instances_with_direct_explore_permission(user), None]
        above: Page | None = home.get_parent() if home and others != [None] else home
        return above

    def explorable_instances(self, user: Any) -> Any:
        """The pages in scope on which a person has a right, and the root above several homes."""
        if scoping.snapshot() is scoping.EVERYWHERE and user.is_active and user.is_superuser:
            return self.model.objects.all()
        paths = {page.path for page in self.instances_with_direct_explore_permission(user)}
        where = places.under(paths) if user.is_active else Q(pk__in=())
        if len(paths) > 1:
            where |= Q(depth=1)
        return self.model.objects.filter(where)


class TerritoryFilePermissionPolicy(CollectionOwnershipPermissionPolicy):
    """Rights on pictures and documents of the territory in scope, by role.

    As with Wagtail's, whoever may add a file may change and delete their own.
    """

    def __init__(self, model: Any) -> None:
        super().__init__(model, owner_field_name="uploaded_by_user")

    def _check_perm(self, user: Any, actions: Iterable[str], collection: Any = None) -> bool:
        held = actors_here(user)
        if not any(held & FILES.get(action, frozenset()) for action in actions):
            return False
        root = territories.here().collection.path
        return collection is None or bool(collection.path.startswith(root))

    def _collections_with_perm(self, user: Any, actions: Iterable[str]) -> Any:
        if not self._check_perm(user, actions):
            return Collection.objects.none()
        return Collection.objects.descendant_of(territories.here().collection, inclusive=True)

    def _users_with_perm_filter(self, actions: Iterable[str], collection: Any = None) -> Q:
        return people_who(FILES, actions)

    def collections_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """The territory's collection, to whoever may do one of these things in it."""
        asked = set(actions)
        asked |= {"add"} if asked & {"change", "delete"} else set()
        return self._collections_with_perm(user, asked)


class RolePermissionPolicy(BasePermissionPolicy):
    """Rights on rows of the territory in scope, by role; none when no territory is."""

    def __init__(self, model: Any, rights: Rights) -> None:
        super().__init__(model)
        self.rights = rights

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the person's role here gives this right."""
        return bool(actors_here(user) & self.rights.get(action, frozenset()))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """The same, for a row of the territory in scope."""
        return self.user_has_permission(user, action) and scoping.snapshot() == frozenset(
            {instance.territory_id}
        )

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        """The people of the territory in scope whose role gives one of these rights."""
        return get_user_model().objects.filter(people_who(self.rights, actions))


class OperatorPermissionPolicy(BasePermissionPolicy):
    """What belongs to the whole deployment: the operator's, on the network site only."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether this is the operator, in no territory."""
        return policies.is_operator(user) and scoping.snapshot() in {None, scoping.EVERYWHERE}

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        """The operators."""
        return get_user_model().objects.filter(is_active=True, is_superuser=True)


def people_here() -> Q:
    """The condition of an account that holds a role in the territory in scope."""
    territory = territories.current_or_none()
    if territory is None:
        return Q(is_superuser=True)
    return Q(pk__in=policies.people_of(territory).values("pk"))


def people_who(rights: Rights, actions: Iterable[str]) -> Q:
    """The condition of an account whose role in the territory in scope gives one of these."""
    territory: Territory | None = territories.current_or_none()
    where = Q(pk__in=())
    if territory is None:
        return where
    held = {actor for action in actions for actor in rights.get(action, ())}
    for role in Role.values:
        if Actor(role) in held:
            where |= Q(pk__in=policies.people_of(territory, role).values("pk"))
    return where


def register() -> None:
    """Put these policies in the place of Wagtail's; called once, when the apps are ready.

    They are bound to the exact class, so that what Wagtail's own apps register afterwards for the
    same models does not replace them.
    """
    register_permission_policy(Page, TerritoryPagePermissionPolicy())
    own: dict[Any, BasePermissionPolicy] = {
        KikaluImage: TerritoryFilePermissionPolicy(KikaluImage),
        KikaluDocument: TerritoryFilePermissionPolicy(KikaluDocument),
        District: RolePermissionPolicy(District, KEPT_LISTS),
        Topic: RolePermissionPolicy(Topic, KEPT_LISTS),
        Town: RolePermissionPolicy(Town, READ_LISTS),
    }
    for model in (get_user_model(), Group, Site, Locale, Workflow, Task, Collection):
        own[model] = OperatorPermissionPolicy(model)
    for model, policy in own.items():
        register_permission_policy(model, policy, exact_class=True)
