"""Groups, declared for the home page, the map and whatever else lists content."""

from collections.abc import Iterable

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from site_core.kernel.content import Card, ContentKind, MapPoint, registry
from site_core.kernel.map_points import points_of
from site_core.kernel.models import Territory

from .cards import group_cards
from .models import CitizenGroup


def newest_groups(territory: Territory, limit: int) -> Iterable[Card]:
    """The cards of the last groups to join; one query."""
    rows = CitizenGroup.objects.shown_here(territory).newest()
    return group_cards(territory, rows.for_cards()[:limit])


def groups_by_town(territory: Territory) -> dict[int, int]:
    """How many groups there are in each commune; one query."""
    rows = CitizenGroup.objects.shown_here(territory).exclude(town=None).order_by()
    return dict(rows.values_list("town").annotate(number=Count("pk")))


def points_of_groups(territory: Territory) -> Iterable[MapPoint]:
    """Where the groups are; one query."""
    return points_of("group", territory, CitizenGroup.objects.shown_here(territory).newest())


GROUP = ContentKind(
    name="group",
    label=_("Group"),
    section="groups",
    heading=_("The groups’ notice board"),
    empty=_("No group is here yet: association, school, shop or neighbours."),
    all_label=_("See all groups"),
    index_path="/groupes/",
    for_cards=newest_groups,
    card_template="cards/group.html",
    slug="groupe",
    plural=_("Groups"),
    model=CitizenGroup,
    cards=group_cards,
    steps=(
        ("/groupes/inscrire/", _("Register a group")),
        ("/contact/", _("Make a group known")),
    ),
    list_class="notices",
    limit=6,
    order=5,
    followable=True,
    wide=True,
    by_town=groups_by_town,
    points=points_of_groups,
)


def declare() -> None:
    """Make them known; called once, when the app is ready."""
    registry.register(GROUP)
