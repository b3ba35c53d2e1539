"""What is asked when a territory is opened, checked as far as it can be without the database."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import slugify
from django.utils.translation import gettext as _

from site_core.kernel import geography, territories

LONGEST_HOSTNAME = 100  # of the column of django_site
LONGEST_NAME = 120
LONGEST_SLUG = 60
MOST_NAMED = 5  # communes at fault in one sentence


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
class Request:
    """What is asked, checked as far as it can be without the database."""

    place: geography.Place
    hostname: str
    asked_name: str
    slug: str
    communes: list[geography.Commune]
    referents: list[str]
    theme: str

    @property
    def name(self) -> str:
        """The name asked for, or the official one."""
        return self.asked_name or str(getattr(self.place, "full_name", self.place.name))

    @property
    def code(self) -> str:
        """The official code, as it is written in the list."""
        return official_code(self.place)


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
    refuse_strangers(place, list(chosen))
    return Request(
        place=place,
        hostname=clean_hostname(hostname),
        asked_name=clean_name(name),
        slug=clean_slug(slug),
        communes=list(chosen or geography.communes_of(official_code(place))),
        referents=list(dict.fromkeys(clean_email(email) for email in referents)),
        theme=theme.strip(),
    )


def refuse_strangers(place: geography.Place, communes: list[geography.Commune]) -> None:
    """ProvisioningError for communes of another place than the one that is opened.

    An intercommunality holds its members; a commune, itself and those of its intercommunality.
    """
    if not communes:
        return
    around = place.siren if isinstance(place, geography.Intercommunality) else place.epci
    members = {place.code} if isinstance(place, geography.Commune) else set()
    if around:
        members |= set(geography.intercommunality(around).members)
    name = getattr(place, "full_name", place.name)
    if strangers := [town for town in communes if town.code not in members]:
        raise ProvisioningError(
            _(
                "%(towns)s: not in %(place)s. Leave out what is elsewhere, or give the code of a "
                "place that holds all these communes."
            )
            % {
                "towns": ", ".join(f"{town.name} ({town.code})" for town in strangers[:MOST_NAMED]),
                "place": name,
            },
            "towns",
        )
    if isinstance(place, geography.Commune) and place not in communes:
        raise ProvisioningError(
            _("%(place)s (%(code)s) is missing among its own communes. Add its code.")
            % {"place": name, "code": place.code},
            "towns",
        )


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
