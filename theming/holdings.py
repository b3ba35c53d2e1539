"""What this app holds about people: who saved a theme."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from site_core.kernel.personal_data import SERVICE, Holding, declare

from .models import Theme


def themes_of(person: Any) -> Any:
    """The versions of themes that a person saved."""
    return Theme.objects.filter(saved_by=person).select_related("territory").order_by("pk")


def register() -> None:
    """Say what this app holds; versions stay, without a name."""
    declare(
        Holding(
            name="themes",
            label=_("Themes that you saved"),
            purpose=_("to know who changed how a territory looks"),
            basis=SERVICE,
            links=("theming.Theme.saved_by",),
            rows=themes_of,
            words={"territory": _("territory"), "updated_at": _("saved")},
        )
    )
