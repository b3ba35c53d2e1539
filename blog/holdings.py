"""What becomes of blogs and posts when their author goes."""

from collections.abc import Collection, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from members.models import AuthorGone
from messaging.models import TerritoryComment
from site_core.kernel import page_cache, places, territories
from site_core.kernel.personal_data import ACCOUNT, Erasure, Holding, declare
from site_core.kernel.withdrawn_pages import forget_drafts, take_away, wipe

from .models import Blog, Post

NO_VOICE: dict[str, Any] = {"voice_kind": "", "voice_title": "", "voice_group": None}


def own(person: Any) -> Iterator[Any]:
    """The posts, then the blogs of a person, where the scope reaches."""
    for model in (Post, Blog):
        for page in model.objects.filter(owner=person).order_by("pk"):
            if places.in_scope(page.path):
                yield page


def hide(person: Any) -> list[int]:
    """Take them off the site for a while; the keys of those that were on it."""
    keys = [page.pk for page in own(person) if page.live]
    set_live(keys, False)
    return keys


def show(keys: Collection[int]) -> None:
    """Put them back."""
    set_live(keys, True)


def set_live(keys: Collection[int], is_live: bool) -> None:
    """Not by publishing: nobody is told, and no version is made."""
    for page in Page.objects.filter(pk__in=keys).specific():
        with territories.enter(territories.territory_of(page)):
            page.live = is_live
            page.save(update_fields=["live"])


def erase(erasure: Erasure) -> None:
    """Published texts stay without a name when that was chosen; all others go.

    One under which somebody else wrote keeps its place, empty.
    """
    for page in own(erasure.person):
        if erasure.keeps and page.live:
            leave_to_readers(page)
        elif holds_others(page, erasure.person):
            wipe(page, erasure, is_live=page.live or was_hidden(page, erasure.person))
        else:
            take_away(page, erasure)


def was_hidden(page: Any, person: Any) -> bool:
    """Whether a text is off the site only because its author closed their account."""
    closing = getattr(person, "closing", None)
    return closing is not None and page.pk in closing.hidden.get("blogs", ())


def leave_to_readers(page: Any) -> None:
    """A text without an author, as visitors read it last."""
    territory = territories.territory_of(page)
    forget_drafts(page)
    Page.objects.filter(pk=page.pk).update(owner=None)
    forget_voice(page)
    with territories.enter(territory):
        AuthorGone.objects.get_or_create(page_id=page.pk)
    page_cache.changed(territory.pk)


def forget_voice(page: Any) -> None:
    """Nothing tells any more in which capacity a text was written, its last version neither."""
    Post.objects.filter(pk=page.pk).update(**NO_VOICE)
    for revision in page.revisions.all():
        revision.content |= NO_VOICE
        revision.save(update_fields=["content"])


def holds_others(page: Any, person: Any) -> bool:
    """Whether somebody else wrote under a page, or in it."""
    kind = ContentType.objects.get_for_model(type(page))
    comments = TerritoryComment.objects.filter(content_type=kind, object_pk=str(page.pk))
    return bool(comments.exclude(user=person).exists() or page.get_children().exists())


def register() -> None:
    """Say what this app holds: the rows themselves are told with all pages."""
    declare(
        Holding(
            name="blogs",
            label=_("Your blog and your posts"),
            purpose=_("to publish what you write"),
            basis=ACCOUNT,
            kept=_("until you take them away, or as you choose when you close your account"),
            links=("members.AuthorGone.page",),
            erase=erase,
            is_words=True,
            hide=hide,
            show=show,
        )
    )
