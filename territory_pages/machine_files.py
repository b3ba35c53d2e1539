"""What search engines and telephones ask every site for, at addresses that never change."""

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from site_core.kernel.addresses import home_path, public_url
from site_core.kernel.models import Territory
from theming.looks import Look, look_of

from .sitemap import PER_FILE, entries, listed_pages, views

ICONS = (192, 512)  # pixels, drawn by bin/draw_theme_pictures.py
# Where there is nothing to read: desks, forms, and lists without end.
NOT_TO_READ = (
    "admin/",
    "agenda/proposer/",
    "commentaires/",
    "compte/",
    "connexion/",
    "deconnexion/",
    "fil/",
    "groupes/inscrire/",
    "inscription/",
    "messages/",
    "notifications/",
    "recherche/",
    "signaler/",
)


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """All the pages of the territory; beyond `PER_FILE`, a list of numbered files."""
    territory: Territory = request.territory  # type: ignore[attr-defined]
    files = Paginator(listed_pages(territory), PER_FILE)
    start = public_url(territory.hostname, request)
    number = request.GET.get("page")
    if number is None and files.num_pages > 1:
        context = {"start": start, "path": request.path, "numbers": files.page_range}
        return render(request, "machine/sitemap_index.xml", context, "application/xml")
    try:
        page = files.page(number or 1)
    except InvalidPage as error:
        raise Http404 from error
    told = list(entries(territory, page.object_list))
    if not page.has_next():
        told += views(territory, "territory_pages:map")
    context = {"start": start, "entries": told}
    return render(request, "machine/sitemap.xml", context, "application/xml")


@require_safe
@conditional_page
def manifest(request: HttpRequest) -> HttpResponse:
    """What a telephone keeps of the place on its screen (https://www.w3.org/TR/appmanifest/)."""
    territory: Territory = request.territory  # type: ignore[attr-defined]
    look = look_of(territory)
    told = {
        "name": territory.name,
        "short_name": territory.name,
        "description": territory.motto or territory.name,
        "lang": settings.LANGUAGE_CODE,
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": look.day["paper"],
        "theme_color": look.day["mast_ground"],
        "icons": own_icon(look) if look.icon else drawn_icons(look),
    }
    return JsonResponse(told, content_type="application/manifest+json")


def own_icon(look: Look) -> list[dict[str, str]]:
    """The territory's own mark, of whatever shape it is."""
    return [{"src": look.icon, "type": "image/png", "sizes": "any"}]


def drawn_icons(look: Look) -> list[dict[str, str]]:
    """The theme's mark, with room around it for telephones that cut icons out."""
    return [
        {
            "src": static(f"theming/themes/{look.preset}/icon-{side}.png"),
            "type": "image/png",
            "sizes": f"{side}x{side}",
            "purpose": "any maskable",
        }
        for side in ICONS
    ]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Which addresses search engines should leave alone (RFC 9309), and where the list is."""
    territory: Territory | None = request.territory  # type: ignore[attr-defined]
    homes = [home_path(language) for language in territory.languages] if territory else ["/"]
    lines = ["User-agent: *"]
    lines += [f"Disallow: {home}{path}" for home in homes for path in NOT_TO_READ]
    if territory:
        lines += ["", f"Sitemap: {public_url(territory.hostname, request)}{reverse('sitemap')}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
