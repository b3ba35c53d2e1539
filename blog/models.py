"""Blogs, and the posts people write in them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from site_core.kernel.blocks import TextStreamBlock
from site_core.kernel.models import BasePage, Illustrated, Located, Topical


class BlogIndex(BasePage):
    """The list of a territory's blogs, at `/blogs/`."""

    template = "pages/blog/index.html"
    kind = "blogs"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["territory_pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["blog.Blog"]

    class Meta:
        verbose_name = _("list of blogs")


class Blog(Illustrated, Located, Topical, BasePage):
    """One person's or one group's blog."""

    description = models.TextField(_("what it is about"), max_length=300, blank=True)

    template = "pages/blog/blog.html"
    kind = "blog"
    parent_page_types: ClassVar[list[str]] = ["blog.BlogIndex"]
    subpage_types: ClassVar[list[str]] = ["blog.Post"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("description"),
        *Illustrated.picture_panels,
        *Located.place_panels,
        *Topical.topic_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        *Located.place_search_fields,
        index.SearchField("description"),
    ]

    class Meta:
        verbose_name = _("blog")
        verbose_name_plural = _("blogs")


class Post(Illustrated, Located, Topical, BasePage):
    """A text in a blog."""

    introduction = models.TextField(_("first lines"), max_length=300, blank=True)
    body = StreamField(TextStreamBlock(), blank=True, verbose_name=_("text"))
    comments_open = models.BooleanField(_("members may comment"), default=True)

    template = "pages/blog/post.html"
    kind = "post"
    parent_page_types: ClassVar[list[str]] = ["blog.Blog"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        *Illustrated.picture_panels,
        FieldPanel("body"),
        *Located.place_panels,
        *Topical.topic_panels,
        FieldPanel("comments_open"),
    ]
    search_fields = [
        *BasePage.search_fields,
        *Located.place_search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
