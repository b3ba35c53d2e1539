"""What the operator types in the console; nothing typed is ever lost."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from site_core.kernel.models import Role
from site_core.kernel.territories import LONGEST_REASON
from theming import presets

from .opening_request import LONGEST_HOSTNAME, LONGEST_NAME, LONGEST_SLUG

LONGEST_PLACE = 120
SEPARATORS = re.compile(r"[\s,;]+")
# The fields of the form, by the argument of `provision_territory` that they fill.
FIELD_OF = {"code": "place", "towns": "place"}


class OpeningForm(forms.Form):
    """A territory to open. Shape only: `provision_territory` has the last word."""

    place = forms.CharField(
        label=_("Commune or intercommunality"),
        max_length=LONGEST_PLACE,
        help_text=_(
            "Its INSEE code (5 characters) or SIREN (9 digits). Type a name and choose “Look up” "
            "to find its code."
        ),
    )
    hostname = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_HOSTNAME + 50,
        help_text=_("Without http:// or port, as in lyon.example."),
    )
    name = forms.CharField(
        label=_("Name shown"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("The official one when left empty."),
    )
    slug = forms.CharField(
        label=_("Short name"),
        max_length=LONGEST_SLUG,
        required=False,
        help_text=_("Small letters, digits and hyphens; made of the name when left empty."),
    )
    theme = forms.ChoiceField(
        label=_("Theme"), choices=presets.choices, initial=presets.NEUTRAL, required=False
    )
    referents = forms.CharField(
        label=_("Referents"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("E-mail addresses, one a line. They can be appointed later."),
    )

    def request(self) -> dict[str, Any]:
        """The arguments of `provision_territory`."""
        typed = self.cleaned_data
        return {
            "code": typed["place"],
            "hostname": typed["hostname"],
            "name": typed["name"],
            "slug": typed["slug"],
            "theme": typed["theme"],
            "referents": [email for email in SEPARATORS.split(typed["referents"]) if email],
        }


class AppointmentForm(forms.Form):
    """A person and a role."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.REFERENT)

    def clean_email(self) -> str:
        """In lower case, as accounts have it."""
        return str(self.cleaned_data["email"]).strip().lower()


class SuspensionForm(forms.Form):
    """Why a territory closes."""

    reason = forms.CharField(
        label=_("Why, in one sentence"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Every visitor of its address reads it."),
    )
