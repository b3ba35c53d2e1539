"""Opening a territory, appointing its people, and finding whose territory a page is in."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import idna
from django.contrib.auth.models import Group, Permission
from django.contrib.sites.models import Site as DjangoSite
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
)

from . import audit, hosts, scoping
from .models.territory import Role, RoleGroup, Territory, TerritoryRole

HOME_DEPTH = 2
LONGEST_REASON = 300
HOME_PATH_LENGTH = Page.steplen * HOME_DEPTH
HOST_LABEL = re.compile(r"^(?!-)[a-z0-9-]{1,63}(?<!-)$")
PAGE_RIGHTS = {
    Role.EDITOR: ("add", "change"),
    Role.REFERENT: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
}
FILE_RIGHTS = {
    Role.EDITOR: ("add_{}",),
    Role.REFERENT: ("add_{}", "change_{}"),
}
ADMIN_RIGHTS = ("access_admin", "submit_translation")
FILE_MODELS = ("kikaluimage", "kikaludocument")
_here: ContextVar[Territory | None] = ContextVar("territory", default=None)


class NoTerritory(LookupError):
    """The page stands under no territory: the root, or the operator's network site."""


@contextmanager
def enter(territory: Territory) -> Iterator[None]:
    """Work in one territory, its row at hand, on its own clocks: what a request does."""
    token = _here.set(territory)
    try:
        with scoping.scope(territory), timezone.override(territory.time_zone):
            yield
    finally:
        _here.reset(token)


def here() -> Territory:
    """The one territory in scope; NoScope when there is none or more than one."""
    territory_id = scoping.current()
    territory = _here.get()
    if territory is not None and territory.pk == territory_id:
        return territory
    return Territory.objects.select_related("site__root_page").get(pk=territory_id)


def current_or_none() -> Territory | None:
    """The one territory in scope, or None when no or several territories are."""
    value = scoping.snapshot()
    return here() if isinstance(value, frozenset) and len(value) == 1 else None


def territory_of_path(path: str) -> Territory | None:
    """The territory whose home, in any language, a tree path stands under."""
    territory = _here.get()
    if territory is not None and any(path.startswith(home.path) for home in territory.homes):
        return territory
    home = Page.objects.filter(path=path[:HOME_PATH_LENGTH], depth=HOME_DEPTH)
    return (
        Territory.objects.select_related("site__root_page")
        .filter(site__root_page__translation_key__in=home.values("translation_key"))
        .first()
    )


def territory_of(page: Page) -> Territory:
    """The territory of a page; NoTerritory when it stands under none."""
    territory = territory_of_path(page.path)
    if territory is None:
        raise NoTerritory(page.path)
    return territory


def clean_hostname(text: str) -> str:
    """A host name in lower case and ASCII (RFC 5891), without a port or a final dot.

    Raises ValidationError with a sentence that says what to change.
    """
    host = text.strip().rstrip(".").lower()
    try:
        host = idna.encode(host, uts46=True).decode() if not host.isascii() else host
    except idna.IDNAError as error:
        raise ValidationError(_("“%(host)s” is not a valid host name.") % {"host": text}) from error
    if (
        len(host) > hosts.LONGEST
        or not host
        or not all(HOST_LABEL.match(x) for x in host.split("."))
    ):
        raise ValidationError(
            _("“%(host)s” is not a host name. Write it without http:// or port: lyon.example.")
            % {"host": text[:80]}
        )
    return host


@transaction.atomic
def open_territory(*, name: str, slug: str, hostname: str, home: Page, **fields: Any) -> Territory:
    """Make a home page that already stands in the tree the root of a new territory.

    Creates the Wagtail site, the `django_site` row of the same id and the collection of files.
    The hostname must be clean. Raises IntegrityError when hostname or slug is taken.
    """
    site = Site.objects.create(
        hostname=hostname, port=80, site_name=name, root_page=home, is_default_site=False
    )
    DjangoSite.objects.create(domain=hostname, name=name[:50])
    collection = add_collection(name)
    territory = Territory.objects.create(
        name=name, slug=slug, site=site, collection=collection, **fields
    )
    hosts.changed(hostname)
    return territory


