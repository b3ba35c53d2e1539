"""Which version of a territory's texts each member has accepted."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from site_core.kernel.models import TerritoryOwned

from .membership import Membership


class Consent(TerritoryOwned):
    """That one member accepted one text as it was: `digest` is of its words (SHA-256)."""

    class Text(models.TextChoices):
        """The texts by which members live here, each a required page."""

        CHARTER = "charte", _("charter")
        PRIVACY = "donnees-personnelles", _("personal data")

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="consents")
    text = models.CharField(max_length=20, choices=Text)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=12)
    accepted_at = models.DateTimeField(default=timezone.now)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("accepted text")
        verbose_name_plural = _("accepted texts")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "membership", "text", "digest"), name="accepted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.accepted_at:%Y-%m-%d}"
