"""The pages of the operator's network site."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from site_core.kernel.blocks import TextStreamBlock


class NetworkHome(Page):
    """The front page of the network site: what Kikalu is, and where it is open."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(TextStreamBlock(), blank=True, verbose_name=_("text"))

    template = "pages/console/network_home.html"
    kind = "network"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]

    class Meta:
        verbose_name = _("front page of the network")
