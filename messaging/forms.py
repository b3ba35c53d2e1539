"""The form under a text, and the one to write to the territory."""

import uuid
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from members.authors import INHABITANT, OWN_VOICE, Voice
from members.criteria_forms import LetterForm
from members.models import Membership
from site_core.kernel.plain_text import refuse_unreadable

from .models import NotificationChoice
from .notification_kinds import registry

LONGEST_COMMENT = 3000
LONGEST_MESSAGE = 5000
MAX_BIGINT = 2**63 - 1
SCREEN, MAIL = "screen", "mail"
CHANNELS = [(SCREEN, _("on the site")), (MAIL, _("by mail, at once"))]


class CommentForm(forms.Form):
    """A member's words, plain text, and in whose name when they have the choice."""

    body = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody will be able to read it."),
        validators=[refuse_unreadable],
        error_messages={"required": _("Write something before sending.")},
    )
    answers = forms.IntegerField(
        required=False, min_value=1, max_value=MAX_BIGINT, widget=forms.HiddenInput
    )
    submission = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)
    capacity = forms.ChoiceField(
        label=_("You write as"),
        initial=INHABITANT,
        widget=forms.RadioSelect,
        help_text=_("Everybody reads it beside your name. It cannot be changed afterwards."),
        error_messages={
            "invalid_choice": _("You cannot write in this capacity any more. Choose again."),
            "required": _("Say in which capacity you write."),
        },
    )
    field_order = ("capacity", "body")

    def __init__(self, *args: Any, voices: Sequence[Voice] = (OWN_VOICE,), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who loses a capacity while writing is told, rather than published as somebody else.
        asked = self.data.get("capacity", INHABITANT)
        if len(voices) > 1 or asked != INHABITANT:
            field = cast("forms.ChoiceField", self.fields["capacity"])
            field.choices = [(voice.key, voice.label) for voice in voices]
        else:
            del self.fields["capacity"]


class RemovalForm(forms.Form):
    """Why a comment goes."""

    reason = forms.CharField(
        label=_("Why do you remove it?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The author will read your reason. It is not needed for your own comment."),
    )


class ContactForm(forms.Form):
    """What anybody writes to the referents, with the address that they answer to."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        validators=[refuse_unreadable],
        error_messages={"required": _("Say who you are, as you like to be called.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("For the answer only: it is never shown nor passed on."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Without an address we could not answer you.")},
    )
    body = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write something before sending.")},
    )
    website = forms.CharField(
        label=_("Leave this field empty: only robots fill it in."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    submission = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)


class PreferencesForm(LetterForm):
    """`/compte/preferences/`: the letter, and by which channels one is told of each kind."""

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, membership=membership, **kwargs)
        known = {row.kind: row for row in NotificationChoice.objects.filter(membership=membership)}
        pause = self.fields.pop("paused_until")
        for kind in registry.chosen():
            self.fields[kind.name] = forms.MultipleChoiceField(
                label=kind.label,
                choices=CHANNELS,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=ticked(known.get(kind.name, kind)),
            )
        self.fields["paused_until"] = pause

    def letter(self) -> list[Any]:
        """The fields about the letter."""
        return [self[name] for name in ("frequency", "weekday", "hour")]

    def told(self) -> list[Any]:
        """The fields about what one is told of."""
        return [self[kind.name] for kind in registry.chosen()]

    def channels(self) -> dict[str, tuple[bool, bool]]:
        """(on the site, by mail) of each kind."""
        chosen = {kind.name: self.cleaned_data[kind.name] for kind in registry.chosen()}
        return {name: (SCREEN in names, MAIL in names) for name, names in chosen.items()}


def ticked(known: Any) -> list[str]:
    """The channels of a choice, or of a kind about which nothing was chosen."""
    on_screen = getattr(known, "on_screen", True)
    return [name for name, is_on in ((SCREEN, on_screen), (MAIL, known.by_mail)) if is_on]
