"""Mails about accounts that no mail server took yet."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WaitingMail(models.Model):
    """One mail, sealed: what it holds opens an account. It belongs to none, as accounts do.

    `until` is when it is of no use any more, as a code that is over.
    """

    email = models.EmailField(db_index=True)
    sealed = models.TextField()
    tried_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("mail that waits")
        verbose_name_plural = _("mails that wait")

    def __str__(self) -> str:
        return f"{self.until:%Y-%m-%d}"
