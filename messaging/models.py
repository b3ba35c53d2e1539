"""What members say under a text."""

from django.utils.translation import gettext_lazy as _
from django_comments_xtd.models import XtdComment

from site_core.kernel.models import TerritoryOwned


class TerritoryComment(TerritoryOwned, XtdComment):
    """A comment of one territory, on a page of the same territory."""

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
