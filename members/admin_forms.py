"""What referents say of a member, and write to one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from site_core.kernel.models import Territory
from site_core.kernel.plain_text import refuse_unreadable

from .models import Capacity, CitizenGroup
from .models.capacities import LONGEST_TITLE

LONGEST_WORDS = 3000


class CapacityForm(forms.Form):
    """In whose name somebody may write from now on."""

    kind = forms.ChoiceField(label=_("Capacity"), choices=Capacity)
    title = forms.CharField(
        label=_("Title"),
        max_length=LONGEST_TITLE,
        required=False,
        help_text=_("For example: deputy for culture, roads department. Everybody reads it."),
        validators=[refuse_unreadable],
    )
    group: Any = forms.ModelChoiceField(
        CitizenGroup.objects.none(),
        label=_("Group"),
        required=False,
        help_text=_("For somebody who writes in the name of a group of this territory."),
    )

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = CitizenGroup.objects.shown_here(territory).order_by("title", "pk")
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class WritingForm(forms.Form):
    """A mail to one member."""

    words = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        validators=[refuse_unreadable],
        error_messages={"required": _("Write something before sending.")},
    )
