"""The territory's own pages, declared for the search and whatever else lists content."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from site_core.kernel.content import Card, ContentKind, registry
from site_core.kernel.models import Territory

from .cards import page_cards
from .models import StandardPage


def last_changed(territory: Territory, limit: int) -> Iterable[Card]:
    """The cards of the pages that changed last; one query."""
    rows = StandardPage.objects.shown_here(territory).order_by("-last_published_at", "-pk")
    return page_cards(territory, rows.for_cards()[:limit])


PAGE = ContentKind(
    name="page",
    label=_("Page"),
    section="",
    heading=_("The pages of this place"),
    empty=_("There is no page here yet."),
    all_label=_("See the front page"),
    index_path="/",
    for_cards=last_changed,
    card_template="cards/page.html",
    slug="page",
    plural=_("Pages of this place"),
    model=StandardPage,
    cards=page_cards,
    dated=False,
    order=9,
)


def declare() -> None:
    """Make them known; called once, when the app is ready."""
    registry.register(PAGE)
