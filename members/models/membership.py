"""A person's place in one territory, and the news they asked for."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from site_core.kernel.models import District, TerritoryOwned, Topic, Town

from ..schedule import next_due

FURTHEST = 50  # kilometres


class Frequency(models.TextChoices):
    """How often the letter of news leaves."""

    WEEKLY = "weekly", _("once a week")
    DAILY = "daily", _("every day")
    NEVER = "never", _("never")


class Door(models.TextChoices):
    """What somebody came in for; the last two are wishes, read by the referents."""

    FOLLOW = "follow", _("I follow what happens here")
    BLOG = "blog", _("I open my blog")
    GROUP = "group", _("I register an association, a school, a shop, an institution")


class Membership(TerritoryOwned):
    """One person registered in one territory, under the name they show there.

    `kinds` holds names of content kinds. What is left empty narrows nothing: see `matching.py`.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    display_name = models.CharField(_("name shown"), max_length=80)
    renamed_on = models.DateField(null=True, editable=False)
    renames = models.PositiveSmallIntegerField(default=0, editable=False)  # on that day
    towns = models.ManyToManyField(Town, blank=True, related_name="+", verbose_name=_("communes"))
    districts = models.ManyToManyField(
        District, blank=True, related_name="+", verbose_name=_("districts")
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    kinds = models.JSONField(_("kinds of content"), default=list, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    radius = models.PositiveSmallIntegerField(
        _("distance"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(FURTHEST)],
        help_text=_("Kilometres around the point."),
    )
    frequency = models.CharField(
        _("letter of news"), max_length=6, choices=Frequency, default=Frequency.WEEKLY
    )
    digest_hour = models.PositiveSmallIntegerField(
        _("hour of the letter"), default=7, validators=[MaxValueValidator(23)]
    )
    digest_weekday = models.PositiveSmallIntegerField(
        _("day of the weekly letter"),
        default=3,
        choices=list(WEEKDAYS.items()),
        validators=[MaxValueValidator(6)],
    )
    digest_due_at = models.DateTimeField(null=True, editable=False)
    paused_until = models.DateField(
        _("nothing by mail until"),
        null=True,
        blank=True,
        help_text=_("A pause of everything but what an account must be told."),
    )
    door = models.CharField(_("came in to"), max_length=6, choices=Door, default=Door.FOLLOW)
    wish = models.CharField(_("name of the blog or of the group"), max_length=120, blank=True)
    feed_key = models.UUIDField(null=True, editable=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        # Of all territories at once: `send_digests` asks where a letter is due.
        indexes = [models.Index(fields=("digest_due_at",), name="letters_due")]
        constraints = [
            models.UniqueConstraint(fields=("territory", "user"), name="one_membership_a_person"),
            models.UniqueConstraint(fields=("territory", "feed_key"), name="one_feed_a_key"),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None, radius=None)
                | models.Q(
                    latitude__isnull=False, longitude__isnull=False, radius__range=(1, FURTHEST)
                ),
                name="a_circle_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's; a new membership has its first letter planned."""
        if self._state.adding and self.digest_due_at is None:
            self.settle()
            self.plan_digest(timezone.now())
        super().save(*args, **kwargs)

    def plan_digest(self, now: datetime) -> None:
        """Set when the next letter is due, from what was chosen; not saved."""
        if self.frequency == Frequency.NEVER:
            self.digest_due_at = None
            return
        self.digest_due_at = next_due(
            now,
            weekday=self.digest_weekday if self.frequency == Frequency.WEEKLY else None,
            hour=self.digest_hour,
            zone=ZoneInfo(self.territory.time_zone),
        )

    def is_pausing(self, today: date) -> bool:
        """Whether nothing but duties is mailed on this day."""
        return self.paused_until is not None and today < self.paused_until

    @property
    def circle(self) -> tuple[float, float, int] | None:
        """Latitude and longitude in degrees (WGS 84), radius in kilometres; None without one."""
        if self.latitude is None or self.longitude is None or self.radius is None:
            return None
        return self.latitude, self.longitude, self.radius


class Follow(TerritoryOwned):
    """What one member follows: a page, a topic or a commune. Nobody else ever sees it."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="follows")
    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, null=True, blank=True, related_name="+"
    )
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="+")
    town = models.ForeignKey(Town, models.CASCADE, null=True, blank=True, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("followed thing")
        verbose_name_plural = _("followed things")
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=("territory", "membership", name), name=f"a_{name}_is_followed_once"
                )
                for name in ("page", "topic", "town")
            ),
            models.CheckConstraint(
                condition=models.Q(page__isnull=False, topic=None, town=None)
                | models.Q(page=None, topic__isnull=False, town=None)
                | models.Q(page=None, topic=None, town__isnull=False),
                name="one_thing_is_followed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.target)

    @property
    def target(self) -> Any:
        """What is followed."""
        return self.page or self.topic or self.town
