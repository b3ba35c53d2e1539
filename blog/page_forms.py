"""What the editor of a post asks: in whose name it is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.authors import Voice, voices_of
from site_core.kernel import territories
from site_core.kernel.page_forms import LocatedPageForm


class PostForm(LocatedPageForm):
    """The form of a post. Whose voice it is can be chosen until it is published, never after."""

    voice = forms.ChoiceField(
        required=False,
        label=_("In whose name"),
        help_text=_("Everybody will read it, and it stays so once the post is published."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_open = self.instance.first_published_at is None
        author = self.instance.owner or self.for_user
        known = voices_of(author, territories.here()) if is_open and author else []
        self.voices: dict[str, Voice] = {voice.key: voice for voice in known}
        if len(known) > 1 and "voice" in self.fields:
            self.fields["voice"].choices = [(voice.key, voice.label) for voice in known]
            self.initial["voice"] = self.chosen_before() or known[1].key
        else:
            self.fields.pop("voice", None)

    def chosen_before(self) -> str:
        """The key of the voice that a draft was kept with."""
        kept = (self.instance.voice_kind, self.instance.voice_title)
        found = (key for key, one in self.voices.items() if (one.kind, one.title) == kept)
        return next(found, "")

    def save(self, commit: bool = True) -> Any:
        """Freeze the voice that was chosen, or the only one there is."""
        usual = next(iter(self.voices), "")
        voice = self.voices.get(self.cleaned_data.get("voice") or usual)
        if voice is not None:
            self.instance.voice_kind, self.instance.voice_title = voice.kind, voice.title
            self.instance.voice_group_id = voice.group
        return super().save(commit=commit)
