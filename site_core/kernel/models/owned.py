"""The base of every row that belongs to one territory."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..scoping import AllRows, InScopeManager, current, require


class TerritoryOwned(models.Model):
    """A row of one territory; always the FIRST base class, so that both managers are ours."""

    territory = models.ForeignKey(
        "kernel.Territory",
        models.CASCADE,
        related_name="+",
        db_index=False,
        editable=False,
        verbose_name=_("territory"),
    )

    objects: ClassVar[Any] = InScopeManager()
    all_rows: ClassVar[Any] = AllRows()

    class Meta:
        abstract = True
        base_manager_name = "all_rows"
        default_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save in the row's own territory; ForeignTerritory when out of scope or linked outside."""
        type(self).all_rows.all().guard([self])
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete in the row's own territory; ForeignTerritory when it is not in scope."""
        require(self.territory_id)
        return super().delete(*args, **kwargs)

    def settle(self) -> None:
        """Give a new row the territory in scope; NoScope when there is not exactly one."""
        known: int | None = self.territory_id
        self.territory_id = current() if known is None else known

    def clean_fields(self, exclude: Any = None) -> None:
        """Settle first, so that checks on (territory, x) see the territory."""
        self.settle()
        super().clean_fields(exclude)

    def clean(self) -> None:
        """Refuse a choice that belongs to another territory, as if it did not exist."""
        super().clean()
        self.settle()
        require(self.territory_id)
        foreign = {
            key.name: _("Choose a value of this territory.")
            for _row, key in type(self).all_rows.all().strangers([self])
        }
        if foreign:
            raise ValidationError(foreign)

    def validate_unique(self, exclude: Any = None) -> None:
        """Check uniqueness inside the territory, though no form shows the field."""
        super().validate_unique({*(exclude or ())} - {"territory"})

    def validate_constraints(self, exclude: Any = None) -> None:
        """Check constraints inside the territory, though no form shows the field."""
        super().validate_constraints({*(exclude or ())} - {"territory"})
