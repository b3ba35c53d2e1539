"""Opening a territory: one service for the command, the console, the demo and the tests."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Site

from members.models import User
from site_core.kernel import audit, geography, ground, territories
from site_core.kernel.models import District, Role, Territory, Topic, Town
from site_core.kernel.moderation import ensure_review_workflow
from territory_pages.services import create_home, create_site_tree
from theming.presets import NEUTRAL
from theming.services import UnknownPreset, apply_theme

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


class ProvisioningError(ValueError):
    """A territory that cannot be opened, with a sentence that says what to change."""


@dataclass(frozen=True, slots=True)
class Provisioned:
    """A territory, and whether this call opened it."""

    territory: Territory
    created: bool

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

    `code` is the SIREN of an intercommunality or the INSEE code of a commune; `towns` restricts or
    replaces its communes by INSEE code. Called again for the same hostname and code, it changes
    nothing but appoints the referents that are missing. Raises ProvisioningError.
    """
    try:
        hostname = territories.clean_hostname(hostname)
        place = geography.place(code)
        code = place.siren if isinstance(place, geography.Intercommunality) else place.code
        communes = [geography.commune(town) for town in towns] or list(geography.communes_of(code))
        emails = [clean_email(email) for email in referents]
    except (ValidationError, geography.UnknownCode) as error:
        raise ProvisioningError(sentence(error)) from error
    try:
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            territory = opened_on(hostname, code)
            created = territory is None
            if territory is None:
                name = name.strip() or getattr(place, "full_name", place.name)
                territory = build(
                    name=name,
                    slug=free_slug(slug, name, code),
                    hostname=hostname,
                    code=code,
                    communes=communes,
                    theme=theme,
                    actor=actor,
                )
            for email in emails:
                user, _new = User.objects.get_or_create(
                    email=email, defaults={"name": email.split("@")[0]}
                )
                territories.appoint(
                    territory=territory, user=user, role=Role.REFERENT, by=actor
                )
    except IntegrityError:
        # Another process opened it between our look and our write: theirs is the territory.
        territory, created = opened_on(hostname, code), False
        if territory is None:
            raise
    return Provisioned(territory, created)


def build(
    *,
    name: str,
    slug: str,
    hostname: str,
    code: str,
    communes: list[geography.Commune],
    theme: str,
    actor: Any,
) -> Territory:
    """Make every row of a new territory, inside the caller's transaction."""
    ground.prepare()
    ensure_review_workflow()
    home = create_home(name=name, slug=slug)
    territory = territories.open_territory(
        name=name,
        slug=slug,
        hostname=hostname,
        home=home,
        official_code=code,
        time_zone=geography.timezone(communes[0].code),
    )
    with territories.enter(territory):
        add_places(territory, communes)
        Topic.objects.bulk_create(
            Topic(territory=territory, name=topic, slug=slugify(topic), sort_order=order)
            for order, topic in enumerate(DEFAULT_TOPICS)
        )
        create_site_tree(territory=territory, home=home)
        try:
            apply_theme(territory=territory, preset=theme or NEUTRAL, actor=actor)
        except UnknownPreset as error:
            raise ProvisioningError(str(error)) from error
        audit.record(
            territory=territory,
            actor=actor,
            action="territory.open",
            target=territory,
            code=code,
            hostname=hostname,
        )
    return territory


def add_places(territory: Territory, communes: list[geography.Commune]) -> None:
    """The communes, and the municipal arrondissements of Paris, Lyon and Marseille as districts."""
    taken: set[str] = set()
    towns = []
    for commune in communes:
        slug = slugify(commune.name)
        slug = f"{slug}-{commune.code}" if slug in taken else slug
        taken.add(slug)
        towns.append(
            Town(
                territory=territory,
                code=commune.code,
                name=commune.name,
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
        District(territory=territory, town=town, name=part.name, slug=slugify(part.name))
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
            % {"host": hostname, "name": site.site_name}
        )
    return territory


def free_slug(slug: str, name: str, code: str) -> str:
    """The slug asked for, or one made of the name, completed by the code when it is taken."""
    if slug:
        if slugify(slug) != slug or len(slug) > 60:
            raise ProvisioningError(
                _("“%(slug)s” cannot be a short name: use small letters, digits and hyphens.")
                % {"slug": slug[:60]}
            )
        if Territory.objects.filter(slug=slug).exists():
            raise ProvisioningError(
                _("The short name “%(slug)s” is already taken. Choose another one.")
                % {"slug": slug}
            )
        return slug
    base = slugify(name)[:50] or f"territoire-{code}"
    if not Territory.objects.filter(slug=base).exists():
        return base
    return f"{base}-{code}"


def clean_email(email: str) -> str:
    """An address in lower case; ValidationError when it is not one."""
    email = email.strip().lower()
    validate_email(email)
    return email


def sentence(error: Exception) -> str:
    """What to tell the person, without Python around it."""
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
