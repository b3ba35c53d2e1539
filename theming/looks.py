"""What a host looks like: its stylesheet and pictures, remembered until the theme changes."""

import hashlib
from functools import cache as once
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.templatetags.static import static

from site_core.kernel import generations, scoping
from site_core.kernel.models import Territory

from . import artwork, presets, tokens
from .artwork import Art
from .models import Theme, generation_key
from .palette import Mode, derive

NETWORK_NAME = "Kikalu"
OWNER_DIGITS = 8
CONTENT_DIGITS = 12
REMEMBERED = 24 * 3600  # seconds; a change is seen at once whatever this is
_MADE_IN = (
    "artwork.py",
    "contrast.py",
    "fonts.py",
    "looks.py",
    "palette.py",
    "presets.py",
    "tokens.py",
)


class Look(NamedTuple):
    """A stylesheet, the digest in its address, the preset it is drawn from, its own pictures.

    `fonts` are the files that its letters come from, under static/; `day` are the colours by day
    of the roles of `palette.py`, as `#rrggbb`.
    """

    digest: str
    css: str
    preset: str
    day: dict[str, str]
    fonts: tuple[str, ...]
    logo: Art | None = None
    logo_on_dark: Art | None = None
    picture: Art | None = None
    icon: str = ""


def look_of(territory: Territory | None) -> Look:
    """What a host looks like now; no query when this state of it was already written.

    `None` is the operator's network site, which has the neutral theme. Not to be asked in the
    transaction that changes the theme: what is remembered is what others may see.
    """
    if territory is None:
        return look_of_preset(presets.NEUTRAL)
    generation = generations.current(generation_key(territory.pk))
    key = f"theme:{territory.public_id}:{generation}:{_release()}:{_digest(territory.name)}"
    known: Look | None = cache.get(key)
    if known is not None:
        return known
    with scoping.scope(territory):
        theme = Theme.current() or Theme(territory=territory)
        look = look_of_theme(theme, territory)
    cache.set(key, look, REMEMBERED)
    return look


def look_of_theme(theme: Theme, territory: Territory) -> Look:
    """What a territory looks like in this theme, saved or not, in its scope."""
    style = theme.style
    if theme.logo:
        style = style._replace(
            logo_ratio=artwork.ratio(theme.logo), has_logo_on_dark=theme.logo_on_dark is not None
        )
    if theme.picture:
        style = style._replace(focus=artwork.focus(theme.picture))
    look = _look(style, place=territory.name, owner=str(territory.public_id))
    return look._replace(**pictures_of(theme))


def pictures_of(theme: Theme) -> dict[str, Any]:
    """A theme's own pictures by the name they have in a look; makes the copies that miss."""
    found: dict[str, Any] = {}
    if theme.logo:
        found |= {
            "logo": artwork.logo(theme.logo, theme.logo_alt),
            "icon": artwork.icon(theme.logo),
        }
        if theme.logo_on_dark:
            found["logo_on_dark"] = artwork.logo(theme.logo_on_dark, theme.logo_alt)
    if theme.picture:
        sizes = presets.PICTURE_SIZES[theme.style.layout]
        found["picture"] = artwork.header(theme.picture, theme.picture_alt, sizes)
    return found


@once
def look_of_preset(name: str) -> Look:
    """A ready-made theme as it is, under the name of the network."""
    preset = presets.PRESETS[name]
    style = tokens.Style(name, preset, preset.seeds, preset.head, preset.text, preset.layout)
    return _look(style, place=NETWORK_NAME, owner="network")


def css_for(territory: Territory | None) -> str:
    """The text of a host's theme.css."""
    return look_of(territory).css


def was_once(digest: str, territory: Territory | None) -> bool:
    """Whether a digest can only be of this host, now or before: it begins with the host's own."""
    return digest[:OWNER_DIGITS] == look_of(territory).digest[:OWNER_DIGITS]


def _look(style: tokens.Style, *, place: str, owner: str) -> Look:
    css = tokens.stylesheet(style, place=place, asset=static)
    digest = _digest(owner)[:OWNER_DIGITS] + _digest(css)[:CONTENT_DIGITS]
    fonts = tuple(tokens.font_files(style))
    return Look(digest, css, style.name, derive(style.seeds, Mode.DAY), fonts)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@once
def _release() -> str:
    """Changes when the derivation or a static address does: no cache outlives the code it is of."""
    here = Path(__file__).parent
    sources = "".join((here / name).read_text(encoding="utf-8") for name in _MADE_IN)
    return _digest(sources + getattr(staticfiles_storage, "manifest_hash", ""))[:CONTENT_DIGITS]
