"""What this app holds about people: that they took part, never what they chose."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from site_core.kernel.personal_data import SERVICE, Holding, declare

from .models import RollEntry


def votes_of(person: Any) -> Any:
    """In which polls a person took part, and on which day."""
    return RollEntry.objects.filter(voter=person).select_related("territory", "poll").order_by("pk")


def register() -> None:
    """Say what this app holds; when an account goes, the roll keeps a line without a name."""
    declare(
        Holding(
            name="votes",
            label=_("Polls in which you took part"),
            purpose=_("to count one vote for each person; nothing tells what you chose"),
            basis=SERVICE,
            kept=_("as long as the poll; your name goes with your account"),
            links=("consultations.RollEntry.voter",),
            rows=votes_of,
            words={"territory": _("territory"), "poll": _("poll"), "day": _("day")},
        )
    )
