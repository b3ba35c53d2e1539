"""The review workflow, the roles, and the Wagtail groups that carry their rights."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    WorkflowPage,
    WorkflowTask,
)

from members.models import User
from site_core.kernel import scoping, territories
from site_core.kernel.models import ReferentTask, RoleGroup, Territory, TerritoryRole

from .findings import Finding, report
from .ground import territory_of_homes

Right = tuple[int, int | None, str]  # group, page or collection, codename


def one_workflow_reviews_all() -> list[Finding]:
    """One active workflow, at the tree's root, whose one task asks the referents."""
    links = list(WorkflowPage.objects.select_related("workflow", "page"))
    at_root = [link.workflow for link in links if link.page.depth == 1]
    tasks = WorkflowTask.objects.filter(workflow__in=at_root, task__active=True)
    asked = ReferentTask.objects.filter(pk__in=tasks.values("task"))
    faults = []
    if not (len(at_root) == 1 and at_root[0].active and tasks.count() == asked.count() == 1):
        faults.append(_("the tree's root"))
    faults += [link.page for link in links if link.page.depth != 1]
    return report(
        "D301",
        _("The review is not one active workflow, at the tree's root, by the referents."),
        _("Open any territory with provision_territory, or correct the workflow of these pages."),
        faults,
    )


def people_are_in_the_groups_of_their_roles() -> list[Finding]:
    """A person is in the group of each of their roles, and in no other role's group."""
    groups = {
        (territory_id, role): group_id
        for territory_id, role, group_id in RoleGroup.all_rows.values_list(
            "territory_id", "role", "group_id"
        )
    }
    roles = set(TerritoryRole.all_rows.values_list("territory_id", "role", "user_id"))
    in_group = Group.objects.filter(pk__in=groups.values()) if groups else Group.objects.none()
    members = {
        (group, user) for group, user in in_group.values_list("pk", "user") if user is not None
    }
    expected = {(groups.get((place, role)), user) for place, role, user in roles}
    absent = [
        (place, role, user)
        for place, role, user in sorted(roles)
        if (groups.get((place, role)), user) not in members
    ]
    present = sorted(members - expected)

    def add_members() -> None:
        for place, role, user in absent:
            territory = Territory.objects.get(pk=place)
            with scoping.scope(territory):
                User.objects.get(pk=user).groups.add(territories.role_group(territory, role))

    def remove_members() -> None:
        for group, user in present:
            User.objects.get(pk=user).groups.remove(group)

    return [
        *report(
            "D302",
            _("A person has a role without its rights (territory, role, account)."),
            _("doctor --fix gives them."),
            absent,
            add_members,
        ),
        *report(
            "D303",
            _("A person has the rights of a role that they do not hold (group, account)."),
            _("doctor --fix takes them back."),
            present,
            remove_members,
        ),
    ]


def groups_have_the_rights_of_their_role() -> list[Finding]:
    """The group of a role has its rights on the territory's homes and files, and no other right."""
    wanted, held = wanted_rights(), held_rights()
    missing, beyond = sorted(wanted - held, key=str), sorted(held - wanted, key=str)
    return [
        *report(
            "D304",
            _("The group of a role lacks a right (group, page or collection, right)."),
            _("doctor --fix adds it."),
            missing,
            each(missing, grant),
        ),
        *report(
            "D305",
            _("The group of a role has a right too many (group, page or collection, right)."),
            _("doctor --fix takes it back."),
            beyond,
            each(beyond, revoke),
        ),
    ]


def each(rights: Iterable[Right], act: Callable[[Right], Any]) -> Callable[[], None]:
    """The act on every right, when it is asked for."""

    def run() -> None:
        for right in rights:
            act(right)

    return run


def wanted_rights() -> set[Right]:
    """What the groups of all roles should hold, of the rights that exist."""
    known = set(Permission.objects.values_list("codename", flat=True))
    homes: dict[int, list[int]] = {}
    owners = territory_of_homes()
    for pk, path in Page.objects.filter(depth=territories.HOME_DEPTH).values_list("pk", "path"):
        if path in owners:
            homes.setdefault(owners[path], []).append(pk)
    collections = dict(Territory.objects.order_by().values_list("pk", "collection_id"))
    wanted: set[Right] = set()
    for territory_id, role, group in RoleGroup.all_rows.values_list(
        "territory_id", "role", "group_id"
    ):
        wanted |= {(group, None, right) for right in territories.ADMIN_RIGHTS}
        wanted |= {
            (group, home, f"{right}_page")
            for home in homes.get(territory_id, ())
            for right in territories.PAGE_RIGHTS[role]
        }
        wanted |= {
            (group, collections[territory_id], right.format(model))
            for right in territories.FILE_RIGHTS[role]
            for model in territories.FILE_MODELS
        }
    return {right for right in wanted if right[2] in known}


def held_rights() -> set[Right]:
    """What the groups of all roles hold."""
    groups = RoleGroup.all_rows.values("group")
    on_pages = GroupPagePermission.objects.filter(group__in=groups)
    on_files = GroupCollectionPermission.objects.filter(group__in=groups)
    everywhere = Group.objects.filter(pk__in=groups, permissions__isnull=False)
    return {
        *on_pages.values_list("group", "page", "permission__codename"),
        *on_files.values_list("group", "collection", "permission__codename"),
        *(
            (group, None, name)
            for group, name in everywhere.values_list("pk", "permissions__codename")
        ),
    }


def grant(right: Right) -> None:
    """Give one right."""
    group, place, codename = right
    app = "wagtailcore" if codename.endswith("_page") else "kernel"
    if place is None:
        Group.objects.get(pk=group).permissions.add(Permission.objects.get(codename=codename))
        return
    permission = Permission.objects.get(content_type__app_label=app, codename=codename)
    if app == "wagtailcore":
        GroupPagePermission.objects.create(group_id=group, page_id=place, permission=permission)
    else:
        GroupCollectionPermission.objects.create(
            group_id=group, collection_id=place, permission=permission
        )


def revoke(right: Right) -> None:
    """Take one right back."""
    group, place, codename = right
    if place is None:
        one = Group.objects.get(pk=group)
        one.permissions.remove(*one.permissions.filter(codename=codename))
        return
    named = {"group_id": group, "permission__codename": codename}
    GroupPagePermission.objects.filter(page_id=place, **named).delete()
    GroupCollectionPermission.objects.filter(collection_id=place, **named).delete()
