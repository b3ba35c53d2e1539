"""`{% comments page %}`: the thread under a text, and the form for those who may answer."""

from typing import Any

from django import template
from django.conf import settings

from messaging.forms import CommentForm
from messaging.policies import why_not_comment
from messaging.threads import count, thread
from site_core.kernel import policies

register = template.Library()


@register.inclusion_tag("fragments/messaging/thread.html", takes_context=True)
def comments(context: dict[str, Any], page: Any) -> dict[str, Any]:
    """The thread of a page; no form, so no token and no cookie, for a visitor."""
    request = context["request"]
    user = getattr(request, "user", None)
    nodes = thread(page)
    refusal = why_not_comment(user, page) if user else ""
    signed_in = bool(user and user.is_authenticated)
    return {
        "request": request,
        "page": page,
        "nodes": nodes,
        "count": count(nodes),
        "refusal": refusal,
        "form": CommentForm() if signed_in and not refusal else None,
        "user": user,
        "moderates": signed_in and policies.is_referent(user, context["territory"]),
        "deepest": settings.COMMENTS_XTD_MAX_THREAD_LEVEL,
        "csrf_token": context.get("csrf_token"),
    }
