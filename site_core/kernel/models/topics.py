"""What people talk about in a territory."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..alphabet import Alphabetical
from ..plain_text import refuse_unreadable
from .owned import TerritoryOwned

IN_LISTS = ("sort_order", Alphabetical("name"), "pk")


class Topic(TerritoryOwned):
    """A subject such as culture or transport; referents keep their territory's list.

    modelcluster sorts by the names of fields only: people's lists ask for `IN_LISTS`.
    """

    name = models.CharField(_("name"), max_length=60, validators=[refuse_unreadable])
    slug = models.SlugField(max_length=70, blank=True, editable=False)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("sort_order", "name")
        constraints = [
            models.UniqueConstraint(fields=("territory", "name"), name="topic_name_in_territory"),
            models.UniqueConstraint(fields=("territory", "slug"), name="topic_slug_in_territory"),
        ]

    def __str__(self) -> str:
        return self.name
