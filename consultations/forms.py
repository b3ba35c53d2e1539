"""The ballot paper."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Poll


class BallotForm(forms.Form):
    """One choice among the answers of a poll; only its shape is checked here."""

    choice = forms.ChoiceField(
        label=_("Your choice"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the answers."),
            "invalid_choice": _("Choose one of the answers."),
        },
    )
    submission = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = poll.papers
        self.fields["choice"].choices = [  # type: ignore[attr-defined]
            (str(number), label) for number, label, _help in self.papers
        ]


class ReceiptForm(forms.Form):
    """A receipt to look for."""

    receipt = forms.CharField(label=_("Your receipt"), max_length=40)
