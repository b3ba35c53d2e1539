"""A territory, the places in it and the people who look after it."""

import uuid
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page, PageViewRestriction, Site

from ..alphabet import Alphabetical
from ..plain_text import refuse_unreadable
from .owned import TerritoryOwned


class Territory(models.Model):
    """A place with its own address, colours, referents and content: one Wagtail Site."""

    class State(models.TextChoices):
        ACTIVE = "active", _("open")
        SUSPENDED = "suspended", _("suspended")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120, validators=[refuse_unreadable])
    motto = models.CharField(_("motto"), max_length=160, blank=True, validators=[refuse_unreadable])
    official_code = models.CharField(
        _("official code"),
        max_length=9,
        blank=True,
        help_text=_("SIREN of an intercommunality or INSEE code of a commune."),
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    contact_email = models.EmailField(_("contact address"), blank=True)
    site = models.OneToOneField(Site, models.PROTECT, related_name="territory")
    collection = models.OneToOneField(Collection, models.PROTECT, related_name="+")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("inside")
    )
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    suspension_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = (Alphabetical("name"),)

    def __str__(self) -> str:
        return self.name

    @property
    def hostname(self) -> str:
        """The host that this territory answers on, without a port."""
        return str(self.site.hostname)

    @cached_property
    def homes(self) -> list[Page]:
        """The published or draft home page of each language, the default language first."""
        homes = Page.objects.filter(depth=2, translation_key=self.site.root_page.translation_key)
        return sorted(
            homes.select_related("locale"),
            key=lambda home: (home.locale.language_code != settings.LANGUAGE_CODE, home.path),
        )

    @cached_property
    def languages(self) -> list[str]:
        """The codes of the languages in which the home page is published.

        A copy that only follows the original (an alias, made above a translated page) does not
        count: nobody has opened the territory in that language.
        """
        written = (home for home in self.homes if home.live and home.alias_of_id is None)
        return [home.locale.language_code for home in written]

    @cached_property
    def closed_paths(self) -> list[str]:
        """The tree paths below which pages are kept for some people."""
        under = models.Q(pk__in=())
        for home in self.homes:
            after = home._inc_path()
            under |= models.Q(page__path__gte=home.path, page__path__lt=after)
        found = PageViewRestriction.objects.filter(under)
        return list(found.values_list("page__path", flat=True).distinct())

    def holds(self, page: Page) -> bool:
        """Whether a page stands under one of this territory's homes."""
        return self.home_of(page) is not None

    def closes(self, page: Page) -> bool:
        """Whether a page, or one that it stands under, is kept for some people."""
        return any(page.path.startswith(path) for path in self.closed_paths)

    def home_of(self, page: Page) -> Page | None:
        """The home, in one language or another, that a page stands under or is."""
        return next((home for home in self.homes if page.path.startswith(home.path)), None)

    def forget(self) -> None:
        """Drop what was computed from the tree, after it changed."""
        for name in ("homes", "languages", "closed_paths", "menus"):
            self.__dict__.pop(name, None)


class Town(TerritoryOwned):
    """A commune of the official list, seen from one territory; its INSEE code is its key."""

    code = models.CharField(_("INSEE code"), max_length=5)
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=90)
    department = models.CharField(_("department"), max_length=3, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    postcodes = models.CharField(_("postcodes"), max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = (Alphabetical("name"),)
        constraints = [
            models.UniqueConstraint(fields=("territory", "code"), name="town_code_in_territory"),
            models.UniqueConstraint(fields=("territory", "slug"), name="town_slug_in_territory"),
        ]

    def __str__(self) -> str:
        return self.name


class District(TerritoryOwned):
    """A part of a commune, as its inhabitants name it."""

    town = models.ForeignKey(Town, models.CASCADE, related_name="+", verbose_name=_("commune"))
    name = models.CharField(_("name"), max_length=80, validators=[refuse_unreadable])
    slug = models.SlugField(max_length=90, blank=True, editable=False)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = (Alphabetical("name"),)
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "town", "name"), name="district_name_in_town"
            ),
            models.UniqueConstraint(
                fields=("territory", "slug"), name="district_slug_in_territory"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a person may be asked to do for a territory."""

    EDITOR = "editor", _("editor")
    REFERENT = "referent", _("referent")


class TerritoryRole(TerritoryOwned):
    """A person's role in a territory, until a date when there is one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    appointed_at = models.DateTimeField(auto_now_add=True)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=("territory", "user", "role"), name="one_role_row_a_person"
            )
        ]
        indexes = [models.Index(fields=("territory", "role"), name="people_by_role")]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class RoleGroup(TerritoryOwned):
    """The Wagtail group that carries a role's rights on one territory's pages and files."""

    role = models.CharField(max_length=10, choices=Role)
    group = models.OneToOneField(Group, models.CASCADE, related_name="+")

    class Meta(TerritoryOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=("territory", "role"), name="one_group_a_role")
        ]

    def __str__(self) -> str:
        return str(self.group)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the group with its row, so that no right outlives its reason."""
        group = self.group
        deleted = super().delete(*args, **kwargs)
        group.delete()
        return deleted
