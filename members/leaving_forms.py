"""What one chooses when one leaves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

KEEP, REMOVE = "keep", "remove"


class LeavingForm(forms.Form):
    """What becomes of one's words, and that one means it."""

    contributions = forms.ChoiceField(
        label=_("What you published"),
        choices=[
            (KEEP, _("Leave it to its readers, without my name")),
            (REMOVE, _("Take it away; a line says that something stood there")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of what you published.")},
    )
    certain = forms.BooleanField(
        error_messages={"required": _("Tick the box if you mean it.")},
    )

    def __init__(self, *args: Any, certain: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["certain"].label = certain

    @property
    def keeps_words(self) -> bool:
        """Whether what was published stays."""
        return bool(self.cleaned_data["contributions"] == KEEP)
