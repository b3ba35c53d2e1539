"""What search engines and telephones ask every site for, at addresses that never change."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from site_core.kernel.addresses import home_path, public_url
from site_core.kernel.models import Territory

from .sitemap import PER_FILE, entries, listed_pages

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
    context = {"start": start, "entries": list(entries(territory, page.object_list))}
    return render(request, "machine/sitemap.xml", context, "application/xml")


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
