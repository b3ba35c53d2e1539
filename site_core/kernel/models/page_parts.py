"""What a page may have besides its text: topics, a lead picture, a place."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from ..page_forms import LocatedPageForm
from ..panels import PointPanel
from ..points import format_point, parse_point
from .territory import District, Town


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

    base_form_class = LocatedPageForm

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Keep the two floats beside the point, and the district inside its commune."""
        super().clean()
        try:
            self.latitude, self.longitude = parse_point(self.point)
        except ValueError as error:
            raise ValidationError({"point": str(error)}) from error
        if self.latitude is not None and self.longitude is not None:
            self.point = format_point(self.latitude, self.longitude)
        if self.district and self.town_id is None:
            self.town_id = self.district.town_id
        if self.district and self.district.town_id != self.town_id:
            raise ValidationError({"district": _("This district is not in the chosen commune.")})

    def structured_place(self, name: str = "") -> dict[str, Any] | None:
        """Where it is, in the words of schema.org, as precisely as its author said."""
        known: dict[str, Any] = {}
        if name or self.place:
            known["name"] = name or self.place
        if self.address or self.town:
            known["address"] = {"@type": "PostalAddress", "addressCountry": "FR"}
            known["address"] |= {"streetAddress": self.address} if self.address else {}
            known["address"] |= {"addressLocality": self.town.name} if self.town else {}
        if self.latitude is not None:
            where = {"latitude": self.latitude, "longitude": self.longitude}
            known["geo"] = {"@type": "GeoCoordinates", **where}
        return {"@type": "Place", **known} if known else None

    @property
    def place(self) -> str:
        """The place in words: district, then commune."""
        return ", ".join(str(part) for part in (self.district, self.town) if part)
