"""The gallery of components, for those who write pages and those who keep the code.

It stands in the admin, not on a public address: it is drawn for staff, never kept for visitors, and
on a territory's host it wears that territory's own look first.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import View

from .. import gallery, looks, trials
from ..presets import PRESETS

MODES = ("", trials.DAY, trials.NIGHT)


class Gallery(View):
    """Every component, in the host's look or in a ready-made theme, by day or by night."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """`?habillage=` is the name of a ready-made theme, `?affichage=` clair or sombre."""
        name, mode = request.GET.get("habillage", ""), request.GET.get("affichage", "")
        if name not in {"", *PRESETS} or mode not in MODES:
            raise Http404
        territory = request.territory  # type: ignore[attr-defined]
        look = looks.look_of_preset(name) if name else looks.look_of(territory)
        visitor = trials.as_visitor(request)
        trials.try_on(visitor, look, trials.Trial(css=look.css, mode=mode, is_gallery=True))
        response = gallery.draw(
            visitor, presets=PRESETS.items(), chosen_preset=name, chosen_mode=mode
        )
        response.headers["Cache-Control"] = "private, no-store"
        return response
