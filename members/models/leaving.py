"""What remains of accounts that close: the way back for some days, and what the law has kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from site_core.kernel.models import TerritoryOwned


class AccountClosing(models.Model):
    """An account that its owner closed: shown to nobody, erased later, until then it may come back.

    It belongs to no territory, as accounts do. `addresses` are those it had then: a former one is
    forgotten before the erasure, which must still find what was written from it. `names` and
    `hidden` are what comes back with it: the name shown by each membership, and what was
    published, by holding.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="closing")
    closed_at = models.DateTimeField(db_index=True)
    keeps_words = models.BooleanField()
    hostname = models.CharField(max_length=253)
    addresses = models.JSONField(default=list)
    names = models.JSONField(default=dict)
    hidden = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.closed_at:%Y-%m-%d}"


class AuthorGone(TerritoryOwned):
    """A page whose author deleted their account, and left it to its readers."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("page without its author")
        verbose_name_plural = _("pages without their author")
        constraints = [
            models.UniqueConstraint(fields=("territory", "page"), name="an_author_leaves_once")
        ]

    def __str__(self) -> str:
        return str(self.page_id)


class LegalRecord(models.Model):
    """What the law has a host keep apart, sealed (decree 2021-1362), and until when.

    No key leads to the account, which is gone when this is read: `person` and `address` are keyed
    digests of its number and of its e-mail address. Nobody reads it but by `read_vault`.
    """

    class Kind(models.TextChoices):
        """Each with its own time in the decree: articles 2 to 5."""

        IDENTITY = "identity", _("identity")
        ACCOUNT = "account", _("given when signing up")
        CONNECTION = "connection", _("connection")

    kind = models.CharField(max_length=10, choices=Kind)
    person = models.CharField(max_length=64, db_index=True)
    address = models.CharField(max_length=64, db_index=True)
    sealed = models.TextField()
    at = models.DateTimeField()
    purge_on = models.DateField(db_index=True)

    class Meta:
        verbose_name = _("record kept for the law")
        verbose_name_plural = _("records kept for the law")

    def __str__(self) -> str:
        return f"{self.kind} {self.purge_on:%Y-%m-%d}"
