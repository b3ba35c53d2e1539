"""The form under a text."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_COMMENT = 3000
MAX_BIGINT = 2**63 - 1


class CommentForm(forms.Form):
    """A member's words, plain text."""

    body = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody will be able to read it."),
        error_messages={"required": _("Write something before sending.")},
    )
    answers = forms.IntegerField(
        required=False, min_value=1, max_value=MAX_BIGINT, widget=forms.HiddenInput
    )
    submission = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)


class RemovalForm(forms.Form):
    """Why a comment goes."""

    reason = forms.CharField(
        label=_("Why do you remove it?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The author will read your reason. It is not needed for your own comment."),
    )
