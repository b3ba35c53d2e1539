"""The audit chains: one for each territory, one for the operator.

A link says when something was done and what kind of act it was, and commits to the digests of its
parts: who did it, for whom, and the act itself. Parts hold everything personal, each under its own
salt: erasing one leaves the chain whole. A head remembers the last link, so that links missing at
the end are noticed. `docs/decisions/0004-audit-chains.md` says what this proves and what it cannot.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..scoping import AllRows, GuardedQuerySet, InScopeManager
from .append_only import Refuse
from .owned import TerritoryOwned

DIGEST_LENGTH = 64  # SHA-256 in hexadecimal
CLOSED = "EXISTS (SELECT 1 FROM kernel_closedchain WHERE territory_number = OLD.territory_id)"
NEXT = "NEW.id = OLD.id AND NEW.sequence = OLD.sequence + 1"


class AppendOnly(RuntimeError):
    """A row of an audit chain would be changed or deleted."""


class FrozenRows(models.QuerySet):  # type: ignore[type-arg]
    """Rows that are added and read, nothing else. Cascades of a closed territory go around it."""

    def update(self, **_values: Any) -> int:
        """Refused."""
        raise AppendOnly(self.model.__name__)

    def _update(self, _values: Any) -> int:
        """Refused: the UPDATE of `Model.save()`."""
        raise AppendOnly(self.model.__name__)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise AppendOnly(self.model.__name__)


class FrozenTerritoryRows(FrozenRows, GuardedQuerySet):  # type: ignore[override]
    """The same, behind the wall between territories."""


class FixedParts(models.QuerySet):  # type: ignore[type-arg]
    """Rows that are added, read and erased, never changed."""

    def update(self, **_values: Any) -> int:
        """Refused."""
        raise AppendOnly(self.model.__name__)

    def _update(self, _values: Any) -> int:
        """Refused: the UPDATE of `Model.save()`."""
        raise AppendOnly(self.model.__name__)


class FixedTerritoryParts(FixedParts, GuardedQuerySet):  # type: ignore[override]
    """The same, behind the wall between territories."""


class Unchanging(models.Model):
    """A row that is saved once."""

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; AppendOnly when it is there already."""
        if not self._state.adding:
            raise AppendOnly(str(self))
        super().save(*args, **kwargs)


class Frozen(Unchanging):
    """A row that is saved once and stays."""

    class Meta:
        abstract = True

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise AppendOnly(str(self))


class Link(Frozen):
    """One act in a chain; `digest` covers every other field and the chain's own name."""

    sequence = models.PositiveBigIntegerField(_("number"))
    at = models.DateTimeField(_("date"))
    action = models.CharField(_("act"), max_length=100)
    part_digests = models.TextField()
    previous = models.CharField(max_length=DIGEST_LENGTH)
    digest = models.CharField(max_length=DIGEST_LENGTH)

    class Meta:
        abstract = True
        ordering = ("sequence",)
        verbose_name = _("act")
        verbose_name_plural = _("acts")

    def __str__(self) -> str:
        return f"{self.sequence}. {self.action}"


class Part(Unchanging):
    """One erasable part of a link: canonical JSON and the salt of its digest.

    `person` is the number of the account the part is about. It is no foreign key: deleting an
    account must not need a change here, and the part is erased by `erase_payloads_of`.
    """

    name = models.CharField(max_length=12)
    salt = models.CharField(max_length=32)
    facts = models.TextField()
    person = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.name} of link {self.link_id}"  # type: ignore[attr-defined]


class Head(models.Model):
    """Where a chain ends: the number and digest of its last link. Locked by who adds the next."""

    wagtail_reference_index_ignore = True

    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=DIGEST_LENGTH)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"link {self.sequence}"


class AuditLink(TerritoryOwned, Link):
    """An act in a territory."""

    objects = InScopeManager.from_queryset(FrozenTerritoryRows)()  # type: ignore[misc]
    all_rows = AllRows.from_queryset(FrozenTerritoryRows)()  # type: ignore[misc]

    class Meta(TerritoryOwned.Meta, Link.Meta):
        constraints = [
            models.UniqueConstraint(fields=("territory", "sequence"), name="one_link_a_number"),
            Refuse(name="audit_link_stays_as_it_is", operation="UPDATE"),
            Refuse(name="audit_link_stays", operation="DELETE", unless=CLOSED),
        ]


class AuditPart(TerritoryOwned, Part):
    """A part of an act in a territory."""

    link = models.ForeignKey(AuditLink, models.CASCADE, related_name="parts")

    objects = InScopeManager.from_queryset(FixedTerritoryParts)()  # type: ignore[misc]
    all_rows = AllRows.from_queryset(FixedTerritoryParts)()  # type: ignore[misc]

    class Meta(TerritoryOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "link", "name"), name="one_part_of_each_name"
            ),
            Refuse(name="audit_part_stays_as_it_is", operation="UPDATE"),
        ]


class AuditHead(TerritoryOwned, Head):
    """The end of a territory's chain."""

    class Meta(TerritoryOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=("territory",), name="one_head_a_chain"),
            Refuse(name="audit_head_goes_forward", operation="UPDATE", unless=NEXT),
            Refuse(name="audit_head_stays", operation="DELETE", unless=CLOSED),
        ]


class OperatorLink(Link):
    """An act of the operator that belongs to no territory."""

    objects = models.Manager.from_queryset(FrozenRows)()

    class Meta(Link.Meta):
        constraints = [
            models.UniqueConstraint(fields=("sequence",), name="one_operator_link_a_number"),
            Refuse(name="operator_link_stays_as_it_is", operation="UPDATE"),
            Refuse(name="operator_link_stays", operation="DELETE"),
        ]


class OperatorPart(Part):
    """A part of an act of the operator."""

    link = models.ForeignKey(OperatorLink, models.CASCADE, related_name="parts")

    objects = models.Manager.from_queryset(FixedParts)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("link", "name"), name="one_operator_part_a_name"),
            Refuse(name="operator_part_stays_as_it_is", operation="UPDATE"),
        ]


class OperatorHead(Head):
    """The end of the operator's chain: one row, whose key is 1."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_operator_head"),
            Refuse(name="operator_head_goes_forward", operation="UPDATE", unless=NEXT),
            Refuse(name="operator_head_stays", operation="DELETE"),
        ]


class ClosedChain(Frozen):
    """The end of the chain of a territory that is being deleted, kept when its links are gone.

    The one thing that lets links be deleted; see `audit.close_chain`. No key to the territory, for
    it outlives it. Two triggers name this table: on SQLite, a migration that changes it must drop
    them first and put them back.
    """

    territory_number = models.BigIntegerField(unique=True)
    chain = models.UUIDField(unique=True)
    name = models.CharField(max_length=120)
    sequence = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=DIGEST_LENGTH)
    closed_at = models.DateTimeField()

    objects = models.Manager.from_queryset(FrozenRows)()

    class Meta:
        constraints = [
            Refuse(name="closed_chain_stays_as_it_is", operation="UPDATE"),
            Refuse(name="closed_chain_stays", operation="DELETE"),
        ]

    def __str__(self) -> str:
        return self.name
