"""The pages that are the territory's own."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from site_core.kernel import territories
from site_core.kernel.models import BasePage, Illustrated

from .blocks import PageStreamBlock
from .blocks.supplies import NAME, Supplies
from .home import HomeStreamBlock, default_sections, front_of
from .required_facts import facts_of
from .search.choices import finder_choices
from .search.models import SearchEntry, SearchTerm, SearchWord

__all__ = ["HomePage", "SearchEntry", "SearchTerm", "SearchWord", "StandardPage"]

# Answered by views, now or later, or by the sections; see the addresses in docs/operations.md.
RESERVED = frozenset(
    {
        "admin",
        "agenda",
        "api",
        "blogs",
        "carte",
        "commentaires",
        "compte",
        "connexion",
        "consultations",
        "courrier-demo",
        "deconnexion",
        "documents",
        "donnees",
        "fil",
        "groupes",
        "inscription",
        "lettre",
        "media",
        "messages",
        "notifications",
        "recherche",
        "sante",
        "signaler",
        "static",
        "suivre",
        "theme",
        "ws",
    }
    | {code for code, _name in settings.LANGUAGES}
)
REQUIRED = frozenset(
    {"accessibilite", "charte", "contact", "donnees-personnelles", "mentions-legales", "moderation"}
)


class HomePage(BasePage):
    """The front page of a territory, in one language."""

    introduction = models.CharField(_("one sentence of welcome"), max_length=200, blank=True)
    sections = StreamField(
        HomeStreamBlock(),
        default=default_sections,
        verbose_name=_("sections"),
        help_text=_("In the order in which people see them. One that is removed can be put back."),
    )

    template = "pages/territory_pages/home.html"
    kind = "home"
    reserved_slugs = RESERVED
    lasting_slugs = REQUIRED
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("sections"),
    ]
    override_translatable_fields = [SynchronizedField("sections")]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The sections of the front page, each filled by its own app, the search and the map."""
        context = super().get_context(request, *args, **kwargs)
        territory = self.territory
        names = (section.block_type for section in self.sections)
        return {**context, "front": front_of(territory, names), "finder": finder_choices()}


CONTACT = "contact"


class StandardPage(Illustrated, BasePage):
    """A page of the territory: who we are, the charter, legal notices."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(PageStreamBlock(), blank=True, verbose_name=_("text"))

    template = "pages/territory_pages/standard.html"
    kind = "page"
    parent_page_types: ClassVar[list[str]] = [
        "territory_pages.HomePage",
        "territory_pages.StandardPage",
    ]
    subpage_types: ClassVar[list[str]] = ["territory_pages.StandardPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        *Illustrated.picture_panels,
        FieldPanel("body"),
    ]
    promote_panels = [
        BasePage.promote_panels[0],
        FieldPanel(
            "show_in_menus",
            heading=_("In menus"),
            help_text=_("Listed at the foot of every page of the territory, under “To know”."),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What its blocks show of the territory, and what a required page says by itself."""
        context = super().get_context(request, *args, **kwargs)
        supplies = Supplies.of(self.body, self.territory)
        return {**context, NAME: supplies, "facts": facts_of(self)}

    @property
    def invites_to_write(self) -> bool:
        """Whether this is the page that leads to the contact form."""
        return self.slug == CONTACT and self.depth == territories.HOME_DEPTH + 1

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
