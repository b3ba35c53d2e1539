"""How many decisions the referents of a territory took: what a transparency page owes to readers.

Source: Regulation (EU) 2022/2065 (DSA), articles 15 and 24.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from .models import AuditLink

PERIOD = timedelta(days=365)
APPROVED, RETURNED = "wagtail.workflow.approve", "wagtail.workflow.reject"
REMOVED = "comment.remove"


@dataclass(frozen=True, slots=True)
class Figures:
    """Decisions of the last twelve months; each that is not an approval came with its reason."""

    approved: int
    returned: int
    removed: int

    @property
    def total(self) -> int:
        """All of them together."""
        return self.approved + self.returned + self.removed


def moderation_figures() -> Figures:
    """Those of the territory in scope, from its audit chain: nothing deleted since is missing."""
    links = AuditLink.objects.filter(at__gte=timezone.now() - PERIOD)
    counted = links.filter(action__in=(APPROVED, RETURNED, REMOVED)).order_by()
    found = dict(counted.values_list("action").annotate(number=Count("pk")))
    return Figures(*(found.get(action, 0) for action in (APPROVED, RETURNED, REMOVED)))
