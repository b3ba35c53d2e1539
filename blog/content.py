"""Posts, blogs and collective texts, declared for whatever lists content: home, map, search."""

from collections.abc import Iterable

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from site_core.kernel.content import Card, ContentKind, MapPoint, registry
from site_core.kernel.map_points import NEARBY, points_of
from site_core.kernel.models import Territory

from .cards import blog_cards, post_cards, text_cards
from .models import Blog, CollectiveText, Post


def newest_posts(territory: Territory, limit: int) -> Iterable[Card]:
    """The cards of the last posts; three queries at most."""
    return post_cards(territory, Post.objects.shown_here(territory).newest().for_cards()[:limit])


def newest_blogs(territory: Territory, limit: int) -> Iterable[Card]:
    """The cards of the last blogs opened; one query."""
    rows = Blog.objects.shown_here(territory).order_by("-first_published_at", "-pk")
    return blog_cards(territory, rows.for_cards()[:limit])


def blogs_by_town(territory: Territory) -> dict[int, int]:
    """How many blogs a visitor may read in each commune; one query."""
    rows = Blog.objects.shown_here(territory).exclude(town=None).order_by()
    return dict(rows.values_list("town").annotate(number=Count("pk")))


def points_of_posts(territory: Territory) -> Iterable[MapPoint]:
    """Where the last posts are about; one query."""
    return points_of("post", territory, Post.objects.shown_here(territory).newest())


def points_of_blogs(territory: Territory) -> Iterable[MapPoint]:
    """Where the blogs are written from, to a hundred metres; one query."""
    rows = Blog.objects.shown_here(territory).order_by("-first_published_at", "-pk")
    return points_of("blog", territory, rows, decimals=NEARBY)


def newest_texts(territory: Territory, limit: int) -> Iterable[Card]:
    """The cards of the last texts that groups wrote; three queries at most."""
    rows = CollectiveText.objects.shown_here(territory).newest()
    return text_cards(territory, rows.for_cards()[:limit])


def points_of_texts(territory: Territory) -> Iterable[MapPoint]:
    """Where the last collective texts are about; one query."""
    return points_of("text", territory, CollectiveText.objects.shown_here(territory).newest())


POST = ContentKind(
    name="post",
    label=_("Post"),
    section="posts",
    heading=_("What are people saying here?"),
    empty=_("Nobody has written yet. The first post may be yours."),
    all_label=_("Read all posts"),
    index_path="/blogs/",
    for_cards=newest_posts,
    card_template="cards/post.html",
    slug="billet",
    plural=_("Posts"),
    model=Post,
    cards=post_cards,
    steps=(
        ("/compte/blog/", _("Open a blog")),
        ("/inscription/", _("Sign up")),
        ("/contact/", _("Write to your local referent")),
    ),
    list_class="posts__grid posts__grid--led",
    limit=5,
    order=2,
    points=points_of_posts,
)
BLOG = ContentKind(
    name="blog",
    label=_("Blog"),
    section="",
    heading=_("Blogs"),
    empty=_("There is no blog here yet."),
    all_label=_("See all blogs"),
    index_path="/blogs/?liste=blogs",
    for_cards=newest_blogs,
    card_template="cards/blog.html",
    slug="blog",
    plural=_("Blogs"),
    model=Blog,
    cards=blog_cards,
    order=6,
    followable=True,
    by_town=blogs_by_town,
    points=points_of_blogs,
)

TEXT = ContentKind(
    name="text",
    label=_("Collective text"),
    section="",
    heading=_("Collective texts"),
    empty=_("No group has written a text here yet."),
    all_label=_("See all groups"),
    index_path="/groupes/",
    for_cards=newest_texts,
    card_template="cards/text.html",
    slug="texte",
    plural=_("Collective texts"),
    model=CollectiveText,
    cards=text_cards,
    order=7,
    points=points_of_texts,
)


def declare() -> None:
    """Make them known; called once, when the app is ready."""
    registry.register(POST)
    registry.register(BLOG)
    registry.register(TEXT)
