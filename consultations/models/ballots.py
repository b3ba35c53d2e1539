"""Who voted, and what is in the ballot box: two tables that nothing links.

The roll says that a person voted and on which day; the box holds choices under random numbers, with
no moment and no person. Both rows are written in one transaction.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from site_core.kernel.models import TerritoryOwned

from .polls import Poll, PollOption


class RollEntry(TerritoryOwned):
    """That somebody voted in a poll; never what."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="+")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    day = models.DateField(_("day"))
    submission = models.UUIDField(
        editable=False, help_text=_("The form it was sent with: sent twice, it is counted once.")
    )

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("entry of the roll")
        verbose_name_plural = _("roll of voters")
        constraints = [
            models.UniqueConstraint(fields=("territory", "poll", "voter"), name="one_vote_a_person")
        ]


class Ballot(TerritoryOwned):
    """One choice in the box of a poll."""

    id: Any = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="+")
    option = models.ForeignKey(PollOption, models.RESTRICT, related_name="+")
    receipt = models.CharField(
        max_length=64, editable=False, help_text=_("SHA-256 of the receipt that the voter keeps.")
    )

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "poll", "receipt"), name="one_ballot_a_receipt"
            )
        ]
