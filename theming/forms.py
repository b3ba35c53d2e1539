"""The form of a look: a ready-made theme, and what a territory changes in it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.validators import RegexValidator
from django.forms.boundfield import BoundWidget
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from wagtail.images.widgets import AdminImageChooser

from . import fonts, palette, presets
from .models import CHOICES, COLOURS, PICTURES, STYLE, Theme

VERSION = "version"
AS_READY_MADE = _("As in the ready-made theme")


class ColourInput(forms.TextInput):
    """The colour field that every browser has."""

    input_type = "color"


class ColourField(forms.CharField):
    """A colour as a browser sends it; nothing is the ready-made theme's."""

    widget = ColourInput
    default_validators = [
        RegexValidator("^#[0-9a-fA-F]{6}$", _("Write a colour as #1a6b4f or oklch(.44 .12 255)."))
    ]

    def clean(self, value: Any) -> str:
        """In small letters, so that equal colours are equal texts."""
        return str(super().clean(value)).lower()


class PresetCard(NamedTuple):
    """A ready-made theme to choose: its landscape, colours and families."""

    radio: BoundWidget
    name: str
    label: Any
    art: str
    colours: dict[str, str]
    families: str


class FontSample(NamedTuple):
    """A family to choose, which is shown in its own letters."""

    radio: BoundWidget
    key: str
    label: Any


class ThemeForm(forms.ModelForm):
    """What the look should be; `instance` is the saved one that it was made from.

    Colours are shown as they are seen, the ready-made theme's included. One that was not touched
    stays the ready-made theme's; when another theme is chosen, so does all that was not touched.
    """

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = Theme
        fields = CHOICES
        field_classes = dict.fromkeys(COLOURS, ColourField)
        widgets = {
            "preset": forms.RadioSelect,
            **dict.fromkeys(COLOURS, ColourInput),
            **dict.fromkeys(("head_font", "text_font"), forms.RadioSelect),
            **dict.fromkeys(("layout", "radius", "density"), forms.RadioSelect),
            **dict.fromkeys(PICTURES, AdminImageChooser),
        }

    def __init__(self, data: Any = None, *, instance: Theme) -> None:
        self.before = instance.choices
        shown = palette.resolved(instance.style.seeds)
        initial = {VERSION: 0 if instance.pk is None else instance.number, **shown}
        super().__init__(data, instance=instance, initial=initial)
        self.shown = shown
        for name in STYLE:
            field: Any = self.fields[name]
            if name not in COLOURS:
                field.choices = [("", AS_READY_MADE), *field.choices[1:]]

    def clean(self) -> dict[str, Any]:
        """Turn what is seen into what was chosen."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        preset = typed.get("preset", self.before["preset"])
        is_other = preset != self.before["preset"]
        own = palette.resolved(presets.PRESETS[preset].seeds)
        for name in COLOURS:
            if name not in typed:
                continue
            if typed[name] in {"", own[name]} or (is_other and typed[name] == self.shown[name]):
                typed[name] = ""
            elif typed[name] == self.shown[name]:
                typed[name] = self.before[name]
        for name in set(STYLE) - set(COLOURS):
            if is_other and typed.get(name) == self.before[name]:
                typed[name] = ""
        return typed

    @property
    def touched(self) -> set[str]:
        """What this form changes of the look that it was made from."""
        now = self.instance.choices
        changed = {name for name in CHOICES if now[name] != self.before[name]}
        return changed | set(STYLE) if "preset" in changed else changed

    def cards(self) -> Iterator[PresetCard]:
        """The ready-made themes."""
        for radio in self["preset"].subwidgets:
            name = str(radio.data["value"])
            preset = presets.PRESETS[name]
            yield PresetCard(
                radio=radio,
                name=name,
                label=preset.label,
                art=static(f"theming/themes/{name}/art-jour.svg"),
                colours=palette.resolved(preset.seeds),
                families=" · ".join(fonts.FAMILIES[key].name for key in (preset.head, preset.text)),
            )

    def head_fonts(self) -> list[FontSample]:
        """The families for titles."""
        return self.samples("head_font")

    def text_fonts(self) -> list[FontSample]:
        """The families for texts."""
        return self.samples("text_font")

    def samples(self, name: str) -> list[FontSample]:
        """The families of a field, the ready-made theme's first."""
        return [
            FontSample(radio, str(radio.data["value"]), radio.data["label"])
            for radio in self[name].subwidgets
        ]

    def shapes(self) -> list[Any]:
        """The fields of the header, the corners and the spacing."""
        return [self[name] for name in ("layout", "radius", "density")]

    def colours(self) -> list[Any]:
        """The fields of the colours."""
        return [self[name] for name in COLOURS]
