"""The button that follows a blog, a group, a consultation, a topic or a commune."""

from typing import Any

from django import template

from ..following import code_of, is_followed

register = template.Library()


@register.inclusion_tag("fragments/members/follow.html", takes_context=True)
def follow_button(context: Any, target: Any) -> dict[str, Any]:
    """A form that follows it, or follows it no more; one query for who is signed in.

    A visitor's holds no token, so that the page can be kept: it leads to where one signs in.
    """
    request = context["request"]
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "signed_in": signed_in,
        "what": code_of(target),
        "name": str(getattr(target, "title", target)),
        "followed": signed_in and is_followed(user, target),
    }
