"""Brings the demo into being, or up to date; running it again loses and repeats nothing."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from console.network import open_network_site
from console.provisioning import provision_territory
from site_core.kernel import territories
from site_core.kernel.models import Territory
from territory_pages.search.indexing import index_territory

from . import PLACES, script
from .extra import Extra
from .people import Accounts
from .upkeep import move_on
from .writing import Writer


def seed(*, scale: str = "demo", number: int = 1, tell: Callable[[str], None]) -> None:
    """Write what is missing of the demo, each territory whole or not at all.

    `scale` is one of `extra.SCALES`; the same `number` draws the same names and texts.
    """
    open_network_site()
    accounts = Accounts(number)
    accounts.operator()
    opened = {}
    with translation.override(settings.LANGUAGE_CODE):
        for place in PLACES:
            opened[place.slug] = territory = opened_for(place)
            with territories.enter(territory), transaction.atomic():
                people = accounts.of(place, territory)
                writer, extra = Writer(territory, people, number), Extra(scale, number, place.slug)
                writer.write(place, extra)
                moved = move_on(territory)
                writer.hold_votes(place, extra)
                index_territory(territory, only_missing=True)
            tell(
                _("%(place)s: %(accounts)s accounts, %(moved)s dates moved on.")
                % {"place": place.name, "accounts": len(people), "moved": moved}
            )
    accounts.referent_of_two([opened[slug] for slug in script.TWO_PLACES])


def opened_for(place: script.Place) -> Territory:
    """The territory of a demo place."""
    provisioned = provision_territory(
        code=place.code,
        hostname=place.hostname,
        name=place.name,
        slug=place.slug,
        theme=place.theme,
    )
    territory = provisioned.territory
    if provisioned.created:
        territory.motto = place.motto
        territory.contact_email = place.email(script.REFERENT)
        territory.save(update_fields=["motto", "contact_email"])
    return territory
