"""In whose name somebody writes, besides their own: what referents have checked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from site_core.kernel.models import TerritoryOwned
from site_core.kernel.plain_text import refuse_unreadable

from .groups import CitizenGroup
from .membership import Membership

LONGEST_TITLE = 80


class Capacity(models.TextChoices):
    """What a person may be besides an inhabitant; said by a referent, never by oneself alone."""

    GROUP = "group", _("group")
    ELECTED = "elected", _("elected person")
    AGENT = "agent", _("public service")


class MemberCapacity(TerritoryOwned):
    """One capacity of one member, from a day on and until a day when there is one."""

    membership = models.ForeignKey(
        Membership, models.CASCADE, related_name="capacities", verbose_name=_("member")
    )
    kind = models.CharField(_("capacity"), max_length=10, choices=Capacity)
    title = models.CharField(
        _("title"),
        max_length=LONGEST_TITLE,
        blank=True,
        validators=[refuse_unreadable],
        help_text=_("For example: deputy for culture, roads department. Everybody reads it."),
    )
    group = models.ForeignKey(
        CitizenGroup,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("group"),
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    since = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("capacity of a member")
        verbose_name_plural = _("capacities of members")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "membership", "kind", "title"),
                condition=Q(ended_at=None, group=None),
                name="one_capacity_a_title",
            ),
            models.UniqueConstraint(
                fields=("territory", "membership", "group"),
                condition=Q(ended_at=None),
                name="one_capacity_a_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.shown_title})" if self.shown_title else self.kind

    @property
    def shown_title(self) -> str:
        """What is read after the word of the capacity: the title, else the name of the group."""
        return self.title or (self.group.title if self.group else "")
