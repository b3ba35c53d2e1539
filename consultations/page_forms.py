"""What the page editor asks of a poll."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from site_core.kernel.page_forms import LocatedPageForm


class PollForm(LocatedPageForm):
    """A poll's answers are fixed once somebody has chosen one of them."""

    def clean(self) -> dict[str, Any]:
        """Refuse another set of answers while the box holds ballots."""
        cleaned: dict[str, Any] = super().clean()
        ballots = apps.get_model("consultations", "Ballot").objects
        options = self.formsets.get("options")
        if (
            self.instance.pk
            and options
            and options.has_changed()
            and ballots.filter(poll__translation_key=self.instance.translation_key).exists()
        ):
            self.add_error(
                None,
                _(
                    "People have voted already: the answers can no longer be changed. Close this "
                    "poll and open another one."
                ),
            )
        return cleaned
