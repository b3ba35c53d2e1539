"""The stylesheet of a host's theme, under an address that never changes its content."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from .. import looks


@require_safe
def theme_css(request: HttpRequest, digest: str) -> HttpResponse:
    """The theme with this digest, for ever; an older one of this host leads to the current one.

    A page kept in a cache may still ask for the theme it was drawn with. Any other digest, a
    neighbour's included, is 404.
    """
    territory = getattr(request, "territory", None)
    look = looks.look_of(territory)
    if digest == look.digest:
        return HttpResponse(
            look.css,
            content_type="text/css; charset=utf-8",
            headers={"Cache-Control": "public, max-age=31536000, immutable"},
        )
    if looks.was_once(digest, territory):
        address = reverse("theming:css", args=[look.digest])
        return HttpResponseRedirect(address, headers={"Cache-Control": "no-store"})
    return HttpResponseNotFound(content_type="text/plain; charset=utf-8")
