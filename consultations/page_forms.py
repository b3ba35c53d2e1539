"""What the page editor asks of a poll."""

import unicodedata
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from site_core.kernel.page_forms import LocatedPageForm


class PollForm(LocatedPageForm):
    """A poll's answers differ, and are fixed once somebody has chosen one of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if options := self.formsets.get("options"):
            options.error_messages["too_few_forms"] = _(
                "People need something to choose from: write at least two answers."
            )

    def clean(self) -> dict[str, Any]:
        """Refuse another set of answers while the box holds ballots."""
        cleaned: dict[str, Any] = super().clean()
        ballots = apps.get_model("consultations", "Ballot").objects
        options = self.formsets.get("options")
        if options:
            refuse_twins(options)
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


def refuse_twins(options: Any) -> None:
    """Say, beside the second one, that two answers read the same: their ballots could not tell."""
    seen: set[str] = set()
    for form in options.forms if options.errors is not None else ():
        label = "" if options._should_delete_form(form) else form.cleaned_data.get("label", "")
        same = " ".join(unicodedata.normalize("NFKC", label).casefold().split())
        if same and same in seen:
            form.add_error("label", _("This answer is already there. Change it, or remove it."))
        seen.add(same)
