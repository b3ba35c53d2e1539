"""A person's place in one territory."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from site_core.kernel.models import District, TerritoryOwned, Topic, Town


class Membership(TerritoryOwned):
    """One person registered in one territory, under the name they show there."""

    class Capacity(models.TextChoices):
        """In whose name somebody writes here; said by a referent, never by oneself alone."""

        INHABITANT = "inhabitant", _("inhabitant")
        GROUP = "group", _("group")
        ELECTED = "elected", _("elected person")
        AGENT = "agent", _("public service")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    display_name = models.CharField(_("name shown"), max_length=80)
    capacity = models.CharField(
        _("capacity"), max_length=10, choices=Capacity, default=Capacity.INHABITANT
    )
    towns = models.ManyToManyField(Town, blank=True, related_name="+", verbose_name=_("communes"))
    districts = models.ManyToManyField(
        District, blank=True, related_name="+", verbose_name=_("districts")
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=("territory", "user"), name="one_membership_a_person")
        ]

    def __str__(self) -> str:
        return self.display_name
