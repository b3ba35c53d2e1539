"""What templates ask of a poll."""

from typing import Any
from uuid import UUID, uuid4

from django import template
from django.utils import timezone

from ..models import Poll
from ..policies import is_member, voted_in
from ..receipts import brought_by
from ..results import Results, results_of

register = template.Library()


@register.simple_tag
def poll_results(poll: Poll) -> Results:
    """The count of a closed poll."""
    return results_of(poll)


@register.simple_tag
def new_submission() -> UUID:
    """The number of a form about to be shown: sent twice, it counts once."""
    return uuid4()


@register.simple_tag(takes_context=True)
def has_voted(context: template.Context, poll_id: int) -> bool:
    """Whether who looks has voted in this open poll; one query for all the polls of a page."""
    request: Any = context.get("request")
    if not is_signed_in_here(request):
        return False
    if not hasattr(request, "polls_voted"):
        rows = voted_in(request.user).filter(closes_at__gt=timezone.now())
        request.polls_voted = frozenset(rows.values_list("pk", flat=True))
    return poll_id in request.polls_voted


@register.simple_tag(takes_context=True)
def joins_first(context: template.Context) -> bool:
    """Whether who looks is signed in and no member here; one query for all the polls of a page."""
    request: Any = context.get("request")
    if not is_signed_in_here(request):
        return False
    if not hasattr(request, "votes_here"):
        request.votes_here = is_member(request.user)
    return not request.votes_here


@register.simple_tag(takes_context=True)
def new_receipt(context: template.Context, poll_id: int) -> str:
    """The receipt of the ballot that was cast from this page a moment ago."""
    request: Any = context.get("request")
    return brought_by(request, poll_id) if is_signed_in_here(request) else ""


def is_signed_in_here(request: Any) -> bool:
    """Whether a person is known, on the host of a territory."""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated and getattr(request, "territory", None))
