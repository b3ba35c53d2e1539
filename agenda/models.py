"""The agenda of a territory and its events."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from site_core.kernel import clock
from site_core.kernel.blocks import TextStreamBlock
from site_core.kernel.content import Card
from site_core.kernel.listing import listing
from site_core.kernel.metadata import local
from site_core.kernel.models import BasePage, Illustrated, Located, Topical

from .cards import calendar_url, event_cards, when_of
from .rows import EventManager

MOST_BESIDE = 3  # other events of the same day


class Agenda(BasePage):
    """The list of a territory's events, at `/agenda/`."""

    template = "pages/agenda/index.html"
    kind = "agenda"
    section_slug = "agenda"
    reserved_slugs = frozenset({"mois", "proposer"})
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["territory_pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["agenda.Event"]

    class Meta:
        verbose_name = _("agenda")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What is to come and still running, or with `?quand=passe` what is over."""
        context = super().get_context(request, *args, **kwargs)
        territory = self.territory
        shows_past = request.GET.get("quand") == "passe"
        events = Event.objects.shown_here(territory).for_cards()
        now = timezone.now()
        rows = events.past(now) if shows_past else events.upcoming(now)
        found = listing(request, rows, lambda rows: event_cards(territory, rows))
        kept = [("quand", "passe")] if shows_past else []
        return {**context, "shows_past": shows_past, "kept": kept, "listing": found}


class Event(Illustrated, Located, Topical, BasePage):
    """Something that happens at a place and a time."""

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        TENTATIVE = "tentative", _("to be confirmed")
        CANCELLED = "cancelled", _("cancelled")

    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    all_day = models.BooleanField(_("all day"), default=False)
    over_at = models.DateTimeField(editable=False, db_index=True)
    venue = models.CharField(_("name of the place"), max_length=120, blank=True)
    organiser = models.CharField(_("organised by"), max_length=120, blank=True)
    price = models.CharField(_("price"), max_length=80, blank=True)
    access = models.CharField(
        _("access"),
        max_length=200,
        blank=True,
        help_text=_("Wheelchair, induction loop, sign language, childcare…"),
    )
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.CONFIRMED)
    introduction = models.TextField(_("in a few words"), max_length=300, blank=True)
    body = StreamField(TextStreamBlock(), blank=True, verbose_name=_("details"))

    objects = EventManager()

    template = "pages/agenda/event.html"
    kind = "event"
    parent_page_types: ClassVar[list[str]] = ["agenda.Agenda"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("all_day"), FieldPanel("status")]),
            ],
            heading=_("When"),
            icon="date",
            help_text=_(
                "On the clocks of the territory. Without an end, the event lasts until midnight."
            ),
        ),
        FieldPanel("introduction"),
        FieldPanel("venue", help_text=_("Hall, square, school… as people call it.")),
        *Located.place_panels,
        FieldRowPanel([FieldPanel("organiser"), FieldPanel("price")]),
        FieldPanel("access"),
        *Illustrated.picture_panels,
        FieldPanel("body"),
        *Topical.topic_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        *Located.place_search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.SearchField("venue"),
        index.FilterField("starts_at"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        """An event ends after it begins, in a year that one may mean."""
        super().clean()
        for name in ("starts_at", "ends_at"):
            moment = getattr(self, name)
            if moment and not clock.is_plausible(moment):
                raise ValidationError({name: _("Check the year of this date.")})
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must come after the beginning.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep beside the dates the first moment at which all is over, on the local clocks."""
        self.over_at = clock.over_at(
            self.starts_at, self.ends_at, all_day=self.all_day, zone=self.zone
        )
        super().save(*args, **kwargs)

    def structured_data(self, context: Mapping[str, Any]) -> dict[str, Any]:
        """An event: when, where, whose, and whether it was called off."""
        cancelled = self.status == self.Status.CANCELLED
        organiser = {"@type": "Organization", "name": self.organiser} if self.organiser else None
        return {
            "@type": "Event",
            "name": self.title,
            "startDate": self._structured_moment(self.starts_at),
            "endDate": self._structured_moment(self.ends_at) if self.ends_at else "",
            "eventStatus": f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": self.structured_place(self.venue),
            "organizer": organiser,
        }

    def _structured_moment(self, moment: datetime) -> str:
        return timezone.localdate(moment).isoformat() if self.all_day else local(moment)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """When it is in words, whether it is over, and what else happens that day."""
        context = super().get_context(request, *args, **kwargs)
        is_past = clock.is_past(self.over_at, timezone.now())
        path = context.get("address", "")
        return {
            **context,
            "when": when_of(self),
            "is_past": is_past,
            "calendar_url": path and calendar_url(self, path),
            "same_day": self.same_day(),
        }

    def same_day(self) -> list[Card]:
        """The first other events of the day when it begins; one query."""
        territory = self.territory
        day, zone = timezone.localdate(self.starts_at), timezone.get_current_timezone()
        begins, ends = clock.start_of_day(day, zone), clock.end_of_day(self.starts_at, zone)
        rows = Event.objects.shown_here(territory).between(begins, ends)
        rows = rows.exclude(pk=self.pk).exclude(status=self.Status.CANCELLED)
        return list(event_cards(territory, rows.for_cards()[:MOST_BESIDE]))
