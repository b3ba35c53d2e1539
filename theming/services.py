"""Giving a territory its look: a ready-made theme, its own choices, what it had before."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from site_core.kernel import audit, scoping
from site_core.kernel.models import Territory

from . import looks, presets
from .models import PICTURES, Theme

KEPT = 12  # themes of a territory, the current one included
OWN = (*PICTURES, "logo_alt", "picture_alt")  # the territory's, whatever the ready-made theme

audit.describe("theme.apply", gettext_lazy("Theme applied"))
audit.describe("theme.save", gettext_lazy("Theme changed"))
audit.describe("theme.restore", gettext_lazy("Earlier theme put back"))


class UnknownPreset(ValueError):
    """No ready-made theme has this name."""


class ChangedMeanwhile(Exception):
    """Somebody saved another theme since the one that this one was made from."""


@transaction.atomic
def apply_theme(*, territory: Territory, preset: str, actor: Any = None) -> Theme:
    """Give a territory a ready-made theme, as its starting point.

    Idempotent: the theme it has already is left alone, choices included; another one replaces it
    and its choices, but for the territory's own pictures. Raises UnknownPreset, with the names that
    exist.
    """
    if preset not in presets.PRESETS:
        names = ", ".join(presets.PRESETS)
        raise UnknownPreset(_("There is no theme “%s”. Choose among: %s.") % (preset, names))
    with scoping.scope(territory):
        current = _locked(territory)
        if current is not None and current.preset == preset:
            return current
        own = {name: getattr(current, name) for name in OWN} if current else {}
        fresh = _after(current, territory, actor, {"preset": preset, **own})
        return _follow(fresh, current, action="theme.apply")


@transaction.atomic
def save_theme(
    *, territory: Territory, choices: Mapping[str, Any], based_on: int, actor: Any
) -> Theme:
    """Give a territory the look that somebody made from its theme of number `based_on`, 0 for none.

    Sent twice, it is saved once. Raises ValidationError when people could not read it, and
    ChangedMeanwhile when the theme is no longer the one it was made from.
    """
    with scoping.scope(territory):
        current = _locked(territory)
        fresh = _after(current, territory, actor, choices)
        if current is not None and current.choices == fresh.choices:
            return current
        _require_number(current, based_on)
        fresh.full_clean()
        return _follow(fresh, current, action="theme.save")


@transaction.atomic
def restore_theme(*, territory: Territory, number: int, based_on: int, actor: Any) -> Theme:
    """Put back an earlier look; the one it replaces stays among the earlier ones.

    Raises Theme.DoesNotExist when it is no longer kept, and as `save_theme`.
    """
    with scoping.scope(territory):
        current = _locked(territory)
        earlier = Theme.objects.get(number=number)
        fresh = _after(current, territory, actor, earlier.choices)
        if current is not None and current.choices == fresh.choices:
            return current
        _require_number(current, based_on)
        fresh.full_clean()
        return _follow(fresh, current, action="theme.restore", number=number)


def _locked(territory: Territory) -> Theme | None:
    """The current theme; those who change it take turns until the end of the transaction."""
    Territory.objects.select_for_update().get(pk=territory.pk)
    return Theme.current()


def _after(
    current: Theme | None, territory: Territory, actor: Any, choices: Mapping[str, Any]
) -> Theme:
    """The theme that would follow the current one, not saved."""
    number = current.number + 1 if current else 1
    return Theme(territory=territory, number=number, saved_by=actor, **choices)


def _require_number(current: Theme | None, based_on: int) -> None:
    if based_on != (current.number if current else 0):
        raise ChangedMeanwhile


def _follow(fresh: Theme, current: Theme | None, *, action: str, **details: Any) -> Theme:
    """Save a theme after the current one, forget the oldest, and say what changed."""
    fresh.save()
    looks.pictures_of(fresh)  # copies are made now, not while a visitor waits
    Theme.objects.filter(number__lte=fresh.number - KEPT).delete()
    before = current.choices if current else {}
    changed = [
        name for name, value in fresh.choices.items() if (value or "") != (before.get(name) or "")
    ]
    audit.record(
        territory=fresh.territory,
        actor=fresh.saved_by,
        action=action,
        target=fresh,
        before={name: _said(before[name]) for name in changed if name in before},
        after={name: _said(fresh.choices[name]) for name in changed},
        **details,
    )
    return fresh


def _said(value: Any) -> str:
    """A choice as the log keeps it: a picture by its title and number."""
    return value if isinstance(value, str) else f"{value} ({value.pk})" if value else ""
