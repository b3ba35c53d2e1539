"""What people talk about in a territory."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .owned import TerritoryOwned


class Topic(TerritoryOwned):
    """A subject such as culture or transport; referents keep their territory's list."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(max_length=70, blank=True, editable=False)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("sort_order", "name")  # modelcluster sorts by names of fields only
        constraints = [
            models.UniqueConstraint(fields=("territory", "name"), name="topic_name_in_territory"),
            models.UniqueConstraint(fields=("territory", "slug"), name="topic_slug_in_territory"),
        ]

    def __str__(self) -> str:
        return self.name
