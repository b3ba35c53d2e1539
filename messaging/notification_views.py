"""What one is told of: the list, going to what it is about, and choosing what is sent."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import InvalidPage
from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members import kept
from members.feed_views import for_members, here
from members.models import Membership
from members.posted import posted_from
from members.services import plan_letters
from site_core.kernel.addresses import path_in
from site_core.kernel.listing import PER_PAGE, Pages

from .forms import PreferencesForm
from .models import Notification
from .notification_kinds import is_readable, registry, sentence_of
from .services import choose_channels
from .threads import page_of


def rows_of(member: Any) -> Any:
    """The notifications of a member with all that is shown of them, the last first."""
    rows = Notification.objects.filter(membership=member).select_related("page", "who", "comment")
    return rows.order_by("-at", "-pk")


@for_members
@require_safe
def notifications(request: HttpRequest, member: Membership) -> HttpResponse:
    """`/notifications/`: what one is told of, the last first; what is gone is said to be."""
    territory = here(request)
    try:
        # What somebody wants by mail alone is seen the moment it comes.
        rows = rows_of(member).exclude(seen_at=F("at"))
        page = Pages(rows, PER_PAGE).page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error
    shown = [
        (row, sentence_of(row), is_readable(row, territory), registry.kinds[row.kind].duty)
        for row in page.object_list
        if row.kind in registry.kinds
    ]
    context = {"page_obj": page, "shown": shown}
    return render(request, "screens/messaging/notifications.html", context)


@for_members
@require_safe
def notification(request: HttpRequest, member: Membership, public_id: uuid.UUID) -> HttpResponse:
    """`/notifications/<id>/`: to what it is about, which is seen from then on."""
    row = get_object_or_404(rows_of(member), public_id=public_id)
    territory = here(request)
    if not is_readable(row, territory):
        raise Http404
    if row.seen_at is None:
        rows_of(member).filter(pk=row.pk).update(seen_at=timezone.now())
    path = path_in(territory, row.page)
    if row.comment is None:
        return redirect(path)
    number = page_of(row.comment, row.page.specific)
    return redirect(f"{path}{f'?page={number}' if number > 1 else ''}#c{row.comment_id}")


@for_members
@posted_from("messaging:notifications")
def seen(request: HttpRequest, member: Membership) -> HttpResponse:
    """`/notifications/vues/`: all of them are seen."""
    Notification.objects.filter(membership=member, seen_at=None).update(seen_at=timezone.now())
    return redirect("messaging:notifications")


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, member: Membership) -> HttpResponse:
    """`/compte/preferences/`: when letters leave, and by which channels one is told of what."""
    form = PreferencesForm(kept.sent(request), membership=member)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            plan_letters(membership=member, **form.plan())
            choose_channels(membership=member, channels=form.channels())
        messages.success(request, _("What you chose is kept."))
        return redirect("messaging:preferences")
    is_pausing = member.is_pausing(timezone.localdate())
    context = {"form": form, "membership": member, "is_pausing": is_pausing}
    status = 400 if request.method == "POST" else 200
    return render(request, "screens/messaging/preferences.html", context, status=status)
