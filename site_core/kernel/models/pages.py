"""What the pages of a territory have in common."""

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from .. import policies, territories
from ..panels import PointPanel
from ..points import parse_point
from ..scoping import ForeignTerritory, is_scoped, require
from .territory import District, Territory, Town


class TerritoryPageQuerySet(PageQuerySet):
    """Pages of one territory, by the path of its homes: one range an index can answer."""

    def in_territory(self, territory: Territory, language: str | None = None) -> Self:
        """The pages under the territory's homes, or under its home in one language."""
        where = models.Q(pk__in=())
        for home in territory.homes:
            if language in (None, home.locale.language_code):
                after = Page._inc_path(home.path)
                where |= models.Q(path__gte=home.path, path__lt=after)
        return self.filter(where)


TerritoryPageManager = PageManager.from_queryset(TerritoryPageQuerySet)


class BasePage(Page):
    """A page of a territory: written and linked inside it only."""

    objects = TerritoryPageManager()

    class Meta:
        abstract = True

    @property
    def territory(self) -> Territory:
        """The territory whose home this page stands under; NoTerritory on the network site."""
        return territories.territory_of(self)

    def guard(self) -> None:
        """Refuse, with ForeignTerritory, to write out of scope or to link to another's row."""
        home = territories.territory_of_path(self.path) if self.path else None
        if home is None:
            return
        require(home.pk)
        for field in self._meta.concrete_fields:
            if field.many_to_one and is_scoped(field.related_model):
                target = getattr(self, field.attname)
                rows = field.related_model.all_rows.filter(pk=target, territory_id=home.pk)
                if target is not None and not rows.exists():
                    raise ForeignTerritory(f"{field.name} belongs to another territory.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's, inside the page's territory."""
        self.guard()
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """As Wagtail's, inside the page's territory: elsewhere its links would be lost."""
        self.guard()
        return super().save_revision(*args, **kwargs)

    def permissions_for_user(self, user: Any) -> policies.TerritoryPagePermissionTester:
        """What this person may do here: see `policies.py`."""
        return policies.TerritoryPagePermissionTester(user, self)


class Topical(models.Model):
    """A page about some of the territory's topics."""

    topics = ParentalManyToManyField(
        "kernel.Topic", blank=True, related_name="+", verbose_name=_("topics")
    )

    topic_panels = [FieldPanel("topics", widget=forms.CheckboxSelectMultiple)]

    class Meta:
        abstract = True


class Illustrated(models.Model):
    """A page with a lead picture, told in words."""

    picture = models.ForeignKey(
        "kernel.KikaluImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=255,
        blank=True,
        help_text=_("For people who cannot see it. Taken from the picture when left empty."),
    )

    picture_panels = [
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture"), icon="image"
        )
    ]

    class Meta:
        abstract = True

    @property
    def alt(self) -> str:
        """The alternative text of the lead picture."""
        return self.picture_alt or (self.picture.default_alt_text if self.picture else "")


class Located(models.Model):
    """A page about a place: a commune, a district, perhaps a point on the map."""

    town = models.ForeignKey(
        Town,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune"),
    )
    district = models.ForeignKey(
        District,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district"),
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    point = models.CharField(
        _("point on the map"),
        max_length=80,
        blank=True,
        help_text=_("Click on the map, or leave it empty: the commune is enough."),
    )
    latitude = models.FloatField(null=True, editable=False)
    longitude = models.FloatField(null=True, editable=False)

    place_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("town"), FieldPanel("district")]),
                FieldPanel("address"),
                PointPanel("point"),
            ],
            heading=_("Place"),
            icon="site",
        )
    ]
    place_search_fields = [
        index.FilterField("town"),
        index.FilterField("district"),
        index.SearchField("address"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Keep the two floats beside the point, and the district inside its commune."""
        super().clean()
        try:
            self.latitude, self.longitude = parse_point(self.point)
        except ValueError as error:
            raise ValidationError({"point": str(error)}) from error
        if self.district_id and self.town_id is None:
            self.town_id = self.district.town_id
        if self.district_id and self.district.town_id != self.town_id:
            raise ValidationError({"district": _("This district is not in the chosen commune.")})

    @property
    def place(self) -> str:
        """The place in words: district, then commune."""
        return ", ".join(str(part) for part in (self.district, self.town) if part)
