"""Ever more in the measured territory: blogs, posts, events, polls, groups, answers to a post.

Pages are written as in `seed`; then the territory's own search reads them.
"""

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from agenda.models import Agenda, Event
from blog.models import Blog, BlogIndex, Post
from console.due import analyse_tables
from consultations.models import ConsultationIndex, Poll
from members.models import CitizenGroup, GroupIndex, User
from messaging.models import TerritoryComment
from messaging.services import post_comment
from site_core.kernel import territories
from site_core.kernel.models import Territory, Topic, Town
from territory_pages.search.indexing import index_territory

from .seed import complete, page

TITLES = (
    "La fontaine de {town}, un an après",
    "Le marché de {town} cherche des bras",
    "Une nuit à la bibliothèque de {town}",
    "Le chemin des écoliers de {town}",
    "Qui se souvient du lavoir de {town} ?",
)
LISTS = (
    (Blog, Post),
    (BlogIndex, Blog),
    (Agenda, Event),
    (ConsultationIndex, Poll),
    (GroupIndex, CitizenGroup),
)
SPREAD = timedelta(days=365)  # back for what is published, ahead for what takes place


def fill(territory: Territory, author: User, total: int) -> None:
    """Bring each list of a territory, and the answers to its first post, to `total` items."""
    with territories.enter(territory):
        for above, kind in LISTS:
            parent = above.objects.in_territory(territory).order_by("path").first()
            add_pages(parent, kind, total - kind.objects.in_territory(territory).count())
        index_territory(territory, only_missing=True)
        post = Post.objects.in_territory(territory).get(slug="le-billet")
        for number in range(TerritoryComment.objects.count(), total):
            post_comment(page=post, author=author, text=f"Réponse {number}.")
    analyse_tables()


def add_pages(parent: Any, kind: Any, count: int) -> None:
    """So many published pages of a kind below their parent, in all communes and topics."""
    towns, topics = list(Town.objects.order_by("code")), list(Topic.objects.order_by("pk"))
    first = parent.numchild + 1
    rows = []
    for number in range(first, first + count):
        title = TITLES[number % len(TITLES)].format(town=towns[number % len(towns)].name)
        path = Page._get_path(parent.path, parent.depth + 1, number)
        url = f"{parent.url_path}{kind._meta.model_name}-{number}/"
        row = page(kind, path, url, f"{title} ({number})", parent.locale, 0)
        since = SPREAD * (number - first) / count
        row.first_published_at = timezone.now() + (since if kind is Event else -since)
        rows.append(row)
    Page.objects.bulk_create(rows, batch_size=500)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + count)
    complete(kind)
    for number, town in enumerate(towns):
        keys = [row.pk for row in rows[number :: len(towns)]]
        kind.objects.filter(pk__in=keys).update(town=town)
    if kind is Poll:
        keys = [row.pk for row in rows]
        Poll.objects.filter(pk__in=keys).update(closes_at=F("opens_at") + SPREAD / 2)
    link, column = kind.topics.through, f"{kind._meta.model_name}_id"
    link.objects.bulk_create(
        link(**{column: row.pk, "topic": topics[number % len(topics)]})
        for number, row in enumerate(rows)
    )
