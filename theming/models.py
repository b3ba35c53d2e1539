"""The theme of a territory: a ready-made one, and what replaces its choices."""

import math
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from site_core.kernel import generations
from site_core.kernel.models import TerritoryOwned

from . import fonts, palette, presets
from .contrast import parse
from .tokens import Style

COLOUR_LENGTH = 40
COLOURS = palette.Seeds._fields


def validate_colour(text: str) -> None:
    """Refuse what is not a colour that the palette can read."""
    try:
        parse(text)
    except ValueError as error:
        raise ValidationError(
            _("Write a colour as #1a6b4f or oklch(.44 .12 255)."), code="colour"
        ) from error


def colour_field(label: Any, help_text: Any = "") -> Any:
    """A seed colour; empty keeps the ready-made theme's."""
    return models.CharField(
        label,
        max_length=COLOUR_LENGTH,
        blank=True,
        validators=[validate_colour],
        help_text=help_text,
    )


class Theme(TerritoryOwned):
    """How one territory looks; there is one row at most, none means the neutral theme."""

    preset = models.CharField(
        _("ready-made theme"), max_length=20, choices=presets.choices, default=presets.NEUTRAL
    )
    primary = colour_field(_("main colour"), _("Links and buttons."))
    accent = colour_field(_("accent colour"), _("Dates, what is urgent, the head of a ballot."))
    paper = colour_field(_("paper"), _("A very light colour: the page itself."))
    ink = colour_field(_("ink"), _("A very dark colour: texts and rules."))
    sky = colour_field(_("sky"), _("Behind the name at the top of the page."))
    head_font = models.CharField(
        _("font of titles"), max_length=20, blank=True, choices=fonts.choices
    )
    text_font = models.CharField(
        _("font of texts"), max_length=20, blank=True, choices=fonts.choices
    )
    layout = models.CharField(
        _("header"), max_length=10, blank=True, choices=presets.layout_choices
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [models.UniqueConstraint(fields=("territory",), name="one_theme_a_territory")]

    def __str__(self) -> str:
        return self.preset

    @property
    def style(self) -> Style:
        """The ready-made theme with this territory's choices in place of its own.

        A theme or a font that a later release no longer has gives way to the neutral one.
        """
        name = self.preset if self.preset in presets.PRESETS else presets.NEUTRAL
        base = presets.PRESETS[name]
        chosen = {name: parse(text) for name in COLOURS if (text := getattr(self, name))}
        return Style(
            name=name,
            preset=base,
            seeds=base.seeds._replace(**chosen),
            head=self.head_font if self.head_font in fonts.FAMILIES else base.head,
            text=self.text_font if self.text_font in fonts.FAMILIES else base.text,
            layout=self.layout if self.layout in presets.LAYOUTS else base.layout,
        )

    def clean(self) -> None:
        """Refuse colours that somebody could not read, and say which and by how much."""
        super().clean()
        if self.preset not in presets.PRESETS or not self._colours_are_readable():
            return
        seeds = self.style.seeds
        faults = palette.seed_shortfalls(seeds)
        for mode in palette.Mode:
            faults += palette.shortfalls(palette.derive(seeds, mode))
        errors: dict[str, list[str]] = {}
        for fault in faults:
            field = fault.pair.front if fault.pair.front in COLOURS else "preset"
            errors.setdefault(field, []).append(self._sentence(fault))
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and let every process write the stylesheet anew at its next request."""
        super().save(*args, **kwargs)
        generations.bump(generation_key(self.territory_id))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Go back to the neutral theme, in every process at its next request."""
        territory_id = self.territory_id
        deleted = super().delete(*args, **kwargs)
        generations.bump(generation_key(territory_id))
        return deleted

    def _colours_are_readable(self) -> bool:
        try:
            for name in COLOURS:
                validate_colour(getattr(self, name) or "#000")
        except ValidationError:
            return False
        return True

    def _sentence(self, fault: palette.Shortfall) -> str:
        pair = fault.pair
        return gettext(
            "“%(front)s” on “%(ground)s” has a contrast of %(measured)s to 1; people need "
            "%(least)s to 1 to read it. Choose two colours further apart."
        ) % {
            "front": self._word(pair.front),
            "ground": self._word(pair.ground),
            "measured": formats.number_format(math.floor(fault.measured * 10) / 10, 1),
            "least": formats.number_format(pair.least, 1),
        }

    def _word(self, role: str) -> str:
        field: Any = self._meta.get_field(role) if role in COLOURS else None
        return str(field.verbose_name) if field else role.replace("_", " ")


def generation_key(territory_id: int) -> str:
    """What moves when this territory's theme changes."""
    return f"theme:{territory_id}"