def add_collection(name: str) -> Collection:
    """A collection of files, last under the root, while the tree of pages is locked.

    Wagtail keeps collections sorted by name: at each opening it would move all those that follow.
    """
    root = Collection.get_first_root_node()
    last = root.get_last_child()
    path = last._inc_path() if last else Collection._get_path(root.path, 2, 1)
    collection: Collection = Collection.objects.create(name=name, path=path, depth=root.depth + 1)
    Collection.objects.filter(pk=root.pk).update(numchild=models.F("numchild") + 1)
    return collection


@transaction.atomic
def appoint(*, territory: Territory, user: Any, role: str, by: Any = None) -> TerritoryRole:
    """Give a person a role in a territory; once is enough."""
    with scoping.scope(territory):
        # Appointments take turns, so that the first two of a role share one group.
        Territory.objects.select_for_update().get(pk=territory.pk)
        row: TerritoryRole
        row, created = TerritoryRole.objects.get_or_create(
            territory=territory, user=user, role=role, defaults={"appointed_by": by}
        )
        if created:
            user.groups.add(role_group(territory, role))
            audit.record(
                territory=territory, actor=by, action="role.appoint", target=user, role=role
            )
    user.__dict__.pop("_territory_roles", None)
    return row


@transaction.atomic
def dismiss(*, territory: Territory, user: Any, role: str, by: Any = None) -> None:
    """Take a role back, with the rights that came with it."""
    with scoping.scope(territory):
        deleted, _models = TerritoryRole.objects.filter(user=user, role=role).delete()
        if deleted:
            user.groups.remove(role_group(territory, role))
            audit.record(
                territory=territory, actor=by, action="role.dismiss", target=user, role=role
            )
    user.__dict__.pop("_territory_roles", None)


def role_group(territory: Territory, role: str) -> Group:
    """The group that carries a role's rights, made at the first appointment."""
    row: RoleGroup | None = RoleGroup.objects.filter(territory=territory, role=role).first()
    if row:
        known: Group = row.group
        return known
    group = Group.objects.create(name=f"{territory.public_id}:{role}")
    RoleGroup.objects.create(territory=territory, role=role, group=group)
    group.permissions.add(*Permission.objects.filter(codename__in=ADMIN_RIGHTS))
    for home in territory.homes:
        grant_pages(group, role, home)
    codenames = [right.format(model) for model in FILE_MODELS for right in FILE_RIGHTS[Role(role)]]
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(
            group=group, collection=territory.collection, permission=permission
        )
        for permission in Permission.objects.filter(
            content_type__app_label="kernel", codename__in=codenames
        )
    )
    return group


def grant_pages(group: Group, role: str, home: Page) -> None:
    """Give a role's group its rights on one home page and all that stands under it."""
    codenames = [f"{right}_page" for right in PAGE_RIGHTS[Role(role)]]
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    )
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=home, permission=permission)
        for permission in permissions
    )


@transaction.atomic
def suspend(*, territory: Territory, reason: str, by: Any = None) -> None:
    """Close a territory to the public, with the reason that visitors read.

    Raises ValidationError without a reason, or with one that is too long.
    """
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise ValidationError(
            _("Say why in at most %(most)s characters: visitors read it.")
            % {"most": LONGEST_REASON}
        )
    territory.state, territory.suspension_reason = Territory.State.SUSPENDED, reason
    territory.save(update_fields=["state", "suspension_reason"])
    audit.record(territory=territory, actor=by, action="territory.suspend", reason=reason)


@transaction.atomic
def resume(*, territory: Territory, by: Any = None) -> None:
    """Open a suspended territory again; one that is open stays as it is."""
    if territory.state == Territory.State.ACTIVE:
        return
    territory.state, territory.suspension_reason = Territory.State.ACTIVE, ""
    territory.save(update_fields=["state", "suspension_reason"])
    audit.record(territory=territory, actor=by, action="territory.resume")
