"""Addresses at which something was published and then deleted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .owned import TerritoryOwned

LONGEST = 400  # characters; a page with a longer address is simply not found any more


class GoneAddress(TerritoryOwned):
    """Where a published page was: it is answered as withdrawn (RFC 9110, status 410)."""

    path = models.CharField(_("address"), max_length=LONGEST)
    gone_at = models.DateTimeField(auto_now_add=True)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("withdrawn address")
        verbose_name_plural = _("withdrawn addresses")
        constraints = [
            models.UniqueConstraint(fields=("territory", "path"), name="gone_path_in_territory")
        ]

    def __str__(self) -> str:
        return self.path
