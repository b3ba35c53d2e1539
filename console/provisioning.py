"""Opening a territory: one service for the command, the console, the demo and the tests."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Site

from members.models import User
from members.services import AccountExists, open_account
from site_core.kernel import audit, geography, territories
from site_core.kernel.models import District, Role, Territory, Topic, Town
from site_core.kernel.moderation import ensure_review_workflow
from territory_pages.services import create_home, create_site_tree
from theming.presets import NEUTRAL
from theming.services import UnknownPreset, apply_theme

from .names import slug_of
from .network import open_network_site

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
LONGEST_HOSTNAME = 100  # of the column of django_site
LONGEST_NAME = 120
LONGEST_SLUG = 60
LONGEST_PERSON = 80


class ProvisioningError(ValueError):
    """A territory that cannot be opened: a sentence that says what to change, and in which field.

    `field` is the name of the argument of `provision_territory` at fault; `suggestions` are the
    places that were probably meant.
    """

    def __init__(
        self, sentence: str, field: str, suggestions: tuple[geography.Place, ...] = ()
    ) -> None:
        super().__init__(sentence)
        self.field = field
        self.suggestions = suggestions


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


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, checked as far as it can be without the database."""

    place: geography.Place
    hostname: str
    name: str
    slug: str
    communes: list[geography.Commune]
    referents: list[str]
    theme: str

    @property
    def code(self) -> str:
        """The official code, as it is written in the list."""
        return official_code(self.place)


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
            territories.appoint(
                territory=territory, user=account_of(email), role=Role.REFERENT, by=actor
            )
    return Provisioned(territory, created)


def checked(
    *,
    code: str,
    hostname: str,
    name: str = "",
    slug: str = "",
    towns: Iterable[str] = (),
    referents: Iterable[str] = (),
    theme: str = "",
) -> Request:
    """The request, when nothing in it is wrong by itself; ProvisioningError at the first fault."""
    place = known(geography.place, code, "code")
    chosen = dict.fromkeys(known(geography.commune, town, "towns") for town in towns)
    return Request(
        place=place,
        hostname=clean_hostname(hostname),
        name=clean_name(name) or getattr(place, "full_name", place.name),
        slug=clean_slug(slug),
        communes=list(chosen or geography.communes_of(official_code(place))),
        referents=list(dict.fromkeys(clean_email(email) for email in referents)),
        theme=theme.strip(),
    )


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
    """The communes, and the municipal arrondissements of Paris, Lyon and Marseille as districts."""
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


def official_code(place: geography.Place) -> str:
    """The SIREN of an intercommunality, the INSEE code of a commune."""
    return place.siren if isinstance(place, geography.Intercommunality) else place.code


def known(find: Any, code: str, field: str) -> Any:
    """What the official list has under a code; ProvisioningError with what was probably meant."""
    try:
        return find(code)
    except geography.UnknownCode as error:
        sentence = _(error.sentence) % error.values
        raise ProvisioningError(sentence, field, error.suggestions) from error


def clean_hostname(text: str) -> str:
    """A host name of ours, in lower case and ASCII, that is neither a number nor the operator's."""
    try:
        hostname = territories.clean_hostname(text)
    except ValidationError as error:
        raise ProvisioningError(" ".join(error.messages), "hostname") from error
    if len(hostname) > LONGEST_HOSTNAME:
        raise ProvisioningError(
            _("This host name is too long: use at most %(most)s characters.")
            % {"most": LONGEST_HOSTNAME},
            "hostname",
        )
    if is_number(hostname):
        raise ProvisioningError(
            _("“%(host)s” is the number of a machine. Give a name, as in lyon.example.")
            % {"host": hostname},
            "hostname",
        )
    if hostname == settings.OPERATOR_HOST:
        raise ProvisioningError(
            _("The address %(host)s is that of the operator's own site. Choose another one.")
            % {"host": hostname},
            "hostname",
        )
    return hostname


def is_number(hostname: str) -> bool:
    """Whether this is the address of a machine (RFC 791) instead of a name."""
    try:
        ipaddress.ip_address(hostname)
    except ValueError:
        return False
    return True


def clean_name(text: str) -> str:
    """A name on one line, not too long."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        raise ProvisioningError(
            _("This name is too long: use at most %(most)s characters.") % {"most": LONGEST_NAME},
            "name",
        )
    if not name.isprintable():
        raise ProvisioningError(_("This name contains a character that nobody can read."), "name")
    return name


def clean_slug(text: str) -> str:
    """A short name, or nothing."""
    slug = text.strip()
    if slug and (slugify(slug) != slug or len(slug) > LONGEST_SLUG):
        raise ProvisioningError(
            _("“%(slug)s” cannot be a short name: use small letters, digits and hyphens.")
            % {"slug": slug[:LONGEST_SLUG]},
            "slug",
        )
    return slug


def clean_email(text: str) -> str:
    """An address in lower case."""
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise ProvisioningError(
            _("“%(email)s” is not an e-mail address.") % {"email": email[:80]}, "referents"
        ) from error
    return email
