"""The groups of a territory: associations, institutions, schools, shops…"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.search import index

from site_core.kernel.blocks import TextStreamBlock
from site_core.kernel.content import registry
from site_core.kernel.listing import listing
from site_core.kernel.models import BasePage, Illustrated, Located, Topical

from ..cards import group_cards
from ..rows import GroupManager

TEXTS = "textes"  # what stands between the address of a group and that of its texts
STRUCTURED = {"school": "School", "shop": "Store", "institution": "GovernmentOrganization"}


class GroupIndex(BasePage):
    """The list of a territory's groups, at `/groupes/`."""

    template = "pages/members/group_index.html"
    kind = "groups"
    section_slug = "groupes"
    reserved_slugs = frozenset({"inscrire"})
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["territory_pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["members.CitizenGroup"]

    class Meta:
        verbose_name = _("list of groups")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The groups, by name."""
        context = super().get_context(request, *args, **kwargs)
        territory = self.territory
        rows = CitizenGroup.objects.shown_here(territory).for_cards().order_by("title", "pk")
        found = listing(request, rows, lambda rows: group_cards(territory, rows))
        return {**context, "listing": found}


class CitizenGroup(Illustrated, Located, Topical, BasePage):
    """A group of people, and what they say of themselves."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("association")
        INSTITUTION = "institution", _("institution")
        SCHOOL = "school", _("school")
        SHOP = "shop", _("shop")
        COLLECTIVE = "collective", _("collective")

    group_kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ASSOCIATION)
    introduction = models.TextField(_("in a few words"), max_length=300, blank=True)
    body = StreamField(TextStreamBlock(), blank=True, verbose_name=_("presentation"))
    contact = models.CharField(_("how to reach us"), max_length=200, blank=True)

    objects = GroupManager()

    template = "pages/members/group.html"
    kind = "group"
    parent_page_types: ClassVar[list[str]] = ["members.GroupIndex"]
    subpage_types: ClassVar[list[str]] = ["blog.CollectiveText"]
    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("group_kind"), FieldPanel("contact")]),
        FieldPanel("introduction"),
        *Illustrated.picture_panels,
        FieldPanel("body"),
        *Located.place_panels,
        *Topical.topic_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        *Located.place_search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """As Wagtail's; its texts are found below `textes/`, which leaves room for other things."""
        if path_components:
            between, *path_components = path_components
            if between != TEXTS or not path_components:
                raise Http404
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The texts that its people wrote together, newest first."""
        context = super().get_context(request, *args, **kwargs)
        kind = registry.kinds["text"]
        rows = kind.model.objects.child_of(self).visible().newest().for_cards()
        territory = self.territory
        found = listing(
            request, rows, lambda rows: iter(kind.cards(territory, rows)), by_town=False
        )
        return {**context, "listing": found}

    def structured_data(self, context: Mapping[str, Any]) -> dict[str, Any]:
        """An organisation of its kind, and where it is."""
        return {
            "@type": STRUCTURED.get(self.group_kind, "Organization"),
            "name": self.title,
            "location": self.structured_place(),
        }
