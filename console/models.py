"""The pages of the operator's network site, and what the demo remembers of itself."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from site_core.kernel import legal
from site_core.kernel.addresses import public_url
from site_core.kernel.blocks import CleanTextBlock, QuoteBlock
from site_core.kernel.models import TerritoryOwned

from . import directory

NEWEST = 8
LEGAL_NOTICE = "mentions-legales"


class NetworkTextBlock(StreamBlock):
    """A text without pictures or documents: those belong to territories."""

    text = CleanTextBlock(
        features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"],
        label=_("text"),
        icon="pilcrow",
        template="blocks/text.html",
    )
    quote = QuoteBlock()


class NetworkText(Page):
    """A page of the network site: a title, a few words, a text."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(NetworkTextBlock(), blank=True, verbose_name=_("text"))

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]

    class Meta:
        abstract = True


class NetworkHome(NetworkText):
    """The front page of the network site: what Kikalu is, and where it is open."""

    template = "pages/console/network_home.html"
    kind = "network"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["console.NetworkPage"]

    class Meta:
        verbose_name = _("front page of the network")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the territories that opened last."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        newest = [
            {"territory": territory, "url": f"{public_url(territory.hostname, request)}/"}
            for territory in directory.newest(NEWEST)
        ]
        return {**context, "newest": newest}


class NetworkPage(NetworkText):
    """A page below the front one: who publishes, personal data, how to reach the operator."""

    template = "pages/console/network_page.html"
    kind = "page"
    parent_page_types: ClassVar[list[str]] = ["console.NetworkHome"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("page of the network")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The legal notice names who publishes and who hosts."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "notice": legal.notice() if self.slug == LEGAL_NOTICE else None}


class DemoItem(TerritoryOwned):
    """One thing that `seed_demo` wrote in a territory.

    It is never written again, even once somebody deleted it; while its page still has the revision
    that the demo wrote, nobody touched it and its dates may move.
    """

    key = models.CharField(max_length=80)
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+")
    revision = models.BigIntegerField(null=True)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("item of the demo")
        verbose_name_plural = _("items of the demo")
        constraints = [
            models.UniqueConstraint(fields=("territory", "key"), name="demo_item_in_territory")
        ]

    def __str__(self) -> str:
        return self.key
