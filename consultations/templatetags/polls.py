"""What templates ask of a poll."""

from uuid import UUID, uuid4

from django import template

from ..models import Poll
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
