"""The gallery: one page with every component, in the look that the request wears."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from . import examples


class Drawn(NamedTuple):
    """A specimen on the page, and what came of it."""

    specimen: examples.Specimen
    html: str


def draw(request: HttpRequest, **context: Any) -> HttpResponse:
    """The gallery; `context` is what stands above the specimens."""
    shelves = [
        (shelf, [drawn for specimen in shelf.specimens if (drawn := drawn_of(specimen, request))])
        for shelf in examples.shelves()
    ]
    return render(
        request, "gallery/gallery.html", {**examples.FRAME, "shelves": shelves, **context}
    )


def drawn_of(specimen: examples.Specimen, request: HttpRequest) -> Drawn | None:
    """A specimen; None where it draws nothing, as the search on the network site."""
    html = render_to_string(specimen.template, specimen.context, request)
    return Drawn(specimen, html) if html.strip() else None
