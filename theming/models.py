"""The theme of a territory: a ready-made one, and what replaces its choices.

Each save is a row of its own: the one with the highest number is what the territory looks like, the
others are what it looked like before. Nobody overwrites a row, so nobody's work is lost.
"""

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from site_core.kernel import generations, media
from site_core.kernel.models import TerritoryOwned

from . import fonts, palette, presets
from .contrast import parse, to_hex
from .tokens import Style

COLOUR_LENGTH = 40
COLOURS = palette.Seeds._fields
STYLE = (*COLOURS, "head_font", "text_font", "layout", "radius", "density")  # the theme's, if empty
PICTURES = ("logo", "logo_on_dark", "picture")
CHOICES = ("preset", *STYLE, *PICTURES, "logo_alt", "picture_alt")


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


def picture_key(label: Any, help_text: Any) -> Any:
    """A picture of the territory; without it, what the ready-made theme drew."""
    return models.ForeignKey(
        "kernel.KikaluImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
        help_text=help_text,
    )


class Theme(TerritoryOwned):
    """How one territory looks, or looked; without a row it has the neutral theme."""

    number = models.PositiveIntegerField(default=1, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("saved by"),
    )
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
    radius = models.CharField(
        _("corners"), max_length=10, blank=True, choices=presets.radius_choices
    )
    density = models.CharField(
        _("spacing"), max_length=10, blank=True, choices=presets.density_choices
    )
    logo = picture_key(
        _("logo"), _("Instead of the theme's own mark, beside the name and in the tab of browsers.")
    )
    logo_on_dark = picture_key(
        _("logo for dark grounds"),
        _("The same, drawn light. Without it the logo stands on a white label by night."),
    )
    logo_alt = models.CharField(
        _("what the logo shows"),
        max_length=120,
        blank=True,
        help_text=_("Leave it empty when the logo only says the name again."),
    )
    picture = picture_key(
        _("picture of the header"),
        _("Instead of the theme's landscape. Wide and calm: 1600 pixels across or more."),
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=255,
        blank=True,
        help_text=_("For people who cannot see it. Taken from the picture when left empty."),
    )
    updated_at = models.DateTimeField(_("saved on"), auto_now=True)

    class Meta(TerritoryOwned.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(fields=("territory", "number"), name="theme_number_once")
        ]

    def __str__(self) -> str:
        return str(dict(presets.choices()).get(self.preset, self.preset))

    @classmethod
    def current(cls) -> Self | None:
        """What the territory in scope looks like; None when it has not chosen."""
        found: Self | None = (
            cls.objects.select_related(*PICTURES, "saved_by").order_by("-number").first()
        )
        return found

    @property
    def choices(self) -> dict[str, Any]:
        """What was chosen, by field; a picture as its row."""
        return {name: getattr(self, name) for name in CHOICES}

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
            radius=presets.RADII.get(self.radius, ""),
            density=presets.DENSITIES.get(self.density, ""),
        )

    def clean(self) -> None:
        """Refuse what somebody could not read or see: colours too close, a picture kept private."""
        super().clean()
        self._refuse_kept_pictures()
        if self.preset not in presets.PRESETS or not self._colours_are_readable():
            return
        seeds = self.style.seeds
        errors: dict[str, list[str]] = {}
        for fault in palette.seed_shortfalls(seeds):
            errors.setdefault(fault.pair.front, []).append(self._sentence(fault, seeds))
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

    def _refuse_kept_pictures(self) -> None:
        kept = [
            name
            for name in PICTURES
            if (image := getattr(self, name))
            and media.restrictions(self.territory, "images", image.file.name)
        ]
        if kept:
            sentence = _("Visitors may not see this picture: it is kept in a closed collection.")
            raise ValidationError(dict.fromkeys(kept, sentence))

    def _colours_are_readable(self) -> bool:
        try:
            for name in COLOURS:
                validate_colour(getattr(self, name) or "#000")
        except ValidationError:
            return False
        return True

    def _sentence(self, fault: palette.Shortfall, seeds: palette.Seeds) -> str:
        pair = fault.pair
        return gettext(
            "“%(front)s” on “%(ground)s” has a contrast of %(measured)s to 1; people need "
            "%(least)s to 1 to read it. Choose two colours further apart: %(nearest)s would do."
        ) % {
            "front": self._word(pair.front),
            "ground": self._word(pair.ground),
            "measured": formats.number_format(palette.shown(fault.measured), 1),
            "least": formats.number_format(pair.least, 1),
            "nearest": palette.nearest(
                getattr(seeds, pair.front), to_hex(getattr(seeds, pair.ground)), pair.least
            ),
        }

    def _word(self, seed: str) -> str:
        field: Any = self._meta.get_field(seed)
        return str(field.verbose_name)


def generation_key(territory_id: int) -> str:
    """What moves when this territory's theme changes."""
    return f"theme:{territory_id}"
