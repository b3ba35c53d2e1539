"""Who is told of what: on the site, and by mail when they chose so."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page, WorkflowState

from members.feed import lineage
from members.models import Follow, Membership
from site_core.kernel import territories
from site_core.kernel.models import Territory
from site_core.kernel.models.page_rows import PLAIN_PAGES

from .models import Notification, NotificationChoice, TerritoryComment
from .notification_kinds import ACCEPTED, FOLLOWED, RETURNED, UNPUBLISHED, NotificationKind
from .tasks import mail_notification

Channels = tuple[bool, bool]  # on the site, by mail
FRESH = timedelta(days=7)
TOGETHER = 500  # members told in one go


def channels_of(kind: NotificationKind, members: Iterable[Membership]) -> dict[int, Channels]:
    """By which channels each of these members is told of a kind, by their key; one query."""
    keys = [member.pk for member in members]
    usual = dict.fromkeys(keys, (True, kind.by_mail))
    if kind.duty:
        return usual
    rows = NotificationChoice.objects.filter(kind=kind.name, membership__in=keys)
    chosen = rows.values_list("membership", "on_screen", "by_mail")
    return usual | {key: (on_screen, by_mail) for key, on_screen, by_mail in chosen}


@transaction.atomic
def tell(
    *,
    kind: NotificationKind,
    members: Iterable[Membership],
    page: Page,
    about: str,
    comment: TerritoryComment | None = None,
    who: Membership | None = None,
) -> None:
    """Tell members of the territory in scope of something, once; mail follows after the commit.

    A pause keeps all but duties from leaving by mail, not from being read on the site.
    """
    told, now = list(members), timezone.now()
    channels, today = channels_of(kind, told), timezone.localdate(now)
    rows = [
        Notification(
            membership=member,
            kind=kind.name,
            about=about,
            page=page,
            comment=comment,
            who=who,
            at=now,
            seen_at=None if channels[member.pk][0] else now,
            mail_due_at=now
            if channels[member.pk][1] and (kind.duty or not member.is_pausing(today))
            else None,
        )
        for member in told
        if any(channels[member.pk])
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    fresh = Notification.objects.filter(kind=kind.name, about=about, mail_due_at=now)
    territory = territories.here()
    for key in fresh.values_list("pk", flat=True):
        mail_notification.enqueue(territory.pk, key)


def tell_review(state: WorkflowState, by: Any) -> None:
    """Tell who wrote and who submitted a text of the territory in scope what was decided of it."""
    page = state.content_object
    is_accepted = state.status == WorkflowState.STATUS_APPROVED
    people = {state.requested_by_id, page.owner_id} - {None, by.pk if by else None}
    tell(
        kind=ACCEPTED if is_accepted else RETURNED,
        members=Membership.objects.filter(user__in=people),
        page=page,
        about=f"review-{state.current_task_state_id}",
    )


def tell_unpublished(page: Page, by: Any) -> None:
    """Tell who wrote a text of the territory in scope that somebody else took it off the site.

    Its author taking it off, or its last hour, is no decision about them.
    """
    if by is None or by.pk == page.owner_id:
        return
    tell(
        kind=UNPUBLISHED,
        members=Membership.objects.filter(user=page.owner_id),
        page=page,
        about=f"page-{page.pk} {timezone.now().isoformat(timespec='seconds')}",
    )


@task()
def tell_who_follows(territory_id: int, page_id: int) -> None:
    """Tell who follows a page that was published, what holds it, its commune or its topics.

    Not what is new already: a text of last month that is published again is no news.
    """
    territory = Territory.objects.select_related("site__root_page").get(pk=territory_id)
    with territories.enter(territory):
        rows = PLAIN_PAGES.in_territory(territory).filter(pk=page_id).visible()
        page = rows.filter(first_published_at__gt=timezone.now() - FRESH).first()
        if page is not None:
            tell_followers(page.specific)


def tell_followers(page: Any) -> None:
    """Tell them, in the scope of its territory; itself it tells nothing to those who follow it."""
    topics = page.topics.values("pk") if hasattr(page, "topics") else ()
    rows = Follow.objects.filter(page__path__in=lineage(page.path)[:-1])
    rows |= Follow.objects.filter(page=getattr(page, "voice_group_id", None), page__isnull=False)
    rows |= Follow.objects.filter(topic__in=topics)
    rows |= Follow.objects.filter(town=getattr(page, "town_id", None), town__isnull=False)
    members = Membership.objects.filter(pk__in=rows.values("membership"))
    tell_many(FOLLOWED, members.exclude(user=page.owner_id), page)


@transaction.atomic
def tell_many(kind: NotificationKind, members: Any, page: Page) -> None:
    """Tell however many members, a queryset, of something about a page; once, all or none."""
    last = 0
    while some := list(members.order_by("pk").filter(pk__gt=last)[:TOGETHER]):
        tell(kind=kind, members=some, page=page, about=f"page-{page.pk}")
        last = some[-1].pk


def unseen(user: Any) -> int:
    """How many notifications somebody has not seen in the territory in scope; one query.

    None while they pause: nothing calls them then.
    """
    rows = Notification.objects.filter(membership__user=user, seen_at=None)
    count: int = rows.exclude(membership__paused_until__gt=timezone.localdate()).count()
    return count
