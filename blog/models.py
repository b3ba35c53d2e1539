"""Blogs, and the posts people write in them."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from members.authors import author_of, structured_author
from members.models import CitizenGroup
from members.models.groups import TEXTS
from site_core.kernel.addresses import page_path
from site_core.kernel.blocks import TextStreamBlock
from site_core.kernel.content import AUTHOR_KINDS
from site_core.kernel.listing import listing
from site_core.kernel.metadata import dates
from site_core.kernel.models import BasePage, Illustrated, Located, Topical

from .around import around
from .cards import blog_cards, post_cards, text_cards
from .page_forms import PostForm
from .rows import BlogManager, CollectiveTextManager, PostManager

LONGEST_TITLE = 255  # a title, or the name of a group
OTHERS = 5  # texts of the same group that are offered beside one


class BlogIndex(BasePage):
    """The list of a territory's blogs, at `/blogs/`."""

    template = "pages/blog/index.html"
    kind = "blogs"
    section_slug = "blogs"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["territory_pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["blog.Blog"]

    class Meta:
        verbose_name = _("list of blogs")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The latest posts of all blogs, or with `?liste=blogs` the blogs in their order.

        Of one commune, district or topic when the address says which.
        """
        context = super().get_context(request, *args, **kwargs)
        shows_blogs = request.GET.get("liste") == "blogs"
        territory = self.territory
        if shows_blogs:
            rows = Blog.objects.shown_here(territory).order_by("title", "pk").for_cards()
            found = listing(request, rows, lambda rows: blog_cards(territory, rows), by_more=True)
        else:
            rows = Post.objects.shown_here(territory).newest().for_cards()
            found = listing(request, rows, lambda rows: post_cards(territory, rows), by_more=True)
        kept = [("liste", "blogs")] if shows_blogs else []
        return {**context, "shows_blogs": shows_blogs, "kept": kept, "listing": found}


class Blog(Illustrated, Located, Topical, BasePage):
    """One person's or one group's blog."""

    description = models.TextField(_("what it is about"), max_length=300, blank=True)

    objects = BlogManager()

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

    def structured_data(self, context: Mapping[str, Any]) -> dict[str, Any]:
        """A blog and whose it is."""
        return {
            "@type": "Blog",
            "name": self.title,
            "author": structured_author(context.get("author", {})),
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its posts, newest first."""
        context = super().get_context(request, *args, **kwargs)
        territory = self.territory
        rows = Post.objects.child_of(self).visible().newest().for_cards()
        found = listing(request, rows, lambda rows: post_cards(territory, rows), by_town=False)
        return {**context, "author": author_of(self), "listing": found}


class WrittenText(Illustrated, Located, Topical, BasePage):
    """A text that members may comment."""

    introduction = models.TextField(_("first lines"), max_length=300, blank=True)
    body = StreamField(TextStreamBlock(), blank=True, verbose_name=_("text"))
    comments_open = models.BooleanField(_("members may comment"), default=True)

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
        abstract = True

    def structured_data(self, context: Mapping[str, Any]) -> dict[str, Any]:
        """An article: who wrote it, when, and where it is about."""
        return {
            "@type": "BlogPosting",
            "headline": self.title,
            "author": structured_author(context.get("author", {})),
            "contentLocation": self.structured_place(),
            **dates(self),
        }


class Post(WrittenText):
    """A text in a blog."""

    voice_kind = models.CharField(
        _("in the name of"),
        max_length=10,
        blank=True,
        editable=False,
        choices=AUTHOR_KINDS.items(),
        help_text=_("As it was when the post was written, whatever its author becomes."),
    )
    voice_title = models.CharField(max_length=LONGEST_TITLE, blank=True, editable=False)
    # The group in whose name it is written: it comes to those who follow it.
    voice_group = models.ForeignKey(
        CitizenGroup, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = PostManager()  # type: ignore[misc]

    template = "pages/blog/post.html"
    kind = "post"
    base_form_class = PostForm
    parent_page_types: ClassVar[list[str]] = ["blog.Blog"]
    content_panels = [*WrittenText.content_panels, FieldPanel("voice")]

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its author, the blog that it stands in, and what to read next."""
        context = super().get_context(request, *args, **kwargs)
        blog = Blog.objects.filter(path=self.path[: -self.steplen]).first()
        territory = self.territory
        home = territory.home_of(self)
        return {
            **context,
            "author": author_of(self),
            "around": around(self, territory),
            "blog": blog,
            "blog_url": page_path(blog, home) if blog and home else "",
        }


class CollectiveText(WrittenText):
    """A text that the people of a group wrote together, at `/groupes/<group>/textes/<text>/`."""

    writers = models.CharField(
        _("who wrote it"),
        max_length=200,
        blank=True,
        help_text=_("As its readers will read it: names, or how many you were."),
    )

    objects = CollectiveTextManager()  # type: ignore[misc]

    template = "pages/blog/collective_text.html"
    kind = "text"
    address_between = TEXTS
    parent_page_types: ClassVar[list[str]] = ["members.CitizenGroup"]
    content_panels = [
        *WrittenText.content_panels[:2],
        FieldPanel("writers"),
        *WrittenText.content_panels[2:],
    ]
    search_fields = [*WrittenText.search_fields, index.SearchField("writers")]

    class Meta:
        verbose_name = _("collective text")
        verbose_name_plural = _("collective texts")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The group that signs it, and what else it wrote."""
        context = super().get_context(request, *args, **kwargs)
        territory = self.territory
        group = CitizenGroup.objects.filter(path=self.path[: -self.steplen]).first()
        home = territory.home_of(self)
        others = CollectiveText.objects.none()
        if group:
            others = CollectiveText.objects.child_of(group).visible().exclude(pk=self.pk)
        return {
            **context,
            "author": {"author_name": group.title if group else "", "author_kind": "group"},
            "group": group,
            "group_url": page_path(group, home) if group and home else "",
            "others": list(text_cards(territory, others.newest().for_cards()[:OTHERS])),
        }
