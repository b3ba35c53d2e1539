"""What the eye makes of a theme's colours: each pair that matters, measured, in words."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from . import palette
from .contrast import CONTROL, ratio
from .palette import Mode, Pair, Seeds

COMFORTABLE = 7.0  # WCAG 2.2, 1.4.6 Contrast (Enhanced), level AAA

CHOSEN: dict[Pair, Any] = {
    palette.SEED_PAIRS[0]: _("The ink on the paper, as you chose them"),
    palette.SEED_PAIRS[1]: _("The main colour on the paper, as you chose them"),
}
SEEN: dict[str, Any] = {
    "on_mast": _("The name at the top of the page"),
    "on_nav": _("The sections, under the name"),
    "ink": _("Texts"),
    "ink_soft": _("Small texts"),
    "primary": _("Links"),
    "accent": _("Dates, what is urgent"),
    "on_fill": _("Words on buttons"),
    "on_fill_accent": _("Words at the head of a ballot"),
    "edge": _("Borders of fields"),
    "focus": _("The frame of what the keyboard has reached"),
}


class Measure(NamedTuple):
    """A pair in words, its ratio by day and by night at worst, and the least it may be."""

    words: Any
    day: float
    night: float | None
    least: float

    @property
    def worst(self) -> float:
        """By day or by night, whichever is worse."""
        return self.day if self.night is None else min(self.day, self.night)

    @property
    def passes(self) -> bool:
        """Whether people can see it."""
        return self.worst >= self.least

    @property
    def verdict(self) -> Any:
        """How well it is seen, in words."""
        if not self.passes:
            return _("cannot be read")
        if self.least <= CONTROL:
            return _("well seen")
        return _("very easy to read") if self.worst >= COMFORTABLE else _("easy to read")


def measures(seeds: Seeds) -> list[Measure]:
    """What was chosen, then what is made of it, each on the ground where it is seen worst."""
    chosen = palette.resolved(seeds)
    day, night = (palette.derive(seeds, mode) for mode in Mode)
    return [
        *(
            Measure(
                words,
                palette.shown(ratio(chosen[pair.front], chosen[pair.ground])),
                None,
                pair.least,
            )
            for pair, words in CHOSEN.items()
        ),
        *(
            Measure(words, worst(front, day), worst(front, night), pairs(front)[0].least)
            for front, words in SEEN.items()
        ),
    ]


def worst(front: str, colours: palette.Palette) -> float:
    """The least ratio of a colour to the grounds it stands on."""
    return min(palette.shown(ratio(colours[front], colours[pair.ground])) for pair in pairs(front))


def pairs(front: str) -> list[Pair]:
    """Where a colour is seen, and what is asked of it there."""
    return [pair for pair in palette.PAIRS if pair.front == front]
