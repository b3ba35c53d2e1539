"""The names that members show: which are theirs to choose, and how they change."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from site_core.kernel import scoping, territories
from site_core.kernel.models import Territory, TerritoryRole, Town

from ..imitations import Imitation, imitation, person
from ..models import MemberCapacity, Membership, User
from ..names import clean_name
from ..policies import may_show_an_office

MOST_RENAMES = 3  # a day
DAY = 24 * 3600  # seconds


class TooManyNames(ValidationError):
    """Somebody changes names faster than others can follow; `seconds` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            _("You changed your name several times today. Try again tomorrow."), "rate_limited"
        )
        self.seconds = seconds


def check_name(*, territory: Territory, name: str, user: Any = None) -> None:
    """Refuse a name by which one would be taken for somebody else in this territory.

    `user` is the account that would show it, None for somebody who has none yet. Raises
    ValidationError with a sentence that says what to change, its code being "office", "place" or
    "somebody".
    """
    with scoping.scope(territory):
        if user is None or not may_show_an_office(user, territory):
            _refuse_imitation(territory, name)
        if person(name) in _checked_people(user):
            raise ValidationError(
                _(
                    "Somebody whose role was checked here shows this name already. Add something "
                    "of your own: a second first name, an initial, your village."
                ),
                code="somebody",
            )


@transaction.atomic
def change_name(*, user: User, name: str) -> Membership:
    """Show another name in the territory in scope, on what was written before too.

    The account follows when it bore the former name: mails then greet by the new one. Raises
    ValidationError for a name that cannot be shown, TooManyNames after MOST_RENAMES in a day,
    Membership.DoesNotExist for somebody who is not registered here.
    """
    territory = territories.here()
    rows = Membership.objects.select_for_update(of=("self",))
    membership: Membership = rows.get(user=user)
    name, former, today = clean_name(name), membership.display_name, timezone.localdate()
    if name == former:
        return membership
    check_name(territory=territory, name=name, user=user)
    _count(membership, today)
    membership.display_name = name
    # Not by update(): the pages kept for visitors are drawn again once a row is saved.
    membership.save(update_fields=["display_name", "renamed_on", "renames"])
    User.objects.filter(pk=user.pk, name=former).update(name=name)
    return membership


def _refuse_imitation(territory: Territory, name: str) -> None:
    """ValidationError when the name reads like an office or a place of the territory in scope."""
    places = [territory.name, *Town.objects.values_list("name", flat=True)]
    match imitation(name, places):
        case Imitation.OFFICE:
            raise ValidationError(
                _(
                    "This name reads like an office or a public service, which we show only when "
                    "we have checked it. Write your own name or a pseudonym. If it is your family "
                    "name, add your first name."
                ),
                code="office",
            )
        case Imitation.PLACE:
            raise ValidationError(
                _(
                    "This is the name of a place: one would think that the commune or the "
                    "territory speaks. Add something of your own, such as your first name."
                ),
                code="place",
            )


def _checked_people(user: Any) -> set[tuple[str, ...]]:
    """How the names look of those whose role was checked in the territory in scope; one query."""
    held = MemberCapacity.objects.filter(ended_at=None).values("membership")
    staff = TerritoryRole.objects.values("user")
    rows = Membership.objects.filter(pk__in=held) | Membership.objects.filter(user__in=staff)
    others = rows.exclude(user=user) if user else rows
    return {person(name) for name in others.values_list("display_name", flat=True)}


def _count(membership: Membership, today: date) -> None:
    """Count one change more on this day of the territory."""
    if membership.renamed_on != today:
        membership.renamed_on, membership.renames = today, 0
    if membership.renames >= MOST_RENAMES:
        now = timezone.localtime()
        raise TooManyNames(DAY - (now.hour * 3600 + now.minute * 60 + now.second))
    membership.renames += 1
