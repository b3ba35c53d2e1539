"""Addresses that accounts had until a few days ago."""

from django.conf import settings
from django.db import models


class FormerAddress(models.Model):
    """The address an account had before a change: whoever reads it may take the account back.

    It belongs to no territory, as accounts do. `members/services/addresses.py` says for how long.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    email = models.EmailField()
    left_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.left_at:%Y-%m-%d}"
