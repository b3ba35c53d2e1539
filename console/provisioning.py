"""Opening a territory: one service for the command, the console, the demo and the tests."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Site

from members.models import User
from members.services import AccountExists, open_account
from site_core.kernel import audit, geography, scoping, territories
from site_core.kernel.models import District, Role, Territory, TerritoryRole, Topic, Town
from site_core.kernel.moderation import ensure_review_workflow
from territory_pages.services import create_home, create_site_tree
from theming.presets import NEUTRAL
from theming.services import UnknownPreset, apply_theme

from .names import slug_of
from .network import open_network_site
from .opening_request import LONGEST_SLUG, ProvisioningError, Request, checked, official_code
from .tasks import mail_invitation

DEFAULT_TOPICS = (
    "Culture",
    "Vie associative",
    "Environnement",
    "Transports et rues",
    "École et jeunesse",
    "Sport",
    "Santé et solidarité",
    "Commerces et emploi",
    "Tourisme et patrimoine",
    "Vie municipale",
)
LONGEST_PERSON = 80


@dataclass(frozen=True, slots=True)
class Provisioned:
    """A territory, whether this call opened it, and in words what it left as it was."""

    territory: Territory
    created: bool
    notice: str = ""

    def as_json(self) -> dict[str, Any]:
        """What the command prints: `{slug, hostname, territory_id, towns, created}`."""
        with territories.enter(self.territory):
            towns = list(Town.objects.order_by("code").values_list("code", flat=True))
        return {
            "slug": self.territory.slug,
            "hostname": self.territory.hostname,
            "territory_id": self.territory.pk,
            "towns": towns,
            "created": self.created,
        }


def provision_territory(
    *,
    code: str,
    hostname: str,
    name: str = "",
    slug: str = "",
    towns: Iterable[str] = (),
    referents: Iterable[str] = (),
    theme: str = "",
    actor: Any = None,
) -> Provisioned:
    """Open the territory of an official code on a hostname, whole or not at all.

    `code` is the SIREN of an intercommunality or the INSEE code of a commune; `towns` chooses among
    its communes by INSEE code, or gathers neighbours of one intercommunality around a commune.
    Called again for the same hostname and code, it changes nothing but appoints the referents that
    are missing; `notice` says what was asked otherwise. Raises ProvisioningError.
    """
    request = checked(
        code=code,
        hostname=hostname,
        name=name,
        slug=slug,
        towns=towns,
        referents=referents,
        theme=theme,
    )
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        territory = opened_on(request.hostname, request.code)
        if created := territory is None:
            # The first territory brings the network site. From here on openings take turns: what
            # is free now stays free until this one is done.
            open_network_site()
            territory = opened_on(request.hostname, request.code)
            if created := territory is None:
                territory = build(request, actor=actor)
        for email in request.referents:
            appoint(territory=territory, user=account_of(email), role=Role.REFERENT, by=actor)
    return Provisioned(territory, created, "" if created else left_as_it_was(territory, request))


def left_as_it_was(territory: Territory, request: Request) -> str:
    """What was asked of a territory that is open already and differs from it, in a sentence."""
    differing = [
        _("short name “%s”") % request.slug if request.slug not in {"", territory.slug} else "",
        _("name “%s”") % request.asked_name
        if request.asked_name not in {"", territory.name}
        else "",
    ]
    if not any(differing):
        return ""
    return _("%(host)s is already open as “%(name)s” (%(slug)s). Not applied: %(asked)s.") % {
        "host": territory.hostname,
        "name": territory.name,
        "slug": territory.slug,
        "asked": ", ".join(filter(None, differing)),
    }


def build(request: Request, *, actor: Any) -> Territory:
    """Make every row of a new territory, inside the caller's transaction, the tree's root locked.

    Raises ProvisioningError for a short name that is taken or a theme that does not exist.
    """
    ensure_review_workflow()
    slug = free_slug(request)
    home = create_home(name=request.name, slug=slug)
    territory = territories.open_territory(
        name=request.name,
        slug=slug,
        hostname=request.hostname,
        home=home,
        official_code=request.code,
        time_zone=geography.timezone(request.communes[0].code),
    )
    with territories.enter(territory):
        add_places(territory, request.communes)
        Topic.objects.bulk_create(
            Topic(territory=territory, name=topic, slug=slugify(topic), sort_order=order)
            for order, topic in enumerate(DEFAULT_TOPICS)
        )
        create_site_tree(territory=territory, home=home)
        try:
            apply_theme(territory=territory, preset=request.theme or NEUTRAL, actor=actor)
        except UnknownPreset as error:
            raise ProvisioningError(str(error), "theme") from error
        audit.record(
            territory=territory,
            actor=actor,
            action="territory.open",
            target=territory,
            code=request.code,
            hostname=request.hostname,
        )
    return territory


def add_places(territory: Territory, communes: list[geography.Commune]) -> None:
    """The communes, and the municipal arrondissements of Paris, Lyon and Marseille as districts.

    The official list has typewriters' apostrophes; people read the others.
    """
    taken: set[str] = set()
    towns = []
    for commune in communes:
        slug = slug_of(commune.name)
        slug = f"{slug}-{commune.code.lower()}" if slug in taken else slug
        taken.add(slug)
        towns.append(
            Town(
                territory=territory,
                code=commune.code,
                name=commune.name.replace("'", "’"),
                slug=slug,
                department=commune.department,
                population=commune.population,
                postcodes=",".join(commune.postcodes),
                latitude=commune.latitude,
                longitude=commune.longitude,
            )
        )
    Town.objects.bulk_create(towns)
    District.objects.bulk_create(
        District(territory=territory, town=town, name=part.name, slug=slug_of(part.name))
        for town in towns
        for part in geography.arrondissements_of(town.code)
    )


def opened_on(hostname: str, code: str) -> Territory | None:
    """The territory of this code on this hostname; ProvisioningError when another one is there."""
    site = Site.objects.select_related("territory", "root_page").filter(hostname=hostname).first()
    if site is None:
        return None
    territory: Territory | None = getattr(site, "territory", None)
    if territory is None or territory.official_code != code:
        raise ProvisioningError(
            _("The address %(host)s is already taken by “%(name)s”. Choose another one.")
            % {"host": hostname, "name": site.site_name},
            "hostname",
        )
    return territory


def appoint(*, territory: Territory, user: User, role: str, by: Any, again: bool = False) -> None:
    """Give a person a role, and tell them by mail, once.

    With `again`, whoever has it already and has not chosen a password yet is told another time.
    """
    with scoping.scope(territory):
        held = TerritoryRole.objects.filter(user=user, role=role).exists()
    row = territories.appoint(territory=territory, user=user, role=role, by=by)
    if not held or (again and not user.has_usable_password()):
        mail_invitation.enqueue(territory.pk, row.pk)


def account_of(email: str) -> User:
    """The account with this address; a new one can only be opened by mail."""
    try:
        return User.objects.filter(email=email).first() or open_account(
            email=email, name=email.split("@", maxsplit=1)[0][:LONGEST_PERSON]
        )
    except AccountExists:
        return User.objects.get(email=email)


def free_slug(request: Request) -> str:
    """The slug asked for, or one made of the name and completed by the code when it is taken."""
    if request.slug:
        if Territory.objects.filter(slug=request.slug).exists():
            raise ProvisioningError(
                _("The short name “%(slug)s” is already taken. Choose another one.")
                % {"slug": request.slug},
                "slug",
            )
        return request.slug
    base = suggested_slug(request.place, request.name)
    slug, number = base, 1
    while Territory.objects.filter(slug=slug).exists():
        ending = f"-{request.code}" if number == 1 else f"-{request.code}-{number}"
        slug, number = base[: LONGEST_SLUG - len(ending)].rstrip("-") + ending.lower(), number + 1
    return slug


def suggested_slug(place: geography.Place, name: str = "") -> str:
    """The short name that a place gets when nobody chooses one."""
    slug = slug_of(name or place.name)[:LONGEST_SLUG].strip("-")
    return slug or f"territoire-{official_code(place).lower()}"
