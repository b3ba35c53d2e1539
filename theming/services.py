"""Giving a territory its theme, and the stylesheet that follows from it."""

import hashlib
from functools import cache as once
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db import transaction
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from site_core.kernel import audit, generations, scoping
from site_core.kernel.models import Territory

from . import presets, tokens
from .models import COLOURS, Theme, generation_key

NETWORK_NAME = "Kikalu"
OWNER_DIGITS = 8
CONTENT_DIGITS = 12
REMEMBERED = 24 * 3600  # seconds; a change is seen at once whatever this is
_CHOICES = (*COLOURS, "head_font", "text_font", "layout")
_DERIVED_IN = ("contrast.py", "fonts.py", "palette.py", "presets.py", "tokens.py")

audit.describe("theme.apply", gettext_lazy("Theme applied"))


class UnknownPreset(ValueError):
    """No ready-made theme has this name."""


class Look(NamedTuple):
    """A territory's stylesheet, the digest in its address, and the preset its drawings are from."""

    digest: str
    css: str
    preset: str


@transaction.atomic
def apply_theme(*, territory: Territory, preset: str, actor: Any = None) -> Theme:
    """Give a territory a ready-made theme, as its starting point.

    Idempotent: the theme it has already is left alone, choices included; another one replaces it
    and its choices. Raises UnknownPreset, with the names that exist.
    """
    if preset not in presets.PRESETS:
        names = ", ".join(presets.PRESETS)
        raise UnknownPreset(_("There is no theme “%s”. Choose among: %s.") % (preset, names))
    with scoping.scope(territory):
        theme: Theme
        theme, created = Theme.objects.get_or_create(
            territory=territory, defaults={"preset": preset}
        )
        before = None if created else theme.preset
        if before == preset:
            return theme
        if not created:
            theme.preset = preset
            for name in _CHOICES:
                setattr(theme, name, "")
            theme.save()
        audit.record(
            territory=territory,
            actor=actor,
            action="theme.apply",
            target=theme,
            before={"preset": before},
            after={"preset": preset},
        )
    return theme


def look_of(territory: Territory | None) -> Look:
    """What a host looks like now; no query when this state of it was already written.

    `None` is the operator's network site, which has the neutral theme.
    """
    if territory is None:
        return _network_look()
    generation = generations.current(generation_key(territory.pk))
    key = f"theme:{territory.public_id}:{generation}:{_release()}:{_digest(territory.name)}"
    if (known := cache.get(key)) is not None:
        return Look(*known)
    with scoping.scope(territory):
        theme = Theme.objects.first() or Theme(territory=territory)
        look = _look(theme.style, place=territory.name, owner=str(territory.public_id))
    cache.set(key, tuple(look), REMEMBERED)
    return look


def css_for(territory: Territory | None) -> str:
    """The text of a host's theme.css."""
    return look_of(territory).css


def was_once(digest: str, territory: Territory | None) -> bool:
    """Whether a digest can only be of this host, now or before: it begins with the host's own."""
    return digest[:OWNER_DIGITS] == look_of(territory).digest[:OWNER_DIGITS]


@once
def _network_look() -> Look:
    preset = presets.PRESETS[presets.NEUTRAL]
    style = tokens.Style(
        presets.NEUTRAL, preset, preset.seeds, preset.head, preset.text, preset.layout
    )
    return _look(style, place=NETWORK_NAME, owner="network")


def _look(style: tokens.Style, *, place: str, owner: str) -> Look:
    css = tokens.stylesheet(style, place=place, asset=static)
    digest = _digest(owner)[:OWNER_DIGITS] + _digest(css)[:CONTENT_DIGITS]
    return Look(digest, css, style.name)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@once
def _release() -> str:
    """Changes when the derivation or a static address does: no cache outlives the code it is of."""
    here = Path(__file__).parent
    sources = "".join((here / name).read_text(encoding="utf-8") for name in _DERIVED_IN)
    return _digest(sources + getattr(staticfiles_storage, "manifest_hash", ""))[:CONTENT_DIGITS]
