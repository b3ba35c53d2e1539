"""What the head of a page tells to search engines and social networks."""

from dataclasses import replace
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static

from site_core.kernel import metadata

from .theming import theme_look

register = template.Library()


@register.simple_tag(takes_context=True)
def about_page(context: template.Context) -> metadata.About | None:
    """What there is to tell of the page; nothing where it has no territory.

    A page without a picture is shown with the header of the territory, or the theme's drawing.
    """
    request = context["request"]
    if getattr(request, "territory", None) is None:
        return None
    known: dict[str, Any] = context.flatten()  # type: ignore[assignment]
    about = metadata.about(context["page"], request, known)
    if about.picture:
        return about
    look = theme_look(context)
    if art := look.picture:
        address = metadata.whole(about.start, art.src)
        return replace(about, picture=metadata.Picture(address, art.width, art.height, art.alt))
    drawing = metadata.whole(about.start, static(f"theming/themes/{look.preset}/share.png"))
    return replace(about, picture=metadata.Picture(drawing))


@register.simple_tag(takes_context=True)
def printed_address(context: template.Context) -> str:
    """Where to find again what is on paper, without what a link added to the address."""
    request: HttpRequest = context["request"]
    known: dict[str, Any] = context.flatten()  # type: ignore[assignment]
    return request.build_absolute_uri(metadata.canonical_path(known) or request.path)


@register.simple_tag(takes_context=True)
def touch_icon(context: template.Context) -> str:
    """What telephones keep on their screen: the territory's own mark, else the theme's."""
    look = theme_look(context)
    return look.icon or static(f"theming/themes/{look.preset}/icon-192.png")
