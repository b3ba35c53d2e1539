"""The thread under a text with the form for those who may answer; what waits to be seen."""

from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import InvalidPage
from django.http import Http404

from members.authors import voices_of
from messaging import notifications
from messaging.forms import CommentForm
from messaging.policies import why_not_comment
from messaging.threads import thread
from site_core.kernel import policies

register = template.Library()


@register.inclusion_tag("fragments/messaging/thread.html", takes_context=True)
def comments(context: dict[str, Any], page: Any) -> dict[str, Any]:
    """The page of a thread that `?page=` asks for.

    A visitor gets no form, so no token and no cookie. Raises Http404 for a page that is not there.
    """
    request = context["request"]
    user = getattr(request, "user", None)
    try:
        shown = thread(page, request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error
    refusal = why_not_comment(user, page) if user else ""
    signed_in = bool(user and user.is_authenticated)
    form = None
    if signed_in and not refusal:
        form = CommentForm(voices=voices_of(user, context["territory"]))
    return {
        "request": request,
        "page": page,
        "thread": shown,
        "refusal": refusal,
        "form": form,
        "user": user,
        "moderates": signed_in and policies.is_referent(user, context["territory"]),
        "deepest": settings.COMMENTS_XTD_MAX_THREAD_LEVEL,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def unseen_notifications(context: dict[str, Any]) -> int:
    """How many notifications wait for who is signed in here: one query; none for a visitor."""
    user = getattr(context.get("request"), "user", None)
    if not context.get("territory") or not user or not user.is_authenticated:
        return 0
    return notifications.unseen(user)
